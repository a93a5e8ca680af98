"""The way of money and work as it is drawn: columns of stops, and links between them that keep every amount."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from reports.figures.streams import Origin, StreamRow

_MOST = (4, 6, 8)
"""How many funds, sectors and communities have a stop of their own, where there are more by at least two."""


class Tone(IntEnum):
    """Whose it is that a link carries; links to the same stop lie in this order."""

    FAMILIES = 1
    IN_KIND = 2
    FUNDS = 3
    OTHERS = 4


_TONES = {
    Origin.REMITTANCES: Tone.FAMILIES,
    Origin.OTHER_GROUP_MONEY: Tone.FAMILIES,
    Origin.GROUP_IN_KIND: Tone.IN_KIND,
    Origin.FUND: Tone.FUNDS,
    Origin.OTHER: Tone.OTHERS,
}


class Stop(NamedTuple):
    """In a column, from the left; of who brings it, of sectors, of communities, with the code of one of them.

    An empty code is all smaller ones together, and those that have none.
    """

    column: int
    origin: Origin | None
    code: str

    @property
    def rest(self) -> "Stop":
        return self._replace(code="")


class Link(NamedTuple):
    start: Stop
    end: Stop
    tone: Tone


@dataclass(frozen=True, slots=True)
class Way:
    """`stops` have what passes them, in minor units: column by column, each from its top to its foot."""

    stops: dict[Stop, int]
    links: dict[Link, int]

    @property
    def whole(self) -> int:
        """Of every column the same."""
        return sum(self.column(0).values())

    def column(self, number: int) -> dict[Stop, int]:
        return {stop: minor for stop, minor in self.stops.items() if stop.column == number}


def way_of(streams: Iterable[StreamRow], fund: str | None = None) -> Way:
    """Of the streams above 0. In the report of one fund, all other funds are others."""
    rows = [(_stops_of(row), row.minor) for row in streams if row.minor > 0]
    drawn = _drawn(_sums(rows), fund)
    stops: Counter[Stop] = Counter()
    links: Counter[Link] = Counter()
    for on_the_way, minor in rows:
        first, second, third = (drawn[stop] for stop in on_the_way)
        tone = tone_of(first, fund)
        links[Link(first, second, tone)] += minor
        links[Link(second, third, tone)] += minor
        stops.update(dict.fromkeys((first, second, third), minor))
    return Way(
        dict(sorted(stops.items(), key=lambda each: _order(each[0], each[1], fund))),
        dict(sorted(links.items(), key=lambda each: each[0].tone)),
    )


def tone_of(spring: Stop, fund: str | None) -> Tone:
    if spring.origin is None or (spring.origin is Origin.FUND and fund not in (None, spring.code)):
        return Tone.OTHERS
    return _TONES[spring.origin]


def _stops_of(row: StreamRow) -> tuple[Stop, Stop, Stop]:
    spring = Stop(0, row.spring.origin, row.spring.code)
    return spring, Stop(1, None, row.sector), Stop(2, None, row.community)


def _sums(rows: Iterable[tuple[Iterable[Stop], int]]) -> Counter[Stop]:
    sums: Counter[Stop] = Counter()
    for stops, minor in rows:
        sums.update(dict.fromkeys(stops, minor))
    return sums


def _drawn(sums: Mapping[Stop, int], fund: str | None) -> dict[Stop, Stop]:
    """The stop at which each is drawn: its own if it is the fund's, or among the largest of its kind."""
    drawn: dict[Stop, Stop] = {}
    for kind in {stop.rest for stop in sums}:
        stops = [stop for stop in sums if stop.rest == kind]
        stops.sort(key=lambda stop: _order(stop, sums[stop], fund))
        most = _MOST[kind.column] if len(stops) > _MOST[kind.column] + 1 else len(stops)
        drawn |= {stop: stop if place < most else kind for place, stop in enumerate(stops)}
    return drawn


def _order(stop: Stop, minor: int, fund: str | None) -> tuple[int, int, bool, bool, int, str]:
    """The fund of the report is the first of the funds; then by amount, and the rest at last."""
    is_other_fund = stop.origin is Origin.FUND and stop.code != fund
    return stop.column, stop.origin or 0, is_other_fund, not stop.code, -minor, stop.code
