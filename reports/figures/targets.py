"""Indicators of all projects by their code: how many have reached their target, and how far the rest are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from reports.figures.achievements import BENEFICIARIES, IndicatorRow

HOUSES = "HOUSES"
"""The code of the indicator that counts houses handed over."""
_FIRST = (BENEFICIARIES, HOUSES)
"""What programmes are asked for before all else."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """Indicators of one code that were measured and have a baseline, with the median of their progress.

    `name` is that which all of them have; '' where they do not agree.
    """

    code: str
    name: str
    indicators: Sequence[IndicatorRow]
    reached: int
    median: Decimal


def target_rows(indicators: Iterable[IndicatorRow]) -> list[TargetRow]:
    """People who benefit and houses first, then what is furthest from its target."""
    by_code: defaultdict[str, list[IndicatorRow]] = defaultdict(list)
    for row in indicators:
        if row.progress is not None:
            by_code[row.code].append(row)
    return sorted((_row(code, rows) for code, rows in by_code.items()), key=_rank)


def has_reached(row: IndicatorRow) -> bool:
    return row.progress is not None and row.progress >= 1


def _row(code: str, rows: Sequence[IndicatorRow]) -> TargetRow:
    names = {row.name for row in rows}
    return TargetRow(
        code,
        names.pop() if len(names) == 1 else "",
        rows,
        sum(map(has_reached, rows)),
        median(row.progress for row in rows if row.progress is not None),
    )


def _rank(row: TargetRow) -> tuple[int, Decimal, str]:
    return _FIRST.index(row.code) if row.code in _FIRST else len(_FIRST), row.median, row.code
