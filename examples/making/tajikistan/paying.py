"""What the funds pay out: every eight weeks while a project is at work, nine tenths of what stands matched.

Where a fund pays a project by milestones, it pays what these allow.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from examples.making.book import Book
from examples.making.days import later, maybe_on, on
from examples.making.instalments import Round, Sums, instalments
from examples.making.tajikistan.by_milestones import PLANS
from examples.making.tajikistan.money import somoni
from examples.making.tajikistan.plans import PLAN
from examples.making.tajikistan.projects import PROJECTS, Project
from examples.making.tajikistan.works import actual_on, finished_on, is_at_work
from examples.making.trial import Answer

_LAST_PAYMENT = on("2020-12-17")
_WEEKS = 8
_CURRENCY = {"IOM": "USD", "EQUITY": "USD", "HUKUMAT": "TJS", "JAMOAT": "TJS"}
_LEAST, _STEP = {"USD": 400, "TJS": 3000}, {"USD": 50, "TJS": 500}
_SHARE, _PAID_WHOLLY = Decimal("0.9"), {"DAJ-WATER": Decimal(1)}
_BANK_KEEPS = Decimal("0.997")
_SHARES = {(plan.project, plan.fund): plan.shares for plan in PLANS}
_MILESTONES = (
    (12, "Contract signed"),
    (40, "Works begun"),
    (75, "Half of the works"),
    (99, "Most of the works"),
)

_AHEAD = {("HOI-MUDFLOW", "IOM", on("2020-05-25")): 2500}
_AHEAD_REASON = (
    "Before the mudflows of June: paid ahead of the families' money, approved by the head of office"
)
_REFUND = ("DAJ-WATER", "IOM", on("2020-11-23"), 900)


@dataclass(frozen=True)
class _Payment:
    on: date
    project: str
    fund: str
    milestone: str
    amount: int


def add_disbursements(book: Book, answers: Sequence[Answer]) -> None:
    """`answers` are the entries of the books without payments."""
    entries: defaultdict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        entries[answer.project, answer.fund].append(answer)
    payments = [
        _Payment(day, project.code, fund, milestone, amount)
        for project in PROJECTS
        for fund in _CURRENCY
        for day, milestone, amount in _payments(project, fund, entries[project.code, fund])
    ]
    payments.sort(key=lambda each: (each.on, each.project, each.fund))
    for number, payment in enumerate(payments, 1):
        _add(book, f"PAY-{number:03}", payment)
    _add_refund(book)


def _payments(project: Project, fund: str, entries: Sequence[Answer]) -> Iterator[tuple[date, str, int]]:
    """Day, milestone and amount."""
    shares = _SHARES.get((project.code, fund))
    if shares is None:
        yield from _as_matched(project, fund, entries)
        return
    rounds = [Round(day, _milestone(project, day)) for day in _days(project)]
    sums = Sums(_STEP[_CURRENCY[fund]], _LEAST[_CURRENCY[fund]])
    for each in instalments(rounds, shares, lambda day: _matched(entries, day), sums):
        yield each.on, each.milestone, each.amount


def _as_matched(project: Project, fund: str, entries: Sequence[Answer]) -> Iterator[tuple[date, str, int]]:
    paid = 0
    ahead = {day: amount for (code, of, day), amount in _AHEAD.items() if (code, of) == (project.code, fund)}
    for day in sorted({*_days(project), *ahead}):
        due = ahead.get(day, _due(project, fund, day, entries) - paid)
        if due >= _LEAST[_CURRENCY[fund]]:
            paid += due
            yield day, _milestone(project, day), due


def _days(project: Project) -> Iterator[date]:
    """On working days, the last after the works are complete and before the project is settled."""
    if not is_at_work(project):
        return
    ends = [_LAST_PAYMENT, later(finished_on(project), 30)]
    settled_on = maybe_on(project.settled_on)
    if settled_on is not None:
        ends.append(later(settled_on, -5))
    last = min(ends)
    day = later(on(project.starts_on or ""), 12)
    while day < last:
        yield _working(day)
        day = later(day, 7 * _WEEKS)
    yield _working(later(last, -2))


def _working(day: date) -> date:
    return later(day, 7 - day.weekday()) if day.weekday() > 4 else day


def _due(project: Project, fund: str, day: date, entries: Sequence[Answer]) -> int:
    """What may have been paid by that day, in round sums."""
    step = _STEP[_CURRENCY[fund]]
    return int(_matched(entries, day) * _PAID_WHOLLY.get(project.code, _SHARE) / step) * step


def _matched(entries: Sequence[Answer], day: date) -> Decimal:
    """At the end of the day."""
    booked = (entry.granted - entry.released for entry in entries if entry.booked_on <= day)
    return sum(booked, Decimal(0))


def _add(book: Book, reference: str, payment: _Payment) -> None:
    day, fund, amount = payment.on, payment.fund, payment.amount
    currency = _CURRENCY[fund]
    kept = _BANK_KEEPS if currency == "USD" else Decimal(1)
    book.add(
        "disbursements",
        reference=reference,
        fund=fund,
        project=payment.project,
        paid_on=day,
        amount=amount,
        paid_to=f"Account of {PLAN[payment.project].groups[0]}",
        bank_reference=f"{fund}-{day:%y%m%d}-{reference[4:]}",
        arrived_on=later(day, 3 if currency == "USD" else 1),
        arrived_amount=(somoni(amount, currency, day) * kept).quantize(Decimal("0.01")),
        arrived_currency="TJS",
        milestone=payment.milestone,
        override_reason=_AHEAD_REASON if (payment.project, fund, day) in _AHEAD else None,
        evidence=f"payment order {reference}",
    )


def _milestone(project: Project, day: date) -> str:
    """As far as the works have come."""
    percent = actual_on(project, day)
    return next((name for below, name in _MILESTONES if percent < below), "Works complete")


def _add_refund(book: Book) -> None:
    """Part of what a settled project had been paid beyond what its works cost."""
    code, fund, day, amount = _REFUND
    paid = [row for row in book.rows["disbursements"] if (row["project"], row["fund"]) == (code, fund)]
    book.add(
        "disbursements",
        reference="PAY-R01",
        fund=fund,
        project=code,
        paid_on=day,
        amount=-amount,
        paid_to="IOM Tajikistan",
        arrived_on=day,
        arrived_amount=-somoni(amount, "USD", day),
        arrived_currency="TJS",
        refund_of=paid[-1]["reference"],
        evidence="bank slip of the refund",
    )
