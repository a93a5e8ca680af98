"""Checks are due 6, 12 and 24 months after a handover."""

from datetime import date

import pytest

from grants.impact.due_checks import DueState, Made, due_checks, months_later, next_due

HANDED_OVER = date(2019, 8, 31)


def states(today: str, *made: Made) -> list[str]:
    return [each.state.value for each in due_checks(HANDED_OVER, made, date.fromisoformat(today))]


def test_nothing_is_due_before_the_handover() -> None:
    assert due_checks(None, [Made(date(2020, 1, 1))], date(2020, 6, 1)) == []


@pytest.mark.parametrize(
    ("months", "day"), [(6, date(2020, 2, 29)), (12, date(2020, 8, 31)), (24, date(2021, 8, 31))]
)
def test_a_month_without_the_day_has_its_last(months: int, day: date) -> None:
    assert months_later(HANDED_OVER, months) == day


def test_a_check_comes_near_is_due_and_becomes_overdue() -> None:
    assert states("2020-01-01") == ["ahead", "ahead", "ahead"]
    assert states("2020-01-20") == ["soon", "ahead", "ahead"]
    assert states("2020-02-29") == ["soon", "ahead", "ahead"]
    assert states("2020-03-01") == ["overdue", "ahead", "ahead"]


def test_a_check_counts_for_what_it_says_else_for_the_last_that_had_come() -> None:
    assert states("2020-09-01", Made(date(2020, 8, 1))) == ["missed", "done", "ahead"]
    assert states("2020-09-01", Made(date(2020, 8, 1), 6)) == ["done", "overdue", "ahead"]


def test_the_latest_overdue_check_makes_up_for_those_before() -> None:
    due = due_checks(HANDED_OVER, [], date(2020, 9, 10))
    found = next_due(due)
    assert found is not None
    assert (found.months, found.state) == (12, DueState.OVERDUE)
    assert found.days_overdue(date(2020, 9, 10)) == 10
