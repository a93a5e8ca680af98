"""The communities in which most came together, and all others in one row: what a chart of them can show."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.figures.communities import CommunityRow

MOST = 15
"""More bars than these are hard to read on paper."""
OTHERS = "others"
"""The word of the row that is about all communities without one of their own."""


@dataclass(frozen=True, slots=True)
class LargestRow:
    """One community; or, as the last row, the others."""

    name: str
    communities: int
    contributed_total_minor: int
    matched_total_minor: int


def largest_rows(communities: Sequence[CommunityRow]) -> list[LargestRow]:
    """By what was contributed and matched together, the largest first."""
    ranked = sorted(communities, key=_rank)
    if len(ranked) <= MOST:
        return [_row(each.name, [each]) for each in ranked]
    return [*(_row(each.name, [each]) for each in ranked[: MOST - 1]), _row(OTHERS, ranked[MOST - 1 :])]


def _rank(row: CommunityRow) -> tuple[int, str]:
    return -(row.contributed_total_minor + row.matched_total_minor), row.code


def _row(name: str, communities: Sequence[CommunityRow]) -> LargestRow:
    return LargestRow(
        name,
        len(communities),
        sum(each.contributed_total_minor for each in communities),
        sum(each.matched_total_minor for each in communities),
    )
