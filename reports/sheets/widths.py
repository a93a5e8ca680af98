"""How wide columns must be, in digits of the workbook's font, so that nothing in them is cut off."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from operator import attrgetter
from typing import Any

from core.money import exponent
from reports.figures.summary import Unit
from reports.sheets.cells import amount
from reports.sheets.columns import Column, Kind, Sheet
from reports.sheets.rows import currencies

PADDING = 2
WIDEST_TEXT = 36
"""Longer texts go on in the next line of their cell."""
LETTER = 1.15
"""A letter is a little wider than a digit, and a capital more so."""
WIDE_PAGE = 150
"""From here on the names of number columns stand upright, so that the print stays readable."""

_SHOWN_DATE = len("30 Sep 2026")


def column_widths(sheet: Sheet, rows: list[Any], currency: str) -> tuple[list[float], bool]:
    """The widths of a sheet's columns, and whether the names of its numbers stand upright."""
    contents = [_content(column, rows, currency) for column in sheet.columns]
    headers = [LETTER * len(column.name) for column in sheet.columns]
    level = [max(each) + PADDING for each in zip(contents, headers, strict=True)]
    if sum(level[: sheet.printed]) <= WIDE_PAGE:
        return level, False
    upright = [
        wide if column.kind is Kind.TEXT else max(4, content + PADDING)
        for column, wide, content in zip(sheet.columns, level, contents, strict=True)
    ]
    return upright, True


def header_height(sheet: Sheet, is_upright: bool) -> float:
    """In points."""
    longest = max((len(column.name) for column in sheet.columns if column.kind is not Kind.TEXT), default=0)
    return 6 + 5.2 * longest if is_upright else 15


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
