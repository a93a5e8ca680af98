"""Quotients, at the precision that a spreadsheet holds. A quotient by 0 is None."""

from decimal import ROUND_HALF_EVEN, Context, Decimal

from core.money import round_half_even

_SHEET = Context(prec=15, rounding=ROUND_HALF_EVEN)


def quotient(dividend: int | Decimal, divisor: int | Decimal | None) -> Decimal | None:
    if not divisor:
        return None
    return _SHEET.divide(Decimal(dividend), Decimal(divisor)).normalize() + 0


def minor_per(minor: int, units: Decimal | None) -> int | None:
    """Minor units for each of `units`, rounded half-even."""
    if not units or units < 0:
        return None
    numerator, denominator = units.as_integer_ratio()
    return round_half_even(minor * denominator, numerator)
