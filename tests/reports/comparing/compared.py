"""Comparing in tests: what a sealed quarter of the example programme is by today's knowledge."""

from sqlalchemy import Engine

from core.calendar import parse_span
from core.database import session
from reports.closing.asked import find_sealed, get_programme
from reports.closing.kept import figures_of
from reports.comparing.causes import Cause
from reports.comparing.comparing import Comparison, compare
from reports.comparing.figure import Figure, Level, Period
from reports.comparing.lines import Line
from reports.figures.summary import Measure
from tests.reports.closing.books import CODE, LATER, QUARTER, book

__all__ = ["LATER", "book"]

Said = tuple[str, str, str, object]
"""Cause, kind, reference and effect of a line."""


def compared(engine: Engine, quarter: str = QUARTER, fund: str | None = None, code: str = CODE) -> Comparison:
    with session(engine) as reading:
        sealed = find_sealed(reading, code, parse_span(quarter), fund)
        assert sealed is not None
        report = figures_of(reading, sealed)
        assert report is not None
        return compare(reading, report, get_programme(reading, code), sealed.position)


def measure(found: Comparison, name: Measure, period: Period = Period.QUARTER) -> Figure:
    return found.measure(name, period)


def figure(found: Comparison, level: Level, code: str, field: str, period: Period | None) -> Figure:
    [known] = [
        each for each in found.of(level) if (each.code, each.field, each.period) == (code, field, period)
    ]
    return known


def said(lines: tuple[Line, ...]) -> list[Said]:
    return [(line.cause.value, line.what.value, line.reference, line.effect) for line in lines]


def causes(found: Comparison) -> set[Cause]:
    return {line.cause for each in found.differing for line in each.lines}


def check(found: Comparison) -> None:
    """As signed + what the lines say = as known today, of every figure."""
    left = [(each.level, each.code, each.field, each.remainder, each.signed) for each in found.not_explained]
    assert left == []
    for each in found.figures:
        if each.is_sum and each.difference is not None:
            assert sum(line.effect or 0 for line in each.lines) == each.difference
