"""Milestones behind payments: each payment of a fund to a project becomes a tranche that was asked for and approved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from examples.making.book import Book
from examples.making.days import later
from examples.making.instalments import ASKED_BEFORE, RETENTION
from examples.making.papers import add_paper
from examples.making.people import People

_PAPERS = {
    "agreement": ("agreement", "Agreement between group, jamoat and fund"),
    "works": ("certificate", "Certificate of works"),
    "handover": ("handover_act", "Handover act"),
}
_EVIDENCE, _ASKED, _CERTIFIED, _FIRST, _SECOND = -21, -20, -16, -9, -6
"""Days before the first payment under a milestone, and before each payment."""

Row = dict[str, object]


@dataclass(frozen=True)
class Plan:
    """Which fund pays which project by milestones; `handover` is the day on which the retention is due.

    `shares` are those of the milestones before it, by the names that the payments give them.
    """

    project: str
    fund: str
    handover: date
    shares: tuple[str, ...]


def add_milestones(book: Book, plans: Iterable[Plan], people: People) -> None:
    for plan in plans:
        parts = zip(_parts(book, plan).items(), plan.shares, strict=True)
        for number, ((name, payments), share) in enumerate(parts, 1):
            gate = "agreement" if number == 1 else "works"
            first = _day(payments[0], "paid_on")
            milestone = _milestone(book, plan, f"M{number}", name, share, gate)
            milestone |= {"due_on": first, "works": _works(book, plan.project, first) if number > 1 else None}
            _certify(book, milestone, first, people)
            for payment in payments:
                _ask(book, milestone, payment, people)
        kept = _milestone(book, plan, "HANDOVER", "Kept back until the handover", RETENTION, "handover")
        kept["due_on"] = plan.handover


def ask_certification(book: Book, plan: Plan, code: str, on: date, words: str, people: People) -> None:
    """One that waits for somebody else, with its paper."""
    key = f"{plan.project}|{plan.fund}|{code}"
    row = next(row for row in book.rows["milestones"] if _key(row) == key)
    _document(book, row, on, people.officer)
    _certification(book, row, on, people.officer, words)


def ask_tranche(
    book: Book, plan: Plan, code: str | None, on: date, amount: int, people: People, **said: object
) -> str:
    """One that waits for its approvals; the reference of it."""
    reference = f"TR-{len(book.rows['tranches']) + 1:03}"
    asked: Row = {"asked_on": on, "asked_by": people.officer, "amount": amount}
    book.add(
        "tranches", reference=reference, project=plan.project, fund=plan.fund, milestone=code, **asked, **said
    )
    return reference


def _parts(book: Book, plan: Plan) -> dict[str, list[Row]]:
    """The payments, in the order of their days, by what was written of each as its milestone."""
    parts: dict[str, list[Row]] = {}
    for row in book.rows["disbursements"]:
        if (row["project"], row["fund"]) == (plan.project, plan.fund) and not row.get("refund_of"):
            parts.setdefault(str(row["milestone"]), []).append(row)
    return parts


def _milestone(book: Book, plan: Plan, code: str, name: str, share: str, gate: str) -> Row:
    return book.add(
        "milestones",
        project=plan.project,
        fund=plan.fund,
        code=code,
        name=name,
        share=share,
        gate=gate,
    )


def _works(book: Book, project: str, on: date) -> object:
    """As far as the works had come when it was certified."""
    looks = [row for row in book.rows["progress"] if row["project"] == project]
    seen = [row["actual"] for row in looks if _day(row, "on") <= later(on, _CERTIFIED)]
    return seen[-1] if seen and seen[-1] else 1


def _certify(book: Book, milestone: Row, first: date, people: People) -> None:
    _document(book, milestone, later(first, _EVIDENCE), people.officer)
    reference = _certification(book, milestone, later(first, _ASKED), people.officer, None)
    _step(book, "certifications", reference, 1, "certified", later(first, _CERTIFIED), people.verifier)


def _document(book: Book, milestone: Row, on: date, by: str) -> None:
    kind, title = _PAPERS[str(milestone["gate"])]
    add_paper(book, "milestones", _key(milestone), kind, f"{title}, {milestone['project']}", on, by)


def _certification(book: Book, milestone: Row, on: date, by: str, words: str | None) -> str:
    reference = f"CERT-{len(book.rows.get('certifications', ())) + 1:03}"
    of = {"project": milestone["project"], "fund": milestone["fund"], "milestone": milestone["code"]}
    book.add("certifications", reference=reference, asked_on=on, asked_by=by, words=words, **of)
    return reference


def _ask(book: Book, milestone: Row, payment: Row, people: People) -> None:
    paid_on = _day(payment, "paid_on")
    reference = f"TR-{len(book.rows.get('tranches', ())) + 1:03}"
    payment["tranche"] = reference
    book.add(
        "tranches",
        reference=reference,
        project=milestone["project"],
        fund=milestone["fund"],
        milestone=milestone["code"],
        asked_on=later(paid_on, -ASKED_BEFORE),
        asked_by=people.officer,
        amount=payment["amount"],
    )
    for number, (days, by) in enumerate(((_FIRST, people.manager), (_SECOND, people.second_manager)), 1):
        _step(book, "tranches", reference, number, "approved", later(paid_on, days), by)


def _step(book: Book, subject: str, reference: str, number: int, decision: str, on: date, by: str) -> None:
    book.add(
        "steps",
        subject=subject,
        reference=reference,
        number=number,
        decision=decision,
        decided_on=on,
        decided_by=by,
    )


def _key(milestone: Row) -> str:
    return f"{milestone['project']}|{milestone['fund']}|{milestone['code']}"


def _day(row: Row, column: str) -> date:
    day = row[column]
    assert isinstance(day, date)
    return day
