"""When money comes: remittances rise from July to October, and fell in the spring of 2020 with the pandemic.

The shape is invented after what is known: most migrants work in Russia from spring to autumn, and the World Bank
projected in November 2020 that remittances to Tajikistan would decline by 15 percent in that year.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from random import Random

from examples.making.days import later

_OF_MONTH = (58, 56, 66, 78, 88, 100, 126, 142, 146, 130, 98, 84)
"""January to December."""

_PANDEMIC = {"2020-03": 80, "2020-04": 34, "2020-05": 40, "2020-06": 62, "2020-07": 84, "2020-08": 92}
"""In percent of what would have come."""


def days_of_gifts(chance: Random, first: date, last: date, count: int) -> list[date]:
    """As many days between the two as there are gifts, in order."""
    spans = list(_months(first, last))
    weights = [_weight(*span) for span in spans]
    return sorted(_day(chance, span) for span in chance.choices(spans, weights, k=count))


def _months(first: date, last: date) -> Sequence[tuple[date, date]]:
    spans = []
    start = first
    while start <= last:
        end = min(last, start.replace(day=monthrange(start.year, start.month)[1]))
        spans.append((start, end))
        start = later(end, 1)
    return spans


def _weight(start: date, end: date) -> int:
    days = (end - start).days + 1
    return _OF_MONTH[start.month - 1] * _PANDEMIC.get(f"{start:%Y-%m}", 100) * days


def _day(chance: Random, span: tuple[date, date]) -> date:
    start, end = span
    return later(start, chance.randint(0, (end - start).days))
