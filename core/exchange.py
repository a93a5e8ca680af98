"""Conversion at the monthly rates of a programme: exact, rounded once, nothing guessed."""

from collections.abc import Mapping
from decimal import Decimal
from math import gcd

from core.money import minor_per_major, round_half_even

Month = str
"""A calendar month as '2026-04'."""


class MissingRate(LookupError):
    """No rate of `currency` for `month` has been entered."""

    def __init__(self, currency: str, month: Month) -> None:
        super().__init__(currency, month)
        self.currency = currency
        self.month = month


class Exchange:
    """Monthly rates, in units of a currency per USD, and the conversions that follow from them.

    Rates are those of the UN operational rates of exchange or another named source. USD is 1; from a currency
    to itself no rate is needed. `used` collects every (currency, month) that was looked at.

    With `collect_missing`, what is missing is noted in `missing` and taken as 1 instead of raising: for whoever
    wants to name every missing rate at once and throws the results away if there is one.
    """

    def __init__(
        self, units_per_usd: Mapping[tuple[str, Month], Decimal], collect_missing: bool = False
    ) -> None:
        self._rates = dict(units_per_usd)
        self._collects_missing = collect_missing
        self.missing: dict[tuple[str, Month], None] = {}
        self._factors: dict[tuple[str, str, Month], tuple[int, int]] = {}
        self.used: set[tuple[str, Month]] = set()

    def with_rates(self, others: Mapping[tuple[str, Month], Decimal]) -> "Exchange":
        """A new one, in which these rates stand in the place of its own or beside them."""
        return Exchange({**self._rates, **others}, self._collects_missing)

    def factor(self, source: str, target: str, month: Month) -> tuple[int, int]:
        """(n, d) so that minor units of `source` times n / d are minor units of `target`, exactly.

        Raises MissingRate.
        """
        key = (source, target, month)
        found = self._factors.get(key)
        if found is None:
            found = self._factors[key] = self._reduced_factor(source, target, month)
        return found

    def convert(self, minor: int, source: str, target: str, month: Month) -> int:
        """Minor units of `target`, rounded half-even once. Raises MissingRate."""
        if source == target:
            return minor
        factor = self._factors.get((source, target, month)) or self.factor(source, target, month)
        return round_half_even(minor * factor[0], factor[1])

    def rate(self, currency: str, month: Month) -> Decimal:
        """Units of `currency` per USD in `month`. Raises MissingRate."""
        if currency == "USD":
            return Decimal(1)
        try:
            rate = self._rates[currency, month]
        except KeyError:
            if not self._collects_missing:
                raise MissingRate(currency, month) from None
            self.missing[currency, month] = None
            return Decimal(1)
        self.used.add((currency, month))
        return rate

    def _reduced_factor(self, source: str, target: str, month: Month) -> tuple[int, int]:
        if source == target:
            return 1, 1
        to_n, to_d = self.rate(target, month).as_integer_ratio()
        from_n, from_d = self.rate(source, month).as_integer_ratio()
        numerator = to_n * from_d * minor_per_major(target)
        denominator = to_d * from_n * minor_per_major(source)
        divisor = gcd(numerator, denominator)
        return numerator // divisor, denominator // divisor
