"""Which checks of a work are due after its handover: 6, 12 and 24 months later."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

AFTER = (6, 12, 24)
"""Months after the handover."""
_EARLY = timedelta(days=45)
"""A check may be made so long before its day."""


class DueState(StrEnum):
    """How a due check stands on a day."""

    DONE = "done"
    MISSED = "missed"  # a later one was made, so there is nothing to do any more
    OVERDUE = "overdue"
    SOON = "soon"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Made:
    """A check as it bears on what is due; `months` is what it says it was made for."""

    checked_on: date
    months: int | None = None


@dataclass(frozen=True, slots=True)
class DueCheck:
    """One of the checks that a work needs; `done_on` is the day of the first that was made for it."""

    months: int
    due_on: date
    state: DueState
    done_on: date | None = None

    def days_overdue(self, today: date) -> int:
        return (today - self.due_on).days if self.state is DueState.OVERDUE else 0


def due_checks(handed_over_on: date | None, made: Iterable[Made], today: date) -> list[DueCheck]:
    """In their order; none before the handover."""
    if handed_over_on is None:
        return []
    done = sorted(made, key=lambda each: each.checked_on)
    days = {months: months_later(handed_over_on, months) for months in AFTER}
    of = {months: [each for each in done if _made_for(each, days) == months] for months in AFTER}
    return [_due(months, days[months], of, today) for months in AFTER]


def next_due(checks: Iterable[DueCheck]) -> DueCheck | None:
    """The latest that is overdue, as it makes up for those before it; else the first to come."""
    known = list(checks)
    overdue = [each for each in known if each.state is DueState.OVERDUE]
    if overdue:
        return overdue[-1]
    return next((each for each in known if each.state in (DueState.SOON, DueState.AHEAD)), None)


def months_later(day: date, months: int) -> date:
    """The same day of the month, or its last: 31 August and 6 months are the last of February."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _made_for(made: Made, days: dict[int, date]) -> int | None:
    """What it says; else the last whose day had come, or nearly so."""
    if made.months in days:
        return made.months
    come = [months for months, due_on in days.items() if made.checked_on >= due_on - _EARLY]
    return come[-1] if come else None


def _due(months: int, due_on: date, of: dict[int, list[Made]], today: date) -> DueCheck:
    if of[months]:
        return DueCheck(months, due_on, DueState.DONE, of[months][0].checked_on)
    if any(of[later] for later in AFTER if later > months):
        return DueCheck(months, due_on, DueState.MISSED)
    if due_on < today:
        return DueCheck(months, due_on, DueState.OVERDUE)
    return DueCheck(months, due_on, DueState.SOON if due_on - today <= _EARLY else DueState.AHEAD)
