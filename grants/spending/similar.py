"""Whether what a unit costs is far from what it costs in similar works: exact, by the median of the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

OTHERS_NEEDED = 5
"""With fewer there is nothing that would be usual."""

FACTOR = 2
"""Far is below the median divided by this, or above the median times this."""


@dataclass(frozen=True)
class Usual:
    """Costs of a unit in the other lines of its kind, in one currency; `least` and `most` are not far."""

    others: int
    median: Fraction
    costs: tuple[Fraction, ...]

    @property
    def least(self) -> Fraction:
        return self.median / FACTOR

    @property
    def most(self) -> Fraction:
        return self.median * FACTOR

    @property
    def span(self) -> tuple[Fraction, Fraction]:
        """The lowest and the highest of those that are not far themselves; the median lies between them."""
        near = [cost for cost in self.costs if not self.is_far(cost)] or [self.median]
        return near[0], near[-1]

    def is_far(self, cost: Fraction) -> bool:
        return not self.least <= cost <= self.most


def usual_of(others: Sequence[Fraction]) -> Usual | None:
    """None where they are too few to say."""
    if len(others) < OTHERS_NEEDED:
        return None
    ordered = sorted(others)
    middle, is_odd = divmod(len(ordered), 2)
    median = ordered[middle] if is_odd else (ordered[middle - 1] + ordered[middle]) / 2
    return Usual(len(others), median, tuple(ordered))
