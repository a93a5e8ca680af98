"""Disbursements: at each milestone a fund pays up to a share of what stands matched on that day.

Where it has agreed on milestones with a scheme, it pays what these allow.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from examples.making.guatemala.by_milestones import PLANS
from examples.making.guatemala.days import workday
from examples.making.guatemala.funders import CURRENCIES
from examples.making.guatemala.matched import Matched
from examples.making.guatemala.rows import Row, in_order
from examples.making.guatemala.schemes import END, SCHEMES, Scheme
from examples.making.guatemala.works import day_of
from examples.making.instalments import Round, Sums, instalments
from examples.making.rates import units_per_usd

_BEGIN = "Start of works"
_MILESTONES = ((2, _BEGIN, 65), (25, "Foundations", 80), (50, "Walls", 88), (75, "Roofs", 92),
               (98, "Handover", 96))  # fmt: skip
"""When so much in a hundred is paid for, this share in a hundred of the matches has been paid."""

_SHARES = {(plan.fund, plan.project): plan.shares for plan in PLANS}

_LAST_ROUND = date(2020, 12, 14)
_RETENTION = timedelta(days=17)
"""After its settlement a scheme gets what is left of its matches."""

_STEP = {"GTQ": 100, "USD": 10}
_LEAST = {"GTQ": 2_000, "USD": 200}
"""Payments are round sums, and none is small."""

_DAYS_OF_FUND = {"MUNI": 2, "VIVIENDA": 6, "AUSENTES": 9, "RETORNO": 14}
_FEE = Decimal("0.992")

_REFUNDS = (("MUNI", "IXT-2", date(2020, 9, 21), 100), ("AUSENTES", "IXT-2", date(2020, 11, 16), 50))
"""What came back of the payments, in a hundred."""


@dataclass(frozen=True, order=True)
class _Round:
    """A fund looks at a scheme: `share` in a hundred of its matches may be paid by now, and `beyond` over it."""

    on: date
    fund: str
    project: str
    milestone: str
    share: int
    beyond: int = 0
    because: str | None = None


_EMERGENCY = _Round(
    *(date(2020, 11, 12), "MUNI", "AGU-1", "Emergency works after Eta", 100, 25_000),
    because="Slope to be secured at once; decision 34-2020 of the council",
)


def disbursements(matched: Matched) -> list[Row]:
    """Payments and refunds, by day."""
    rows = in_order([*(payments := _payments(matched)), *_refunds(payments)], "paid_on")
    first: dict[tuple[str, str], str] = {}
    for number, row in enumerate(rows, 1):
        row |= {"reference": f"PAY-{number:03}", "bank_reference": f"OUT-{31_000 + number * 7}"}
        paid_first = first.setdefault((row["fund"], row["project"]), row["reference"])
        if row["amount"] < 0:
            row["refund_of"] = paid_first
    return rows


def _payments(matched: Matched) -> list[Row]:
    paid: dict[tuple[str, str], int] = defaultdict(int)
    rows = []
    for each in sorted([*_rounds(), _EMERGENCY]):
        if (each.fund, each.project) in _SHARES:
            continue
        currency = CURRENCIES[each.fund]
        stood = matched.on(each.fund, each.project, each.on)
        amount = int(stood * each.share / 100) + each.beyond - paid[each.fund, each.project]
        amount -= amount % _STEP[currency]
        if amount >= _LEAST[currency]:
            paid[each.fund, each.project] += amount
            rows.append(_payment(each, amount, currency))
    return [*rows, *(row for pair in _SHARES for row in _by_milestones(*pair, matched))]


def _by_milestones(fund: str, project: str, matched: Matched) -> Iterator[Row]:
    currency = CURRENCIES[fund]
    own = sorted(each for each in _rounds() if (each.fund, each.project) == (fund, project))
    rounds = [Round(each.on, each.milestone) for each in own]
    sums = Sums(_STEP[currency], _LEAST[currency])
    stood = partial(matched.on, fund, project)
    for paid in instalments(rounds, _SHARES[fund, project], stood, sums):
        of = next(each for each in own if each.on == paid.on)
        yield _payment(replace(of, milestone=paid.milestone), paid.amount, currency)


def _rounds() -> Iterator[_Round]:
    for scheme in SCHEMES.values():
        for day, milestone, share in _milestones(scheme):
            for fund, wait in _DAYS_OF_FUND.items():
                on = workday(day + timedelta(days=wait))
                if on <= END:
                    yield _Round(on, fund, scheme.code, milestone, share)


def _milestones(scheme: Scheme) -> Iterator[tuple[date, str, int]]:
    if scheme.status == "cancelled" and scheme.starts_on is not None:
        yield scheme.starts_on + timedelta(days=60), _BEGIN, 65
    if not scheme.is_at_work:
        return
    for hundredths, milestone, share in _MILESTONES:
        day = day_of(scheme, hundredths)
        if day is not None:
            yield day, milestone, share
    if scheme.settled_on is not None:
        yield scheme.settled_on + _RETENTION, "Retention, after settlement", 100
    elif scheme.is_done:
        yield _LAST_ROUND, "Retention", 100
    else:
        yield _LAST_ROUND, "Works under way", 90


def _payment(of: _Round, amount: int, currency: str) -> Row:
    return {
        "fund": of.fund,
        "project": of.project,
        "paid_on": of.on,
        "amount": amount,
        "paid_to": f"Account of the committee {SCHEMES[of.project].group}",
        "milestone": of.milestone,
        "override_reason": of.because,
        "evidence": "Certificate of the engineer",
        **(_arrival(of.on, amount) if currency == "USD" else {}),
    }


def _arrival(on: date, dollars: int) -> Row:
    """What a payment in dollars came to on the committee's account; the last ones are on their way."""
    arrived_on = workday(on + timedelta(days=3))
    if arrived_on > END:
        return {}
    arrived = (dollars * units_per_usd("GTQ", f"{on:%Y-%m}") * _FEE).quantize(Decimal("0.01"))
    return {"arrived_on": arrived_on, "arrived_amount": arrived, "arrived_currency": "GTQ"}


def _refunds(payments: list[Row]) -> Iterator[Row]:
    for fund, project, on, share in _REFUNDS:
        paid = sum(row["amount"] for row in payments if (row["fund"], row["project"]) == (fund, project))
        yield {
            "fund": fund,
            "project": project,
            "paid_on": on,
            "amount": -(paid * share // 100),
            "paid_to": "Back to the fund",
        }
