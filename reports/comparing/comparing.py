"""Compares a sealed report with today's knowledge, figure by figure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlmodel import Session

from reports.comparing import fields
from reports.comparing.booked import Booked, booked_by_source
from reports.comparing.explaining import Explaining
from reports.comparing.fields import Field
from reports.comparing.figure import Figure, Level, Period, Value
from reports.comparing.lines import Line
from reports.comparing.sides import Sides, both_sides
from reports.figures.achievements import IndicatorRow
from reports.figures.summary import Measure, MeasureRow
from reports.queries.registry import ProgrammeRecord
from reports.report import QuarterlyReport

R = TypeVar("R")
Code = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All figures, of the programme first. `names` are those of projects and communities, by level and code."""

    sealed: QuarterlyReport
    figures: list[Figure]
    names: dict[tuple[Level, str], str]

    def of(self, level: Level) -> list[Figure]:
        return [each for each in self.figures if each.level is level]

    def measure(self, measure: Measure, period: Period) -> Figure:
        wanted = (measure.value, period)
        return next(each for each in self.of(Level.PROGRAMME) if (each.field, each.period) == wanted)

    @property
    def differing(self) -> list[Figure]:
        """Also those whose lines make up for each other."""
        return [each for each in self.figures if each.differs or each.lines or each.not_explained]

    @property
    def not_explained(self) -> list[Figure]:
        return [each for each in self.figures if each.not_explained]


def compare(
    session: Session, sealed: QuarterlyReport, programme: ProgrammeRecord, position: int
) -> Comparison:
    """`position` is the last entry of the journal of which the sealed report speaks. Raises MissingRate."""
    sides = both_sides(session, sealed, programme)
    figures = list(_that_differ(_figures(sides, Explaining(sides))))
    booked = booked_by_source(
        session, programme.id, position, (line for each in figures for line in each.lines)
    )
    return Comparison(sealed, [_told(each, booked) for each in figures], _names(sides))


def _that_differ(made: Iterable[Figure]) -> Iterator[Figure]:
    """Each follows from those alone that differ, of its own place and time."""
    figures = list(made)
    differing = {(each.level, each.code, each.period, each.field) for each in figures if each.differs}
    for each in figures:
        periods = [each.period] if each.period else list(Period)
        follows = tuple(
            name
            for name in each.follows
            if any((each.level, each.code, period, name) in differing for period in (*periods, None))
        )
        yield each if follows == each.follows else replace(each, follows=follows)


def _figures(sides: Sides, explaining: Explaining) -> Iterator[Figure]:
    yield from _of_programme(sides, explaining)
    levels: list[tuple[Level, Sequence[Field], str, Code]] = [
        (Level.PROJECT, fields.PROJECTS, "projects", lambda row: row.code),
        (Level.FUND, fields.FUNDS, "funds", lambda row: row.code),
        (Level.COMMUNITY, fields.COMMUNITIES, "communities", lambda row: row.code),
        (Level.INDICATOR, fields.INDICATORS, "indicators", _code_of_indicator),
    ]
    for level, of_level, name, code_of in levels:
        rows = [getattr(side, name) for side in (sides.sealed, sides.counted, sides.known)]
        for code, three in _side_by_side(rows, code_of):
            yield from _of_place(sides, explaining, level, code, three, of_level)


def _of_programme(sides: Sides, explaining: Explaining) -> Iterator[Figure]:
    rows = [side.summary for side in (sides.sealed, sides.counted, sides.known)]
    for code, (signed, counted, known) in _side_by_side(rows, lambda row: row.measure.value):
        if signed is None:
            continue  # a measure that was not reported then
        measure = Measure(code)
        for period in Period:
            lines, follows, is_sum = explaining.of_measure(measure, period)
            yield Figure(
                level=Level.PROGRAMME,
                code="",
                field=code,
                period=period,
                unit=fields.UNITS[signed.unit],
                currency=sides.sealed.programme.currency,
                signed=_value(signed, period),
                recounted=_value(counted, period),
                known=_value(known, period),
                lines=tuple(lines),
                follows=follows,
                is_sum=is_sum,
            )


def _of_place(
    sides: Sides,
    explaining: Explaining,
    level: Level,
    code: str,
    rows: Sequence[Any],
    of_level: Iterable[Field],
) -> Iterator[Figure]:
    is_new_or_gone = rows[0] is None or rows[2] is None
    for field in of_level:
        if is_new_or_gone and not (field.is_sum or field.found):
            continue  # nothing stands beside it
        signed, recounted, known = (field.value(row) for row in rows)
        yield Figure(
            level=level,
            code=code,
            field=field.name,
            period=field.period,
            unit=field.unit,
            currency=_currency(sides, level, rows),
            signed=signed,
            recounted=recounted,
            known=known,
            lines=tuple(explaining.of_field(level, code, field)),
            follows=field.follows,
            is_sum=field.is_sum,
        )


def _side_by_side(sides: Sequence[Iterable[R]], code_of: Code) -> Iterator[tuple[str, list[R | None]]]:
    """Rows of one code on all sides; None where one has no such row."""
    by_code = [{code_of(row): row for row in rows} for rows in sides]
    codes = list(by_code[0]) + sorted({code for rows in by_code for code in rows} - by_code[0].keys())
    return ((code, [rows.get(code) for rows in by_code]) for code in codes)


def _value(row: MeasureRow | None, period: Period) -> Value:
    if row is None:
        return None
    return row.quarter if period is Period.QUARTER else row.cumulative


def _currency(sides: Sides, level: Level, rows: Sequence[Any]) -> str:
    """A fund's figures are in its own."""
    of_fund = next((row.currency for row in rows if row is not None), "") if level is Level.FUND else ""
    return of_fund or sides.sealed.programme.currency


def _code_of_indicator(row: IndicatorRow) -> str:
    return f"{row.project} · {row.code}"


def _told(figure: Figure, booked: Booked) -> Figure:
    """With who booked each line, and when."""
    if not figure.lines:
        return figure
    return replace(figure, lines=tuple(_with_entry(line, booked) for line in figure.lines))


def _with_entry(line: Line, booked: Booked) -> Line:
    found = booked.get(line.source)
    return line.booked(*found) if found else line


def _names(sides: Sides) -> dict[tuple[Level, str], str]:
    rows = [(Level.PROJECT, each.code, each.name) for each in sides.known.projects]
    rows += [(Level.COMMUNITY, each.code, each.name) for each in sides.known.communities]
    rows += [(Level.FUND, each.code, each.donor) for each in sides.known.funds]
    rows += [(Level.INDICATOR, _code_of_indicator(each), each.name) for each in sides.known.indicators]
    return {(level, code): name for level, code, name in rows}
