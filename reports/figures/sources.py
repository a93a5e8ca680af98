"""Where the money of a project came from, and whose money each voucher spent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from core.money import largest_remainder
from reports.figures.flows import Flow


class SourceKind(IntEnum):
    """Who brings money or work to a project, in the order of the rows."""

    GROUP_MONEY = 1
    GROUP_IN_KIND = 2
    FUND = 3
    OTHER = 4
    UNFUNDED = 5
    """What was spent before anything had been brought."""

    @property
    def word(self) -> str:
        return _WORDS[self]


_WORDS = {
    SourceKind.GROUP_MONEY: "group money",
    SourceKind.GROUP_IN_KIND: "group in-kind",
    SourceKind.FUND: "fund",
    SourceKind.OTHER: "other",
    SourceKind.UNFUNDED: "unfunded",
}


class Source(NamedTuple):
    """`name` is the code of a fund or the name of another partner. Sources sort as their rows do."""

    kind: SourceKind
    name: str = ""

    @property
    def label(self) -> str:
        """As the workbook writes it: `group money`, `fund WATER`, `other Jamoat`."""
        return f"{self.kind.word} {self.name}" if self.name else self.kind.word


GROUP_MONEY = Source(SourceKind.GROUP_MONEY)
GROUP_IN_KIND = Source(SourceKind.GROUP_IN_KIND)
UNFUNDED = Source(SourceKind.UNFUNDED)

Brought = Mapping[Source, Mapping[date, int]]
"""Money that came to a project, by source and day; negative where it left again."""


class Spending(NamedTuple):
    """A voucher in the programme's currency. `charged_to` is the fund that it names, if it names one."""

    spent_on: date
    reference: str
    value: int
    charged_to: Source | None
    is_before: bool


def share_spending(brought: Brought, spending: Iterable[Spending]) -> dict[Source, Flow]:
    """What each source paid of a project's vouchers.

    A voucher that names no fund falls on the sources in proportion to what each had brought by that day, by
    largest remainder in the order of the rows. A source that had taken back more than it brought pays
    nothing. Each voucher is split once, on its own: what is brought later does not move what was paid
    before.
    """
    shares: defaultdict[Source, Flow] = defaultdict(Flow)
    purse = _Purse(brought)
    for voucher in sorted(spending, key=lambda each: (each.spent_on, each.reference)):
        if voucher.charged_to:
            shares[voucher.charged_to].book(voucher.value, voucher.is_before)
        else:
            for source, part in purse.split(voucher.value, voucher.spent_on):
                shares[source].book(part, voucher.is_before)
    return dict(shares)


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

    def split(self, value: int, day: date) -> Iterable[tuple[Source, int]]:
        while self._to_come and self._to_come[-1][0] <= day:
            _, place, minor = self._to_come.pop()
            self._held[place] += minor
        weights = [max(0, held) for held in self._held]
        if not any(weights):
            return [(UNFUNDED, value)]
        return zip(self._sources, largest_remainder(value, weights), strict=True)
