"""The picture of a trial: what each quarter costs a fund, now and altered, as bars as long as amounts."""

from collections.abc import Sequence
from dataclasses import dataclass

from grants.trying.summing import ByFund

WIDTH = 250
"""Of all bars, in the units of the picture, beside the names of the quarters."""
LEFT = 80
ROW = 38
_LEAST = 1


@dataclass(frozen=True)
class Bar:
    """From `x`, as `width` says; what is released net goes to the left of zero."""

    x: int
    width: int


@dataclass(frozen=True)
class QuarterBars:
    """A quarter with its two bars; `y` is where its line begins."""

    name: str
    present: Bar
    altered: Bar
    y: int


@dataclass(frozen=True)
class Picture:
    quarters: Sequence[QuarterBars]

    @property
    def height(self) -> int:
        return ROW * len(self.quarters)


def picture_of(fund: ByFund) -> Picture:
    """Both worlds in one scale."""
    amounts = [minor for each in fund.quarters.values() for minor in (each.present, each.altered)]
    least, most = min([0, *amounts]), max([0, *amounts])
    span = max(most - least, 1)
    zero = LEFT + -least * WIDTH // span

    def bar(minor: int) -> Bar:
        if not minor:
            return Bar(zero, 0)
        width = max(abs(minor) * WIDTH // span, _LEAST)
        return Bar(zero if minor > 0 else zero - width, width)

    quarters = [
        QuarterBars(name, bar(each.present), bar(each.altered), place * ROW)
        for place, (name, each) in enumerate(fund.quarters.items())
    ]
    return Picture(quarters)
