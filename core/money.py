"""Money is an integer count of minor units beside its currency; here is the only rounding there is."""

from decimal import Decimal
from functools import cache

# Currencies whose ISO 4217 exponent is not 2 (ISO 4217 table A.1). Locale data disagrees with ISO for some
# of those with 2 (AFN, IRR, LAK, ...), hence the table of our own.
_EXPONENTS = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(),
        0,
    ),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
_DEFAULT_EXPONENT = 2

MAX_MINOR = 10**15
"""No single amount is larger: a thousand billion in two decimals; sums stay far inside 64 bits."""


class TooManyDecimals(ValueError):
    """An amount has more decimals than its currency; it is refused, never rounded."""


class AmountTooLarge(ValueError):
    """An amount is beyond MAX_MINOR."""


def exponent(currency: str) -> int:
    """Decimals of a currency: 2 for TJS, 0 for JPY, 3 for KWD."""
    return _EXPONENTS.get(currency, _DEFAULT_EXPONENT)


@cache
def minor_per_major(currency: str) -> int:
    return int(10 ** exponent(currency))


def to_minor(amount: Decimal, currency: str) -> int:
    """Minor units of an exact amount in major units.

    Raises TooManyDecimals or AmountTooLarge.
    """
    if not amount.is_finite() or amount.adjusted() > 15:
        raise AmountTooLarge(amount)
    scaled = amount * minor_per_major(currency)
    minor = int(scaled)
    if minor != scaled:
        raise TooManyDecimals(amount)
    if abs(minor) > MAX_MINOR:
        raise AmountTooLarge(amount)
    return minor


def to_major(minor: int, currency: str) -> Decimal:
    """The exact amount in major units, with all decimals of the currency: Decimal('1240.00')."""
    return Decimal(minor).scaleb(-exponent(currency))


def round_half_even(numerator: int, denominator: int) -> int:
    """The integer nearest to numerator / denominator (denominator > 0), ties to even."""
    quotient, remainder = divmod(numerator, denominator)
    twice = 2 * remainder
    if twice > denominator or (twice == denominator and quotient & 1):
        return quotient + 1
    return quotient


def largest_remainder(total: int, weights: list[int]) -> list[int]:
    """Split `total` minor units in proportion to `weights` (not all 0); the parts add up to it exactly.

    Hamilton's method: floors first, then one unit each by descending remainder, earlier places first on ties.
    A negative total is split like the positive one.
    """
    if total < 0:
        return [-part for part in largest_remainder(-total, weights)]
    whole = sum(weights)
    shares = [divmod(total * weight, whole) for weight in weights]
    parts = [quotient for quotient, _ in shares]
    left = total - sum(parts)
    by_remainder = sorted(range(len(weights)), key=lambda place: -shares[place][1])
    for place in by_remainder[:left]:
        parts[place] += 1
    return parts
