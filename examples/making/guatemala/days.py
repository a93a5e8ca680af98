"""Days on which things happen: remittances fall in the spring of 2020 and peak before Christmas."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from random import Random

_USUAL = 10
_WEIGHTS = {
    "2019-12": 13,
    "2020-03": 8,
    "2020-04": 5,
    "2020-05": 7,
    "2020-07": 11,
    "2020-08": 12,
    "2020-09": 12,
    "2020-10": 12,
    "2020-12": 14,
}
"""How much is sent in a month. Nothing is on a Sunday."""

_SUNDAY = 6


def day_of_giving(chance: Random, first: date, last: date) -> date:
    """A day of the span, both included."""
    days, weights = _weighted(first, last)
    return chance.choices(days, weights)[0]


def workday(day: date) -> date:
    """The day itself, or the Monday after a Sunday."""
    return day + timedelta(days=1) if day.weekday() == _SUNDAY else day


@cache
def _weighted(first: date, last: date) -> tuple[Sequence[date], Sequence[int]]:
    span = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    days = [day for day in span if day.weekday() != _SUNDAY]
    return days, [_WEIGHTS.get(f"{day:%Y-%m}", _USUAL) for day in days]
