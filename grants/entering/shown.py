"""A value of a row in the words of its reader: `f` is shown as Woman, 2020-03-14 as 14 Mar 2020."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import format_date

from core.amounts import UnreadableAmount, read_plain_decimal
from core.web.i18n import NOTHING, country, day, figure, money
from grants.entering.choices import choices_of
from grants.workbook.cells import read_cell
from grants.workbook.columns import Column, Kind
from grants.workbook.mapping import MAPPED
from grants.workbook.sheets import SHEETS
from grants.workbook.texts import Unreadable


def shown(sheet: str, column: str, text: str | None, currency: str | None = None) -> str:
    """`text` is as the workbook writes it; `currency` that of an amount, where it is known."""
    declared = SHEETS[sheet].column(column)
    if text is None or not text.strip():
        return NOTHING
    try:
        return _shown(sheet, declared, text, currency)
    except (ValueError, Unreadable):
        return text


def shown_row(sheet: str, texts: Mapping[str, str], columns: Any) -> dict[str, str]:
    """Several columns of one row; amounts with the currency that the row itself names."""
    return {name: shown(sheet, name, texts.get(name), currency_in(sheet, name, texts)) for name in columns}


def currency_in(sheet: str, column: str, texts: Mapping[str, str]) -> str | None:
    """The currency of a money column where it stands in the same row."""
    place = MAPPED[sheet].money_in.get(column)
    return texts.get(place) or None if place and "." not in place else None


def _shown(sheet: str, column: Column, text: str, currency: str | None) -> str:
    match column.kind:
        case Kind.DATE:
            return day(date.fromisoformat(text))
        case Kind.MONTH:
            return str(format_date(date.fromisoformat(f"{text}-01"), "MMM y"))
        case Kind.CHOICE:
            return str(dict(choices_of(sheet, column)).get(text, text))
        case Kind.COUNTRY:
            return country(text)
        case Kind.AMOUNT if currency and column.name in MAPPED[sheet].money_in:
            return f"{money(_number(text, column), currency)} {currency}"
        case Kind.AMOUNT:
            return figure(_with_cents(format(_number(text, column), "f")))
        case Kind.DECIMAL | Kind.INTEGER:
            return figure(format(_number(text, column), "f"))
    return text


def _with_cents(text: str) -> str:
    """An amount whose currency is not known: '25000.5' is written as 25000.50."""
    whole, point, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}" if point else text


def _number(text: str, column: Column) -> Decimal:
    """As the workbook writes it, else in the notation of whoever typed it."""
    try:
        return read_plain_decimal(text)
    except UnreadableAmount:
        return Decimal(read_cell(text, column))
