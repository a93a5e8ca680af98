"""Days that are still to come: what is received then cannot be recorded yet."""

from datetime import date, datetime, timedelta

from core.programmes import Programme, today_in

AHEAD = timedelta(hours=14)
"""A day may have begun already where the money was counted."""


def is_still_to_come(programme: Programme, day: date, at: datetime) -> bool:
    return day > today_in(programme, at + AHEAD)
