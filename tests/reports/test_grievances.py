"""Grievances in the report: how many and for how long, and never whose."""

from datetime import date
from decimal import Decimal

import pytest

from core.calendar import parse_span
from household_groups.models.grievances import Access, Category
from household_groups.models.grievances import GrievanceStepKind as Step
from reports.figures.grievances import KINDS, GrievanceRow, grievance_rows, median
from reports.queries.grievances import GrievanceRecord

SPAN = parse_span("2026-Q2")
STEPS = {
    1: [(Step.ACKNOWLEDGED, date(2026, 2, 4)), (Step.RESOLVED, date(2026, 4, 12))],
    2: [(Step.RESOLVED, date(2026, 4, 20)), (Step.REOPENED, date(2026, 5, 2))],
    3: [(Step.ACKNOWLEDGED, date(2026, 5, 3)), (Step.RESOLVED, date(2026, 7, 1))],
    5: [(Step.RESOLVED, date(2026, 3, 30))],
}
RECORDS = [
    GrievanceRecord(1, date(2026, 2, 1), Category.MONEY, Access.OPEN, 10),
    GrievanceRecord(2, date(2026, 4, 10), Category.MONEY, Access.OPEN, 11),
    GrievanceRecord(3, date(2026, 5, 1), Category.CONDUCT, Access.RESTRICTED, 10),
    GrievanceRecord(4, date(2026, 6, 28), Category.WORKS, Access.RESTRICTED, None),
    GrievanceRecord(5, date(2026, 3, 2), Category.SERVICE, Access.OPEN, None),
]


def rows(projects: set[int] | None = None) -> dict[str, GrievanceRow]:
    return {row.category: row for row in grievance_rows(RECORDS, STEPS, SPAN, projects)}


def test_what_is_restricted_is_counted_in_one_row_whatever_it_is_about() -> None:
    found = rows()
    assert list(found) == ["money", "service", "restricted", "all"]
    assert (found["restricted"].received_quarter, found["restricted"].open) == (2, 2)


def test_the_report_of_a_fund_tells_of_its_projects_and_of_nothing_restricted() -> None:
    assert {name: row.received_total for name, row in rows({10}).items()} == {"money": 1, "all": 1}
    assert rows({99}) == {}


@pytest.mark.parametrize("projects", [None, {10, 11}])
def test_what_is_open_follows_from_what_came_and_went(projects: set[int] | None) -> None:
    found = rows(projects)
    for row in found.values():
        assert row.open == row.opening + row.received_quarter + row.reopened_quarter - row.resolved_quarter
        assert row.open == row.received_total + row.reopened_total - row.resolved_total
    for column in ("opening", "received_quarter", "resolved_quarter", "open", "overdue", "received_total"):
        of_kinds = [getattr(row, column) for name, row in found.items() if name in KINDS]
        assert getattr(found["all"], column) == sum(of_kinds)


def test_days_are_those_of_outcomes_that_stand_at_the_end() -> None:
    money = rows()["money"]
    assert (money.resolved_quarter, money.reopened_quarter, money.open, money.overdue) == (2, 1, 1, 1)
    assert (money.median_days_quarter, money.longest_days_quarter) == (Decimal(70), 70)
    assert rows()["all"].median_days_total == 49
    assert rows()["all"].median_days_to_acknowledge == Decimal("6.5")


def test_the_median_is_the_middle_or_the_mean_of_both() -> None:
    assert [median(days) for days in ([], [3], [9, 1, 2], [1, 2, 3, 10])] == [None, 3, 2, Decimal("2.5")]
