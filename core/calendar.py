"""Quarters and months, as a programme's books divide time."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of whole months; both days belong to it."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def __str__(self) -> str:
        if self == quarter_of(self.starts_on):
            return quarter_name(self.starts_on)
        return f"{self.starts_on:%Y-%m}..{self.ends_on:%Y-%m}"


@lru_cache(maxsize=4096)
def quarter_name(day: date) -> str:
    """'2026-Q2'."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


@lru_cache(maxsize=4096)
def month_name(day: date) -> str:
    """'2026-04'."""
    return f"{day.year:04}-{day.month:02}"


def quarter_of(day: date) -> Span:
    first_month = 3 * ((day.month - 1) // 3) + 1
    return months(day.year, first_month, day.year, first_month + 2)


def months(first_year: int, first_month: int, last_year: int, last_month: int) -> Span:
    return Span(
        date(first_year, first_month, 1),
        date(last_year, last_month, monthrange(last_year, last_month)[1]),
    )


def parse_span(text: str) -> Span:
    """The span of '2026-Q2' or '2026-04..2026-09'. Raises ValueError."""
    if ".." in text:
        first, last = (_parse_month(part) for part in text.split("..", 1))
        span = months(*first, *last)
        if span.starts_on > span.ends_on:
            raise ValueError(text)
        return span
    year, separator, number = text.partition("-Q")
    if not separator or number not in {"1", "2", "3", "4"}:
        raise ValueError(text)
    return quarter_of(date(_parse_year(year), 3 * int(number), 1))


def earliest_open_day(day: date, closed_quarters: Iterable[str]) -> date:
    """`day`, or where its quarter is closed, the first day of the earliest later quarter that is open."""
    closed = set(closed_quarters)
    while quarter_name(day) in closed:
        day = quarter_of(day).ends_on + timedelta(days=1)
    return day


def late_for(day: date, counted_on: date | None) -> str | None:
    """The quarter of a thing's own date, where it is counted in another because that one was closed."""
    own = quarter_name(day)
    return own if counted_on is not None and own != quarter_name(counted_on) else None


def _parse_month(text: str) -> tuple[int, int]:
    year, separator, month = text.partition("-")
    if not separator or len(month) != 2 or not month.isascii() or not month.isdigit():
        raise ValueError(text)
    date(_parse_year(year), int(month), 1)
    return _parse_year(year), int(month)


def _parse_year(text: str) -> int:
    if len(text) != 4 or not text.isascii() or not text.isdigit() or text < "0002":
        raise ValueError(text)  # before the first year there is no day on which a report could open
    return int(text)


def months_after(day: date, number: int) -> date:
    """The same day of a later month, or the last one of a month that is too short; of the last day the last."""
    years, month = divmod(day.month - 1 + number, 12)
    year = min(day.year + years, date.max.year)
    length = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if is_last else min(day.day, length))


def months_between(first: date, last: date) -> int:
    """How many months later the month of one day is than that of another."""
    return 12 * (last.year - first.year) + last.month - first.month


def quarter_after(span: Span) -> Span:
    """The quarter in which the day after a span lies."""
    return quarter_of(span.ends_on + timedelta(days=1))
