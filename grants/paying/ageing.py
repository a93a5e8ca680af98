"""How long unpaid tranches have waited: since they were asked for, and since two persons approved them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from grants.paying.asked import Asked

BUCKETS: tuple[tuple[int, int | None], ...] = ((0, 30), (31, 60), (61, 90), (91, None))
"""First and last day of each; the last has no end."""


@dataclass(frozen=True)
class Waiting:
    """An unpaid tranche, with its days; `approved_days` is None until two approved it."""

    asked: Asked
    days: int
    approved_days: int | None


@dataclass
class Aged:
    """What waits of one fund, in its currency: minor units by bucket, asked for and, of that, approved."""

    fund: str
    currency: str
    asked_minor: list[int] = field(default_factory=lambda: [0] * len(BUCKETS))
    approved_minor: list[int] = field(default_factory=lambda: [0] * len(BUCKETS))
    count: int = 0

    @property
    def total_minor(self) -> int:
        return sum(self.asked_minor)


def waiting(unpaid: Iterable[Asked], today: date) -> list[Waiting]:
    """The longest first."""
    found = [
        Waiting(
            each,
            (today - each.tranche.asked_on).days,
            None if each.approved_on is None else (today - each.approved_on).days,
        )
        for each in unpaid
    ]
    return sorted(found, key=lambda each: (-each.days, each.asked.tranche.reference))


def aged_by_fund(rows: Sequence[Waiting]) -> list[Aged]:
    """By the code of the fund. What is approved stands in the bucket of the days since it was."""
    found: dict[str, Aged] = {}
    for row in rows:
        fund = row.asked.fund
        aged = found.setdefault(fund.code, Aged(fund.code, fund.currency))
        _add(aged, row)
    return [found[code] for code in sorted(found)]


def aged_by_currency(rows: Sequence[Waiting]) -> list[Aged]:
    """Of the whole programme, currency by currency: nothing is converted."""
    found: dict[str, Aged] = {}
    for row in rows:
        currency = row.asked.fund.currency
        _add(found.setdefault(currency, Aged("", currency)), row)
    return [found[currency] for currency in sorted(found)]


def bucket_of(days: int) -> int:
    """The place of the bucket; a day that is still to come counts as today."""
    return next(place for place, (_, last) in enumerate(BUCKETS) if last is None or max(0, days) <= last)


def _add(aged: Aged, row: Waiting) -> None:
    minor = row.asked.tranche.amount_minor
    aged.asked_minor[bucket_of(row.days)] += minor
    aged.count += 1
    if row.approved_days is not None:
        aged.approved_minor[bucket_of(row.approved_days)] += minor
