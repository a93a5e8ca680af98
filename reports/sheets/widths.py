"""How wide columns must be, in digits of the workbook's font, so that nothing in them is cut off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from core.money import exponent
from reports.figures.summary import Unit
from reports.sheets.cells import amount
from reports.sheets.columns import Column, Kind, Sheet
from reports.sheets.rows import currencies

PADDING = 2
BUTTON = 3
"""Room for the button of the filter beside the name of a column; below it, when the name stands upright."""
POINTS_OF_BUTTON = 16
WIDEST_TEXT = 36
"""Longer texts go on in the next line of their cell."""
LETTER = 1.15
"""A letter is a little wider than a digit, and a capital more so."""
NARROWEST = 4
POINTS_A_LETTER = 5.2
WIDE_PAGE = 150
"""From here on the names of number columns stand upright, so that the print stays readable."""

_SHOWN_DATE = len("30 Sep 2026")


@dataclass(frozen=True, slots=True)
class Widths:
    """Of a sheet's columns; and how its header stands, with its height in points."""

    columns: list[float]
    is_upright: bool = False
    header_height: float = 15


def widths_of(sheet: Sheet, rows: list[Any], currency: str) -> Widths:
    contents = [_content(column, rows, currency) for column in sheet.columns]
    names = [LETTER * len(column.name) + BUTTON for column in sheet.columns]
    level = [max(each) + PADDING for each in zip(contents, names, strict=True)]
    if sum(level[: sheet.printed]) <= WIDE_PAGE:
        return Widths(level)
    upright = [
        wide if column.kind is Kind.TEXT else max(NARROWEST, content + PADDING)
        for column, wide, content in zip(sheet.columns, level, contents, strict=True)
    ]
    longest = max(len(column.name) for column in sheet.columns if column.kind is not Kind.TEXT)
    return Widths(upright, True, POINTS_OF_BUTTON + POINTS_A_LETTER * longest)


def widths_of_texts(sheet: Sheet, texts: list[list[str]]) -> Widths:
    """Of a sheet whose cells are known as they are shown, column by column."""
    contents = [min(WIDEST_TEXT, LETTER * max(map(len, column), default=0)) for column in texts]
    names = [LETTER * len(column.name) + BUTTON for column in sheet.columns]
    return Widths([max(each) + PADDING for each in zip(contents, names, strict=True)])


def _content(column: Column, rows: list[Any], currency: str) -> float:
    if column.kind is Kind.TEXT:
        texts = map(attrgetter(column.attribute), rows)
        return min(WIDEST_TEXT, LETTER * max((len(str(text)) for text in texts if text), default=0))
    if column.kind is Kind.DATE:
        return _SHOWN_DATE
    return max(map(len, _shown(column, rows, currency)), default=0)


def _shown(column: Column, rows: list[Any], currency: str) -> Iterable[str]:
    if column.numbers:
        return [str(len(rows))]
    values = map(attrgetter(column.attribute), rows)
    if column.kind is Kind.MONEY:
        return _amounts(zip(values, currencies(column, rows, currency), strict=True))
    if column.kind is Kind.MEASURE:
        units = map(attrgetter("unit"), rows)
        money = ((value, currency) for value, unit in zip(values, units, strict=True) if unit is Unit.MONEY)
        return _amounts(money)
    return [_number(column.kind, value) for value in values if value is not None]


def _amounts(values: Iterable[tuple[int | None, str]]) -> Iterator[str]:
    """The longest of each currency."""
    longest: dict[str, int] = {}
    for minor, currency in values:
        if minor is not None and abs(minor) >= abs(longest.get(currency, 0)):
            longest[currency] = -abs(minor)
    for currency, minor in longest.items():
        decimals = exponent(currency)
        yield f"{Decimal(amount(minor, decimals)):,.{decimals}f}"


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
