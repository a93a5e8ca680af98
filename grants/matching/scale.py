"""T(x): how much a rule wants to add to x of counted contributions; a ratio, or tiers."""

from bisect import bisect_right
from collections.abc import Sequence
from math import lcm

from core.money import round_half_even

Fraction = tuple[int, int]


class Scale:
    """A piecewise linear T with T(0) = 0; breakpoints are minor units of the fund's currency.

    >>> doubled_at_first = Scale([(0, (2, 1)), (500_000, (1, 1))])
    >>> doubled_at_first.desired(400_000, 200_000)
    300000
    """

    __slots__ = ("_denominator", "_rates", "_starts", "_totals")

    def __init__(self, tiers: Sequence[tuple[int, Fraction]]) -> None:
        """`tiers`: (start, rate for each unit from there on), ascending from 0; one tier is a plain ratio."""
        self._denominator = lcm(*(denominator for _, (_, denominator) in tiers))
        self._starts = [start for start, _ in tiers]
        self._rates = [n * (self._denominator // d) for _, (n, d) in tiers]
        self._totals = [0]
        for place in range(1, len(tiers)):
            width = self._starts[place] - self._starts[place - 1]
            self._totals.append(self._totals[-1] + width * self._rates[place - 1])

    @property
    def tiers(self) -> list[tuple[int, Fraction]]:
        return [
            (start, (rate, self._denominator)) for start, rate in zip(self._starts, self._rates, strict=True)
        ]

    def desired(self, already: int, added: int) -> int:
        """round(T(already + added) - T(already)), half-even on the exact difference."""
        if len(self._rates) == 1:
            return round_half_even(added * self._rates[0], self._denominator)
        return round_half_even(self._total(already + added) - self._total(already), self._denominator)

    def _total(self, counted: int) -> int:
        place = bisect_right(self._starts, counted) - 1
        return self._totals[place] + (counted - self._starts[place]) * self._rates[place]
