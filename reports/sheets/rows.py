"""Rows of a sheet as text of its file, column by column, and what they say for the digest."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from core.money import exponent
from reports.figures.summary import Unit
from reports.sheets import cells
from reports.sheets.columns import Column, Kind, Sheet, currencies, letter
from reports.sheets.looks import Palette, body_look, header_look, quoted
from reports.sheets.widths import Widths

Cell = tuple[str, str]
"""What a cell says, and how it is written."""

_UNITS = {Unit.MONEY: Kind.MONEY, Unit.COUNT: Kind.COUNT, Unit.QUOTIENT: Kind.QUOTIENT}

FIRST_ROW = 2


@dataclass(frozen=True, slots=True)
class Writing:
    """What the cells of a workbook depend on: `numbers` are those of the rows of a sheet, by their code."""

    palette: Palette
    currency: str
    numbers: Mapping[str, Mapping[str, int]]


def written_rows(
    sheet: Sheet, rows: list[Any], widths: Widths, writing: Writing
) -> Iterator[tuple[tuple[str, ...], str]]:
    """What each row says, cell by cell, and the text of the row."""
    columns = [
        _CELLS[column.kind](column, letter(place), rows, writing)
        for place, column in enumerate(sheet.columns)
    ]
    for number, row in enumerate(zip(*columns, strict=True), FIRST_ROW):
        says, written = zip(*row, strict=True)
        yield says, row_of_cells(number, written, widths.row_height(says))


def row_of_cells(number: int, written: Iterable[str], height: float | None) -> str:
    """`height` in points, where it is not that of one line."""
    size = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{size}>{"".join(written)}</row>'


def header_row(sheet: Sheet, widths: Widths, palette: Palette) -> str:
    written = []
    for place, column in enumerate(sheet.columns):
        is_upright = place in widths.upright
        look = header_look(column.place, is_upright, column.kind is not Kind.TEXT and not is_upright)
        written.append(
            cells.text_cell(f"{letter(place)}1", palette.number(look), cells.text(column.name).inline)
        )
    return row_of_cells(1, written, widths.header_height)


def _values(column: Column, rows: list[Any], writing: Writing) -> Iterator[Any]:
    values = column.values(rows)
    return map(writing.numbers[column.numbers].__getitem__, values) if column.numbers else values


def _texts(column: Column, at: str, rows: list[Any], writing: Writing) -> Iterator[Cell]:
    look = body_look(Kind.TEXT, column.place)
    plain_look, quoted_look = writing.palette.number(look), writing.palette.number(quoted(look))
    for number, value in enumerate(_values(column, rows, writing), FIRST_ROW):
        if not value:
            yield "", cells.empty_cell(f"{at}{number}", plain_look)
            continue
        text = cells.text(str(value))
        style = quoted_look if text.is_like_a_formula else plain_look
        yield text.says, cells.text_cell(f"{at}{number}", style, text.inline)


def _dates(column: Column, at: str, rows: list[Any], writing: Writing) -> Iterator[Cell]:
    look = writing.palette.number(body_look(Kind.DATE, column.place))
    for number, value in enumerate(_values(column, rows, writing), FIRST_ROW):
        if value is None:
            yield "", cells.empty_cell(f"{at}{number}", look)
        else:
            yield value.isoformat(), cells.number_cell(f"{at}{number}", look, cells.serial(value))


def _amounts(column: Column, at: str, rows: list[Any], writing: Writing) -> Iterator[Cell]:
    looks = [writing.palette.number(body_look(Kind.MONEY, column.place, decimals)) for decimals in range(5)]
    values = zip(_values(column, rows, writing), currencies(column, rows, writing.currency), strict=True)
    for number, (minor, currency) in enumerate(values, FIRST_ROW):
        decimals = exponent(currency)
        if minor is None:
            yield "", cells.empty_cell(f"{at}{number}", looks[decimals])
        else:
            plain = cells.amount(minor, decimals)
            yield plain, cells.number_cell(f"{at}{number}", looks[decimals], plain)


def _numbers(column: Column, at: str, rows: list[Any], writing: Writing) -> Iterator[Cell]:
    look = writing.palette.number(body_look(column.kind, column.place))
    for number, value in enumerate(_values(column, rows, writing), FIRST_ROW):
        yield _number(f"{at}{number}", look, value)


def _measures(column: Column, at: str, rows: list[Any], writing: Writing) -> Iterator[Cell]:
    decimals = exponent(writing.currency)
    values = zip(_values(column, rows, writing), map(attrgetter("unit"), rows), strict=True)
    for number, (value, unit) in enumerate(values, FIRST_ROW):
        kind = _UNITS[unit]
        look = writing.palette.number(body_look(kind, column.place, decimals if kind is Kind.MONEY else 0))
        if kind is Kind.MONEY and value is not None:
            plain = cells.amount(value, decimals)
            yield plain, cells.number_cell(f"{at}{number}", look, plain)
        else:
            yield _number(f"{at}{number}", look, value)


def _number(at: str, look: int, value: Any) -> Cell:
    if value is None:
        return "", cells.empty_cell(at, look)
    plain = cells.decimal(value)
    return plain, cells.number_cell(at, look, plain)


_CELLS: dict[Kind, Callable[[Column, str, list[Any], Writing], Iterator[Cell]]] = {
    Kind.TEXT: _texts,
    Kind.DATE: _dates,
    Kind.MONEY: _amounts,
    Kind.COUNT: _numbers,
    Kind.DECIMAL: _numbers,
    Kind.QUOTIENT: _numbers,
    Kind.SHARE: _numbers,
    Kind.PERCENT: _numbers,
    Kind.MEASURE: _measures,
}
