"""A small picture of an indicator: how far the latest value lies between the baseline and the target."""

from dataclasses import dataclass
from decimal import Decimal

WIDTH = 240


@dataclass(frozen=True, slots=True)
class Bar:
    """Places on a line of WIDTH: where the filled part begins and how long it is, and where the target stands."""

    start: int
    length: int
    baseline: int | None
    target: int


def bar_of(baseline: Decimal | None, target: Decimal, latest: Decimal | None) -> Bar:
    """From 0, or from the lowest of the three where that is lower."""
    values = [value for value in (baseline, target, latest, Decimal(0)) if value is not None]
    low, high = min(values), max(values)
    span = high - low or Decimal(1)

    def place(value: Decimal) -> int:
        return round((value - low) / span * WIDTH)

    now, zero = place(low if latest is None else latest), place(Decimal(0))
    return Bar(min(zero, now), abs(now - zero), None if baseline is None else place(baseline), place(target))
