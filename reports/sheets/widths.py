"""How wide columns and how high rows must be so that nothing is cut off, in digits of the workbook's font."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from textwrap import wrap
from typing import Any

from core.money import exponent
from reports.figures.summary import Unit
from reports.sheets.cells import amount
from reports.sheets.columns import Column, Kind, Sheet, currencies

PADDING = 2.5
BUTTON = 3
"""Room for the button of the filter beside the name of a column; below it, where the name stands upright."""
WIDEST_TEXT, WIDEST_IN_FEW_COLUMNS = 40, 80
"""Longer texts go on in the next line of their cell."""
NARROWEST = 4
WIDE_PAGE = 150
"""From here on columns are narrowed, so that the print stays readable: names that are longer than what stands
below them stand upright, where that saves enough."""
ENOUGH_FOR_A_COLUMN, ENOUGH_OF_A_PAGE = 3, 0.15

CAPITAL, NARROW = 0.35, 0.4
"""By how much a capital is wider than a digit, and one of these narrower."""
_WITHOUT_NARROW = str.maketrans("", "", " ijltfr.,:;'|!-()/[]")
POINTS_OF_LINE, POINTS_OF_ROW = 11.5, 15
POINTS_OF_LETTER, POINTS_OF_BUTTON = 5.2, 16
HIGHEST_ROW = 409
"""In points: no workbook has a higher one."""

_SHOWN_DATE = len("30 Sep 2026")


@dataclass(frozen=True, slots=True)
class Widths:
    """Of a sheet's columns; the places of those whose names stand upright, and of those whose texts wrap."""

    columns: list[float]
    wrapping: tuple[int, ...] = ()
    upright: frozenset[int] = frozenset()
    header_height: float = POINTS_OF_ROW

    def row_height(self, texts: Sequence[str]) -> float | None:
        """In points; None for a row of one line. `texts` are what the cells of the row say."""
        if not self.wrapping:
            return None
        lines = max(lines_of_text(texts[place], self.columns[place]) for place in self.wrapping)
        return min(POINTS_OF_ROW + (lines - 1) * POINTS_OF_LINE, HIGHEST_ROW) if lines > 1 else None


def widths_of(sheet: Sheet, rows: list[Any], currency: str) -> Widths:
    """Names of columns stand upright above rows only: above none, they are all that there is to read."""
    contents = [_content(column, rows, currency) if rows else 0.0 for column in sheet.columns]
    return _widths(sheet, contents)


def widths_of_texts(sheet: Sheet, texts: list[list[str]]) -> Widths:
    """Of a sheet whose cells are known as they are shown, column by column."""
    return _widths(sheet, [max(map(text_width, column), default=0) for column in texts])


def text_width(text: str) -> float:
    """Of a text in a line of its own; signs of East Asia are twice as wide as digits."""
    if "\n" in text:
        # However short its lines are, it needs several.
        return WIDEST_IN_FEW_COLUMNS + max(map(text_width, text.split("\n")))
    if text.isascii():
        narrow = len(text) - len(text.translate(_WITHOUT_NARROW))
        return len(text) + CAPITAL * sum(map(str.isupper, text)) - NARROW * narrow
    return sum(2 if letter > "\u2e80" else 1.1 + CAPITAL * letter.isupper() for letter in text)


def _widths(sheet: Sheet, contents: list[float]) -> Widths:
    names = [float(len(column.name) + BUTTON) for column in sheet.columns]
    roomy = _level(contents, names, WIDEST_IN_FEW_COLUMNS)
    if sum(roomy[: sheet.printed]) <= WIDE_PAGE or not any(contents):
        return Widths(roomy, _wrapping(sheet, contents, WIDEST_IN_FEW_COLUMNS))
    level, wrapping = _level(contents, names, WIDEST_TEXT), _wrapping(sheet, contents, WIDEST_TEXT)
    narrow = [min(content, WIDEST_TEXT) + PADDING for content in contents]
    upright = frozenset(
        place
        for place, column in enumerate(sheet.columns)
        if column.kind is not Kind.TEXT and level[place] - narrow[place] > ENOUGH_FOR_A_COLUMN
    )
    columns = [
        max(NARROWEST, narrow[place]) if place in upright else level[place] for place in range(len(level))
    ]
    if sum(columns[: sheet.printed]) > (1 - ENOUGH_OF_A_PAGE) * sum(level[: sheet.printed]):
        return Widths(level, wrapping)
    longest = max(len(sheet.columns[place].name) for place in upright)
    return Widths(columns, wrapping, upright, POINTS_OF_BUTTON + POINTS_OF_LETTER * longest)


def _level(contents: list[float], names: list[float], widest: float) -> list[float]:
    """Widths for contents up to `widest` and for names that lie."""
    return [max(min(each, widest), name) + PADDING for each, name in zip(contents, names, strict=True)]


def _wrapping(sheet: Sheet, contents: list[float], widest: float) -> tuple[int, ...]:
    places = range(len(contents))
    return tuple(
        place for place in places if sheet.columns[place].kind is Kind.TEXT and contents[place] > widest
    )


def lines_of_text(text: str, width: float) -> int:
    """How many lines a text takes in a cell of a width."""
    room = width - PADDING
    if text_width(text) <= room:
        return 1
    lines = text.split("\n")
    return sum(len(wrap(line, _letters(line, room), replace_whitespace=False)) or 1 for line in lines)


def _letters(line: str, room: float) -> int:
    """How many letters of a line fit into a room, for sure."""
    return max(1, int(room * len(line) / text_width(line)) - 1) if line else 1


def _content(column: Column, rows: list[Any], currency: str) -> float:
    if column.kind is Kind.TEXT:
        return max(
            (text_width(text) for text in {str(each) for each in column.values(rows) if each}), default=0
        )
    if column.kind is Kind.DATE:
        return _SHOWN_DATE
    return max(map(len, _shown(column, rows, currency)), default=0)


def _shown(column: Column, rows: list[Any], currency: str) -> Iterable[str]:
    if column.numbers:
        return [str(len(rows))]
    values = column.values(rows)
    if column.kind is Kind.MONEY:
        return _amounts(zip(values, currencies(column, rows, currency), strict=True))
    if column.kind is Kind.MEASURE:
        units = map(attrgetter("unit"), rows)
        money = ((value, currency) for value, unit in zip(values, units, strict=True) if unit is Unit.MONEY)
        return _amounts(money)
    return (_number(column.kind, value) for value in values if value is not None)


def _amounts(values: Iterable[tuple[int | None, str]]) -> Iterator[str]:
    """The longest of each currency."""
    largest: dict[str, int] = {}
    for minor, currency in values:
        if minor is not None:
            largest[currency] = max(largest.get(currency, 0), abs(minor))
    for currency, minor in largest.items():
        decimals = exponent(currency)
        yield f"{-Decimal(amount(minor, decimals)):,.{decimals}f}"


def _number(kind: Kind, value: int | Decimal) -> str:
    match kind:
        case Kind.COUNT:
            return f"{value:,.0f}"
        case Kind.QUOTIENT:
            return f"{value:,.2f}"
        case Kind.SHARE:
            return f"{value:,.1%}"
        case Kind.PERCENT:
            return f"{value:,.1f}%"
        case _:
            return f"{value:f}"
