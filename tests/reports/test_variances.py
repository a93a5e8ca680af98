"""Variances show what lines of budgets cost by the end of the span, and which of them nobody has explained."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Engine

from household_groups.models.projects import ProjectStatus
from reports.figures.variances import VarianceRow
from reports.report import QuarterlyReport
from tests.reports.books import Maker, make_books, report_of


def row_of(report: QuarterlyReport, line: str | None) -> VarianceRow:
    [row] = [each for each in report.variances if each.line == line]
    return row


def test_every_line_and_what_is_on_none_stand_by_project(village_report: QuarterlyReport) -> None:
    lines = [(row.project, row.line) for row in village_report.variances]
    assert lines == [("ROAD", "GRAVEL"), ("WATER", "PIPES"), ("WATER", "TANK"), ("WATER", None)]


def test_a_line_says_what_it_cost_and_why(village_report: QuarterlyReport) -> None:
    """What was said in July is not known yet."""
    assert row_of(village_report, "PIPES") == VarianceRow(
        *("WATER", "PIPES", "works", "Line PIPES", "TJS"),
        *(700_00, 1_234_56, 1_834_56, 1_134_56, Decimal("162.1")),
        *("explained", "Steel is dearer", date(2026, 6, 20), "Zarina"),
        *(1_234_56, 1_834_56),
    )
    rest = row_of(village_report, None)
    assert (rest.budget_minor, rest.variance_minor, rest.beyond_tolerance) == (None, None, None)
    assert (rest.spent_quarter_minor, rest.spent_total_minor) == (1_000_00, 1_050_00)


def test_a_line_is_in_the_currency_of_its_project(village_report: QuarterlyReport) -> None:
    """200 somoni less 20 were 18 dollars."""
    gravel = row_of(village_report, "GRAVEL")
    assert (gravel.currency, gravel.spent_total_minor, gravel.value_total_minor) == ("USD", 18_00, 180_00)
    assert (gravel.variance_minor, gravel.percent) == (-482_00, Decimal("-96.4"))
    assert gravel.beyond_tolerance == "unexplained"


def test_what_was_not_spent_is_asked_about_once_the_works_are_done(villages_engine: Engine) -> None:
    """The water works were completed in July."""
    assert row_of(report_of(villages_engine, "2026-Q2"), "TANK").beyond_tolerance is None
    assert row_of(report_of(villages_engine, "2026-Q3"), "TANK").beyond_tolerance == "unexplained"


def test_lines_add_up_to_what_was_spent(village_report: QuarterlyReport) -> None:
    spent = sum(row.value_quarter_minor for row in village_report.variances)
    assert spent == sum(row.value_minor for row in village_report.expenditures)
    to_date = sum(row.value_total_minor for row in village_report.variances)
    assert to_date == sum(row.spent_total_minor for row in village_report.projects)


def test_a_fund_reads_the_whole_budget_of_its_projects(
    villages_engine: Engine, village_report: QuarterlyReport
) -> None:
    of_tokyo = report_of(villages_engine, "2026-Q2", fund="TOKYO")
    assert of_tokyo.variances == [row for row in village_report.variances if row.project == "WATER"]


def test_a_budget_that_changed_later_is_the_one_of_then(sqlite_engine: Engine) -> None:
    def books(make: Maker) -> None:
        project = make.project(make.community("C"), "W", 1_000)
        make.budget_line(project, "A", 900)
        make.change("budget_lines", "W|A", "amount", "800", "900", "2026-07-01")

    make_books(sqlite_engine, books)
    assert row_of(report_of(sqlite_engine, "2026-Q2"), "A").budget_minor == 800_00


def test_without_a_rate_the_report_is_there_and_the_line_is_not_compared(sqlite_engine: Engine) -> None:
    """Of a voucher in the programme's currency nothing else needs the rate of the project's."""

    def books(make: Maker) -> None:
        project = make.project(make.community("C"), "W", 1_000, "USD", status=ProjectStatus.IN_PROGRESS)
        make.budget_line(project, "A", 900)
        make.expenditure(project, "X-1", "2026-04-01", 10, line="A")

    make_books(sqlite_engine, books)
    row = row_of(report_of(sqlite_engine, "2026-Q2"), "A")
    assert (row.spent_total_minor, row.variance_minor, row.beyond_tolerance) == (None, None, None)
    assert row.value_total_minor == 10_00
