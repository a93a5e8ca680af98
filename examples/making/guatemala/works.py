"""How far the works are on each day, as planned and in fact, and how many houses are handed over by then.

In a hundred, whole numbers throughout.
"""

from datetime import date, timedelta
from functools import cache

from examples.making.guatemala.schemes import END, SCHEMES, Scheme

_PACE = 10
_SLOW = {"2020-03": 6, "2020-04": 2, "2020-05": 3, "2020-06": 6}
"""Masons stayed at home in the first months of the pandemic."""

_STORM = (date(2020, 11, 3), date(2020, 12, 6))
"""Eta, then Iota: roads cut, slopes gone. Nothing moved where they struck."""

_BEGUN = 10
"""Points for the houses that stand half-built beside those handed over."""

_FIRST_HANDED = 25
"""Before so much of the works is done, no house is ready."""


def planned(scheme: Scheme, day: date) -> int:
    """As the plan of the works had it."""
    starts_on, ends_on = _span(scheme)
    return _curve((day - starts_on).days, (ends_on - starts_on).days)


def actual(scheme: Scheme, day: date) -> int:
    """As the engineer found it."""
    return _ends_at(scheme) * _curve(_worked(scheme.code, day), _worked(scheme.code, END)) // 100


def paid_for(scheme: Scheme, day: date) -> int:
    """How far the works are that are paid for: ahead of those built where money runs ahead."""
    if scheme.is_done or not scheme.lag:
        return actual(scheme, day)
    ends_at = _ends_at(scheme)
    return actual(scheme, day) * (ends_at + scheme.lag) // ends_at


def handed(scheme: Scheme, day: date) -> int:
    """Houses handed over by a day."""
    least = min(_FIRST_HANDED, _ends_at(scheme) - 1)
    ready = max(0, actual(scheme, day) - least)
    return scheme.handed * ready // (_ends_at(scheme) - least)


def day_of(scheme: Scheme, hundredths: int) -> date | None:
    """The first day on which so much is paid for; None if that is after the end."""
    day, _ = _span(scheme)
    while day <= END:
        if paid_for(scheme, day) >= hundredths:
            return day
        day += timedelta(days=1)
    return None


def _span(scheme: Scheme) -> tuple[date, date]:
    """Of the works. Raises ValueError where none are planned."""
    if scheme.starts_on is None or scheme.ends_on is None:
        raise ValueError(scheme.code)
    return scheme.starts_on, scheme.ends_on


def _ends_at(scheme: Scheme) -> int:
    return 100 if scheme.is_done else 100 * scheme.handed // scheme.houses + _BEGUN


def _curve(passed: int, whole: int) -> int:
    """Slow at first, then steady, slow at last: 3x² - 2x³."""
    part = 1_000 * min(max(passed, 0), whole) // whole
    return part * part * (3_000 - 2 * part) // 10_000_000


@cache
def _worked(code: str, day: date) -> int:
    """At which pace the works moved until a day, summed; those of a finished scheme stop when it was to end."""
    scheme = SCHEMES[code]
    starts_on, ends_on = _span(scheme)
    last = min(day, ends_on) if scheme.is_done else day
    days = ((last - starts_on) // timedelta(days=1)) if last > starts_on else 0
    return sum(_pace(scheme, starts_on + timedelta(days=offset)) for offset in range(days))


def _pace(scheme: Scheme, day: date) -> int:
    if scheme.is_hit_by_storm and _STORM[0] <= day <= _STORM[1]:
        return 0
    return _SLOW.get(f"{day:%Y-%m}", _PACE)
