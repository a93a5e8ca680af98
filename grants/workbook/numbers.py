"""Amounts, decimals and whole numbers of a cell, whether Excel kept them as numbers or as text."""

import re
from decimal import Decimal
from itertools import pairwise

from core.amounts import (
    MAX_INTEGER_DIGITS,
    AmountReason,
    UnreadableAmount,
    read_amount_text,
    read_plain_decimal,
)
from grants.workbook.problems import ProblemKind
from grants.workbook.texts import unreadable

# Excel keeps fifteen digits of a number; from here on the last ones of an integer are not what was typed.
FIRST_INEXACT = 10.0**15
_MAX_DECIMALS = 20
_INTEGER = re.compile(r"-?[0-9]{1,9}")
_LARGEST_INTEGER = 10**9 - 1
"""Far more than any count, and what every database's integer holds."""
_PROBLEM_OF = {
    AmountReason.AMBIGUOUS: ProblemKind.AMOUNT_AMBIGUOUS,
    AmountReason.TOO_LONG: ProblemKind.AMOUNT_TOO_LONG,
    AmountReason.NOT_A_NUMBER: ProblemKind.AMOUNT_UNREADABLE,
}


def digits(number: float) -> str:
    """The number as Excel shows it: 15 significant digits, so that 0.30000000000000004 is 0.3."""
    text = f"{number:.15g}"
    return format(Decimal(text), "f") if "e" in text else text


def read_amount(value: object) -> Decimal:
    if isinstance(value, str):
        try:
            return read_amount_text(value)
        except UnreadableAmount as error:
            raise unreadable(_PROBLEM_OF[error.reason], value) from error
    if isinstance(value, int | float) and abs(value) >= 10**MAX_INTEGER_DIGITS:
        raise unreadable(ProblemKind.AMOUNT_TOO_LONG, digits(value))
    amount = _exact(value)
    if amount is None:
        raise unreadable(ProblemKind.AMOUNT_UNREADABLE, value)
    return amount


def read_decimal(value: object) -> Decimal:
    if isinstance(value, str):
        try:
            return read_plain_decimal(value)
        except UnreadableAmount as error:
            raise unreadable(ProblemKind.DECIMAL_UNREADABLE, value) from error
    number = _exact(value)
    if number is None:
        raise unreadable(ProblemKind.DECIMAL_UNREADABLE, value)
    return number


def read_integer(value: object) -> int:
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    if isinstance(value, int | float) and abs(value) <= _LARGEST_INTEGER and value == int(value):
        return int(value)
    raise unreadable(ProblemKind.INTEGER_UNREADABLE, digits(value) if isinstance(value, float) else value)


def read_tiers(value: object) -> tuple[tuple[Decimal, Decimal], ...]:
    """`0=2; 5000=1`: from where on, which ratio."""
    if isinstance(value, str):
        try:
            tiers = tuple(_tier(part) for part in value.split(";") if part.strip())
        except ValueError as error:
            raise unreadable(ProblemKind.TIERS_UNREADABLE, value) from error
        if tiers and tiers[0][0] == 0 and all(low < high for (low, _), (high, _) in pairwise(tiers)):
            return tiers
    raise unreadable(ProblemKind.TIERS_UNREADABLE, value)


def _tier(text: str) -> tuple[Decimal, Decimal]:
    start, ratio = text.split("=")
    return read_plain_decimal(start), read_plain_decimal(ratio)


def _exact(value: object) -> Decimal | None:
    if not isinstance(value, int | float) or not abs(value) < FIRST_INEXACT:  # nor is NaN
        return None
    text = digits(value)
    return Decimal(text) if len(text.partition(".")[2]) <= _MAX_DECIMALS else None
