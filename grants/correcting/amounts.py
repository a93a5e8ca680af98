"""An amount of the books as somebody would type it."""

from core.money import to_major

_AMBIGUOUS = 3
"""Decimals: 1.234 could be read in two ways, and is refused."""


def typed_amount(minor: int, currency: str) -> str:
    """'1240.00'; with three decimals a fourth, so that it can be read in one way only."""
    text = f"{to_major(minor, currency):f}"
    return f"{text}0" if len(text.partition(".")[2]) == _AMBIGUOUS else text
