"""Whose money each voucher spent: the one place that splits vouchers among sources, for pages and reports."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from core.money import largest_remainder
from grants.spending.sources import UNFUNDED, Source

Brought = Mapping[Source, Mapping[date, int]]
"""Money that came to a project, by source and day; negative where it left again."""

Part = tuple[Source, int]


class Spending(NamedTuple):
    """A voucher in the programme's currency. `charged_to` is the fund that it names, if it names one.

    `is_before` says, in a report, that it counts before the span.
    """

    spent_on: date
    reference: str
    value: int
    charged_to: Source | None
    is_before: bool = False


def attributed(brought: Brought, spending: Iterable[Spending]) -> Iterator[tuple[Spending, list[Part]]]:
    """Each voucher with what each source paid of it, by day; the parts add up to its value.

    A voucher that names no fund falls on the sources in proportion to what each had brought by that day, by
    largest remainder in the order of the rows. A source that had taken back more than it brought pays
    nothing. Each voucher is split once, on its own: what is brought later does not move what was paid
    before.
    """
    purse = _Purse(brought)
    for voucher in sorted(spending, key=lambda each: (each.spent_on, each.reference)):
        if voucher.charged_to:
            yield voucher, [(voucher.charged_to, voucher.value)]
        else:
            yield voucher, list(purse.split(voucher.value, voucher.spent_on))


class _Purse:
    """What each source has brought by a day that only moves forward."""

    def __init__(self, brought: Brought) -> None:
        self._sources = sorted(brought)
        self._held = [0] * len(self._sources)
        self._to_come = sorted(
            (
                (day, place, minor)
                for place, source in enumerate(self._sources)
                for day, minor in brought[source].items()
            ),
            reverse=True,
        )

    def split(self, value: int, day: date) -> Iterable[Part]:
        while self._to_come and self._to_come[-1][0] <= day:
            _, place, minor = self._to_come.pop()
            self._held[place] += minor
        weights = [max(0, held) for held in self._held]
        if not any(weights):
            return [(UNFUNDED, value)]
        return zip(self._sources, largest_remainder(value, weights), strict=True)
