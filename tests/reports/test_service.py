"""A work that fails its check lowers the figures of that quarter and of later ones, and of no earlier one."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from core.roles import Role, ScopeKind
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from reports.figures.summary import Measure
from reports.report import QuarterlyReport
from reports.serving.finding import serving_of
from reports.workbooks import write_report
from tests.reports.books import Maker, make_books, report_of
from tests.web import Membership, opened, sign_in

MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
BEFORE, FAILED, REPAIRED = "2026-Q1", "2026-Q2", "2026-Q3"


def works(make: Maker) -> None:
    _upper_with_water(make)


def _upper_with_water(make: Maker) -> tuple[Community, Project]:
    """Water for 300 and a road for 120 of the upper village's 500; the water fails after twelve months."""
    upper = make.community("UPPER", name="Upper village", population=500, households=100)
    water = make.project(upper, "WATER", 3_000, approved="2025-01-10")
    road = make.project(upper, "ROAD", 600, approved="2025-02-01")
    make.life_step(water, 1, "handed_over", "2025-05-01")
    make.measurement(make.indicator(water, "BENEF", "400", baseline="40"), "2025-06-01", "300", "160", "140")
    make.measurement(make.indicator(water, "TAPS", "12", unit="taps"), "2025-06-01", "9")
    make.measurement(make.indicator(road, "BENEF", "100"), "2025-06-01", "120")
    make.expenditure(water, "X-1", "2025-03-01", 3_000)
    make.expenditure(road, "X-2", "2025-03-01", 600)
    make.check(water, "2025-11-03", "yes", 6)
    make.check(water, "2026-05-02", "no", 12)
    make.check(water, "2026-08-20", "yes")
    return upper, water


@pytest.fixture
def books(sqlite_engine: Engine) -> Engine:
    make_books(sqlite_engine, works)
    return sqlite_engine


def beneficiaries(report: QuarterlyReport) -> tuple[object, object]:
    row = next(row for row in report.summary if row.measure is Measure.BENEFICIARIES)
    return row.quarter, row.cumulative


def test_its_people_drop_out_from_the_quarter_of_the_check_until_it_works_again(books: Engine) -> None:
    said = [beneficiaries(report_of(books, quarter)) for quarter in (BEFORE, FAILED, REPAIRED)]
    assert said == [(0, 300), (-180, 120), (180, 300)]  # the road still serves 120 of them


def test_sentences_count_the_communities_that_are_served_and_one_indicator_as_one(books: Engine) -> None:
    report = report_of(books, BEFORE)
    gone = replace(report.reached[0], people_served=Decimal(0), people_stopped=Decimal(300))
    due = [replace(report.impact[0], is_due=True, missing="yes")]
    with opened(books) as app, app.test_request_context():
        found = serving_of(replace(report, reached=[*report.reached, gone], impact=due))
    assert found is not None
    assert found.finding.startswith("Works serve 300 people in 1 community.")
    assert found.explains.startswith("Of 1 indicator with a measurement due, 1 has none")


def test_each_figure_of_the_quarter_says_so(books: Engine) -> None:
    report = report_of(books, FAILED)
    assert report.communities[0].beneficiaries == report.places[0].community.beneficiaries == 120
    water: Any = next(row for row in report.indicators if (row.project, row.code) == ("WATER", "BENEF"))
    assert (water.actual, water.female, water.male) == (0, 0, 0)
    taps = next(row for row in report.indicators if row.code == "TAPS")
    assert taps.actual == 9  # they stand there still
    impact: Any = next(row for row in report.impact if (row.project, row.code) == ("WATER", "BENEF"))
    assert (impact.latest, impact.served, impact.serving) == (300, 0, "no")


def test_what_stopped_is_told_beside_what_serves(books: Engine) -> None:
    row: Any = report_of(books, FAILED).reached[0]
    assert (row.people_reached, row.people_served, row.people_stopped) == (300, 120, 180)
    assert (row.works, row.works_stopped, row.share) == (2, 1, Decimal("0.24"))
    assert (row.cost_minor, row.cost_per_person_minor, row.people_before) == (3_600_00, 30_00, 40)


def test_a_work_that_serves_in_part_counts_and_is_told_apart(sqlite_engine: Engine) -> None:
    def partly(make: Maker) -> None:
        _, water = _upper_with_water(make)
        make.check(water, "2026-06-30", "partly")

    make_books(sqlite_engine, partly)
    row: Any = report_of(sqlite_engine, FAILED).reached[0]
    assert (row.people_served, row.people_partly, row.people_stopped) == (300, 180, 0)


def test_a_check_that_came_after_its_quarter_was_closed_counts_in_the_next(sqlite_engine: Engine) -> None:
    def late(make: Maker) -> None:
        _, water = _upper_with_water(make)
        make.check(water, "2026-03-20", "no", counted="2026-04-01")

    make_books(sqlite_engine, late)
    assert beneficiaries(report_of(sqlite_engine, BEFORE)) == (0, 300)


def test_a_shared_work_reaches_each_village_as_it_was_counted_there(sqlite_engine: Engine) -> None:
    def shared(make: Maker) -> None:
        upper, water = _upper_with_water(make)
        lower = make.community("LOWER", population=90, households=20)
        make.reached(water, upper, "2025-07-01", 200, households=40)
        make.reached(water, lower, "2025-07-01", 100, households=18)

    make_books(sqlite_engine, shared)
    report = report_of(sqlite_engine, BEFORE)
    assert beneficiaries(report) == (0, 290)  # in the lower village live but 90
    places: Any = report.reached
    lower, upper = places
    assert (lower.people_served, lower.households_reached, lower.cost_minor) == (90, 18, 1_000_00)
    assert (upper.people_served, upper.households_reached, upper.cost_minor) == (200, 40, 2_600_00)


def test_checks_are_listed_with_what_was_due(books: Engine) -> None:
    rows: Any = report_of(books, FAILED).service
    assert [(row.months, row.state, row.functional) for row in rows] == [
        (6, "done", "yes"),
        (12, "done", "no"),
    ]
    assert (rows[1].handed_over_on.isoformat(), rows[1].collection) == ("2025-05-01", Decimal("0.5"))


def test_workbook_and_page_say_the_same(books: Engine, tmp_path: Path) -> None:
    with opened(books) as app, app.app_context():
        write_report(report_of(books, FAILED), tmp_path / "report.xlsx")
        book = load_workbook(tmp_path / "report.xlsx", data_only=True)
        assert _column(book["reached"], "people_served") == [120]
        assert _column(book["communities"], "beneficiaries") == [120]
        assert _column(book["service"], "functional") == ["yes", "no"]
        client: FlaskClient = app.test_client()
        sign_in(client, books, "zarina", MANAGER)
        page = client.get(f"/programmes/P/report?span={FAILED}").text
    assert "1 work has stopped serving, and with it 180 people are no longer served." in page
    assert "<dd>120</dd>" in page


def _column(sheet: Worksheet, name: str) -> list[object]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [row[head.index(name)] for row in rows]
