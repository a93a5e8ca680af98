"""Which variance has to be explained."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.exchange import Exchange
from grants.spending.noteworthy import is_done, is_noteworthy, tolerated_amount
from household_groups.models.projects import Project, ProjectStatus


@pytest.mark.parametrize(
    ("planned", "variance", "is_asked"),
    [
        (100_000, 10_000, False),
        (100_000, 10_001, True),
        (100_000, -10_001, True),
        (1_000, 900, False),
        (1_000, 901, True),
        (0, 901, True),
    ],
)
def test_it_is_more_than_a_tenth_and_more_than_the_amount(
    planned: int, variance: int, is_asked: bool
) -> None:
    assert is_noteworthy(planned, variance, tolerated=900) is is_asked


def project(**facts: Any) -> Project:
    usual: dict[str, Any] = {"currency": "TJS", "code": "W", "approved_on": date(2020, 3, 2)}
    return Project(**usual | facts)


def test_the_amount_is_a_hundred_dollars_of_the_month_of_the_approval() -> None:
    exchange = Exchange({("TJS", "2020-03"): Decimal("9.7")})
    assert tolerated_amount(project(), exchange) == 970_00
    assert tolerated_amount(project(approved_on=date(2020, 4, 1)), exchange) == 0
    assert tolerated_amount(project(approved_on=None), exchange) == 0


@pytest.mark.parametrize(
    ("facts", "done"),
    [
        ({"status": ProjectStatus.IN_PROGRESS}, False),
        ({"status": ProjectStatus.HANDED_OVER}, True),
        ({"status": None, "settled_on": date(2020, 9, 1)}, True),
        ({"status": ProjectStatus.CANCELLED, "settled_on": date(2020, 9, 1)}, False),
    ],
)
def test_what_was_not_spent_counts_once_the_works_are_done(facts: dict[str, Any], done: bool) -> None:
    assert is_done(project(**facts)) is done
