"""Contents back to the values of cells: money and decimals as numbers where Excel keeps all their digits."""

from datetime import date
from decimal import Decimal
from typing import Any

from core.money import exponent, to_major
from grants.workbook.columns import Column, Kind

_EXACT_DIGITS = 15
"""Excel keeps no more; what has more is written as text, which the import reads as exactly."""


def cell_value(column: Column, value: Any, currency: str | None) -> tuple[Any, str | None]:
    """(value, number format) of a cell; currency is that of a money column."""
    if value is None:
        return None, None
    if currency is not None:
        return _number(to_major(value, currency)), "0" + "." * bool(exponent(currency)) + "0" * exponent(
            currency
        )
    if column.kind in (Kind.DECIMAL, Kind.AMOUNT):
        return _number(Decimal(value)), None
    if column.kind is Kind.YES_NO:
        return "yes" if value else "no", None
    if isinstance(value, date):
        return value, "yyyy-mm-dd"
    return value, None


def _number(value: Decimal) -> Decimal | str:
    if len(value.as_tuple().digits) <= _EXACT_DIGITS:
        return value
    return format(value, "f")
