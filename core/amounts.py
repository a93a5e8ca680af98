"""The strict reader of amounts and decimals written as text.

A text is read when it can be read in one way only. Nothing reaches `Decimal` before the grammar has
accepted it: `Decimal` takes `1_000`, `NaN` and Arabic digits, and `1E+1000000` costs a minute of CPU.
"""

import re
from decimal import Decimal
from enum import StrEnum

MAX_INTEGER_DIGITS = 13
MAX_LENGTH = 40

_ONE_CHARACTER_EACH = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'"})
# Groups of three with one and the same separator; a number with leading zeros is not grouped.
_GROUPED = r"[1-9][0-9]{0,2}(?:(?P<group>[ '.,])[0-9]{3})(?:(?P=group)[0-9]{3})*"
_WHOLE = re.compile(rf"-?(?:[0-9]+|{_GROUPED})")
_WITH_DECIMALS = re.compile(rf"-?(?P<whole>[0-9]+|{_GROUPED})(?P<mark>[.,])(?P<decimals>[0-9]+)")
_PLAIN_DECIMAL = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?")


class AmountReason(StrEnum):
    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS = "ambiguous"
    TOO_LONG = "too_long"


class UnreadableAmount(ValueError):
    def __init__(self, reason: AmountReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def read_amount_text(text: str) -> Decimal:
    """Reads `1 234,50`, `1.234,50`, `1,234.50`, `1'234.50`; refuses `1.234`, which is 1234 or 1.23."""
    text = text.strip().translate(_ONE_CHARACTER_EACH)
    if len(text) > MAX_LENGTH:
        raise UnreadableAmount(AmountReason.TOO_LONG)
    readings = {reading for reading in (_as_whole(text), _as_decimal(text)) if reading is not None}
    if not readings:
        raise UnreadableAmount(AmountReason.NOT_A_NUMBER)
    if len(readings) > 1:
        raise UnreadableAmount(AmountReason.AMBIGUOUS)
    return _number(readings.pop(), MAX_INTEGER_DIGITS)


def read_plain_decimal(text: str) -> Decimal:
    """Reads a ratio, share, weight or rate: a plain decimal with a point, like `0.25`."""
    text = text.strip()
    if not _PLAIN_DECIMAL.fullmatch(text):
        raise UnreadableAmount(AmountReason.NOT_A_NUMBER)
    return _number(text, 20)


def _as_whole(text: str) -> str | None:
    return re.sub(r"[ '.,]", "", text) if _WHOLE.fullmatch(text) else None


def _as_decimal(text: str) -> str | None:
    match = _WITH_DECIMALS.fullmatch(text)
    if match is None or match["mark"] == match["group"]:
        return None
    sign = "-" if text.startswith("-") else ""
    return f"{sign}{re.sub(r'[^0-9]', '', match['whole'])}.{match['decimals']}"


def _number(plain: str, max_integer_digits: int) -> Decimal:
    if len(plain.lstrip("-0").partition(".")[0]) > max_integer_digits:
        raise UnreadableAmount(AmountReason.TOO_LONG)
    return Decimal(plain) or Decimal(0)  # no negative zero
