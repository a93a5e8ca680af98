"""The picture of a fund's letter: of each project the part that is paid above the part that is built."""

from collections.abc import Sequence
from dataclasses import dataclass

from grants.showing.fund.words_of_works import shortened
from grants.showing.fund.works import Works

WIDTH = 300
"""Of a hundred percent, in the units of the picture."""
HEIGHT = 38
"""Of one project."""
_LONGEST = 60
"""Letters that go on one line."""


@dataclass(frozen=True)
class Pair:
    """Widths of both bars, and what they say, in percent; what is beyond a hundred is drawn as a hundred."""

    name: str
    y: int
    paid: int
    built: int
    paid_width: int
    built_width: int


def pairs(works: Sequence[Works]) -> list[Pair]:
    return [
        Pair(
            shortened(each.project.name, _LONGEST),
            place * HEIGHT,
            *each.percents,
            *map(_width, each.percents),
        )
        for place, each in enumerate(works)
    ]


def _width(percent: int) -> int:
    return min(max(percent, 0), 100) * WIDTH // 100
