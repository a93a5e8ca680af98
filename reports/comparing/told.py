"""A comparison as page and workbook tell it: the finding, and blocks of figures with their lines beneath."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.comparing.comparing import Comparison
from reports.comparing.figure import Figure, Level, Period
from reports.comparing.labels import FIELDS
from reports.comparing.lines import Line, Number


@dataclass(frozen=True, slots=True)
class TwoEffects:
    """A line, and what it changes in the quarter and to its end."""

    line: Line
    quarter: Number | None
    to_date: Number | None


@dataclass(frozen=True, slots=True)
class Block:
    """A figure: in the quarter, to its end, or without a time of its own (then `to_date` has it)."""

    field: str
    quarter: Figure | None
    to_date: Figure | None
    rows: list[TwoEffects]

    @property
    def label(self) -> str:
        return str(FIELDS.get(self.field, self.field))

    @property
    def figures(self) -> list[Figure]:
        return [each for each in (self.quarter, self.to_date) if each is not None]

    @property
    def any(self) -> Figure:
        return self.figures[0]

    @property
    def is_timed(self) -> bool:
        return self.any.period is not None

    @property
    def follows(self) -> list[str]:
        names = dict.fromkeys(name for each in self.figures if each.differs for name in each.follows)
        return [str(FIELDS.get(name, name)) for name in names]

    @property
    def is_told(self) -> bool:
        return bool(self.rows) or any(each.differs or each.not_explained for each in self.figures)

    @property
    def not_explained(self) -> bool:
        return any(each.not_explained for each in self.figures)


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """A project, fund, community or indicator of which anything differs."""

    level: Level
    code: str
    name: str
    blocks: list[Block]


def blocks_of(figures: Iterable[Figure]) -> list[Block]:
    """Those of one place: what is told of both times is one block."""
    by_field: dict[str, dict[Period | None, Figure]] = {}
    for each in figures:
        by_field.setdefault(each.field, {})[each.period] = each
    return [_block(name, by_period) for name, by_period in by_field.items()]


def places_told(compared: Comparison, level: Level) -> list[PlaceTold]:
    by_code: dict[str, list[Figure]] = {}
    for each in compared.of(level):
        by_code.setdefault(each.code, []).append(each)
    told = (
        PlaceTold(
            *(level, code, compared.names.get((level, code), "")),
            [block for block in blocks_of(figures) if block.is_told],
        )
        for code, figures in by_code.items()
    )
    return [each for each in told if each.blocks]


def _block(name: str, by_period: dict[Period | None, Figure]) -> Block:
    quarter = by_period.get(Period.QUARTER)
    to_date = by_period.get(Period.TO_DATE) or by_period.get(None)
    return Block(name, quarter, to_date, _rows(_lines(quarter), _lines(to_date)))


def _lines(figure: Figure | None) -> Sequence[Line]:
    return figure.lines if figure else ()


def _rows(quarter: Sequence[Line], to_date: Sequence[Line]) -> list[TwoEffects]:
    """One row for a thing that moves both."""
    rows: dict[object, TwoEffects] = {}
    for line in quarter:
        rows[_key(line)] = TwoEffects(line, line.effect, 0 if to_date else None)
    for line in to_date:
        known = rows.get(_key(line))
        rows[_key(line)] = TwoEffects(line, known.quarter if known else 0, line.effect)
    return list(rows.values())


def _key(line: Line) -> object:
    """Several rows that are told as one are known by their days."""
    return (line.cause, line.what, line.reference, line.source, line.belongs, line.counted, line.note)
