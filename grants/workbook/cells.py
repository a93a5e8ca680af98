"""One cell, as calamine gives it, to the value that its column holds."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from grants.workbook.columns import Column, Kind
from grants.workbook.dates import read_date, read_month
from grants.workbook.numbers import FIRST_INEXACT, digits, read_amount, read_decimal, read_integer, read_tiers
from grants.workbook.problems import ProblemKind
from grants.workbook.texts import clean_code, clean_text, unreadable

Cell = str | float | int | bool | date | datetime | time | timedelta

_TRUE, _FALSE = "TRUE", "FALSE"  # Excel's own yes and no, see `without_booleans`
_YES_NO = {"yes": True, _TRUE: True, "no": False, _FALSE: False}
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SECTOR = re.compile(r"[0-9]{5}")


def is_blank(value: Cell) -> bool:
    return value == "" or (isinstance(value, str) and value.isspace())


def read_cell(value: Cell, column: Column) -> Any:
    """None when nothing is given; raises `Unreadable` when it is not what the column holds."""
    if isinstance(value, str):
        value = value.strip()
        if not value:
            return None
    return _READERS[column.kind](value, column)


def without_booleans(values: list[Cell]) -> list[Cell]:
    """As text: in a dictionary that remembers values already read, True would be found as 1.0."""
    if bool not in set(map(type, values)):
        return values
    return [(_TRUE if value else _FALSE) if isinstance(value, bool) else value for value in values]


def _read_code(value: Cell, column: Column) -> str:
    if isinstance(value, str):
        return clean_code(value)
    if isinstance(value, int | float):
        if abs(value) < FIRST_INEXACT:
            return digits(value)
        raise unreadable(ProblemKind.CODE_DIGITS_LOST, digits(value))
    raise unreadable(ProblemKind.CODE_IS_DATE, value)


def _read_text(value: Cell, column: Column) -> str:
    if isinstance(value, str):
        return clean_text(value, column.longest)
    if isinstance(value, int | float):
        return _read_code(value, column)
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _read_codes(value: Cell, column: Column) -> tuple[str, ...] | None:
    if not isinstance(value, str):
        return (_read_code(value, column),)
    return tuple(clean_code(part.strip()) for part in value.split(";") if part.strip()) or None


def _read_choice(value: Cell, column: Column) -> str:
    if value in column.choices:
        return str(value)
    raise unreadable(ProblemKind.CHOICE_UNKNOWN, _as_typed(value), choices=", ".join(column.choices))


def _read_choices(value: Cell, column: Column) -> tuple[str, ...] | None:
    parts = [part.strip() for part in _as_typed(value).split(";")]
    return tuple(_read_choice(part, column) for part in parts if part) or None


def _read_yes_no(value: Cell, column: Column) -> bool:
    answer = _YES_NO.get(value) if isinstance(value, str) else None
    if answer is None:
        raise unreadable(ProblemKind.YES_NO_UNREADABLE, _as_typed(value))
    return answer


def _matching(pattern: re.Pattern[str], problem: ProblemKind) -> Callable[[Cell, Column], str]:
    def read(value: Cell, column: Column) -> str:
        text = _as_typed(value)
        if not pattern.fullmatch(text):
            raise unreadable(problem, text)
        return text

    return read


def _as_typed(value: Cell) -> str:
    return digits(value) if isinstance(value, int | float) else str(value)


_READERS: dict[Kind, Callable[[Cell, Column], Any]] = {
    Kind.CODE: _read_code,
    Kind.TEXT: _read_text,
    Kind.DATE: lambda value, _: read_date(value),
    Kind.MONTH: lambda value, _: read_month(value),
    Kind.AMOUNT: lambda value, _: read_amount(value),
    Kind.DECIMAL: lambda value, _: read_decimal(value),
    Kind.INTEGER: lambda value, _: read_integer(value),
    Kind.YES_NO: _read_yes_no,
    Kind.CODES: _read_codes,
    Kind.CHOICE: _read_choice,
    Kind.CHOICES: _read_choices,
    Kind.TIERS: lambda value, _: read_tiers(value),
    Kind.CURRENCY: _matching(_CURRENCY, ProblemKind.CURRENCY_UNREADABLE),
    Kind.COUNTRY: _matching(_COUNTRY, ProblemKind.COUNTRY_UNREADABLE),
    Kind.SECTOR: _matching(_SECTOR, ProblemKind.SECTOR_UNREADABLE),
}
