"""Days as the tables of the examples write them, and steps from one to another."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta


def on(text: str) -> date:
    """The day of "2019-09-16"."""
    return date.fromisoformat(text)


def maybe_on(text: str | None) -> date | None:
    return None if text is None else on(text)


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def month_ends(first: date, last: date) -> Iterator[date]:
    """The last days of the months from that of `first`, as far as they are not after `last`."""
    day = date(first.year, first.month, 1)
    while True:
        end = day.replace(day=monthrange(day.year, day.month)[1])
        if end > last:
            return
        yield end
        day = later(end, 1)
