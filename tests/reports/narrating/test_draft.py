"""A draft says what figures say, the most important first, and nothing where they say nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from core.calendar import parse_span
from core.database import session
from grants.models.quarters import Section
from grants.telling.plan import Work
from reports.figures.contributions import ContributionRow
from reports.figures.milestones import MilestoneRow
from reports.figures.projects import ProjectRow
from reports.figures.unreconciled import UnreconciledRow
from reports.narrating.draft import MOST, draft_of
from reports.narrating.facts import Facts, facts_of
from reports.report import QuarterlyReport
from reports.sheets.declared import SHEETS
from tests.reports.villages import QUARTER
from tests.web import opened

SPAN = parse_span(QUARTER)


@pytest.fixture
def app(villages_engine: Engine) -> Iterator[Flask]:
    with opened(villages_engine) as app, app.test_request_context():
        yield app


@pytest.fixture
def empty(app: Flask, village_report: QuarterlyReport) -> QuarterlyReport:
    """The report of a quarter in which nothing happened."""
    lists: dict[str, Any] = {
        name: [] for name in village_report.__slots__ if isinstance(getattr(village_report, name), list)
    }
    zeros = [replace(row, quarter=0, cumulative=0) for row in village_report.summary]
    control = replace(village_report.control, accounts=[], beside=[])
    lists |= {"summary": zeros, "control": control}
    return replace(village_report, **lists)


def drafted(report: QuarterlyReport, section: Section, **facts: Any) -> list[str]:
    known = Facts(report, parse_span("2026-Q1"), parse_span("2026-Q3"), **facts)
    return [each.words for each in draft_of(known)[section]]


def project(code: str, report: QuarterlyReport, **values: Any) -> ProjectRow:
    of_none = {
        "days_late": None,
        "financial_progress": None,
        "planned_progress": None,
        "physical_progress": None,
    }
    return replace(report.projects[0], code=code, **{**of_none, **values})


def test_of_nothing_nothing_is_told(empty: QuarterlyReport) -> None:
    facts = Facts(empty, parse_span("2026-Q1"), parse_span("2026-Q3"))
    assert all(found == [] for found in draft_of(facts).values())


def test_works_that_were_finished_are_named(empty: QuarterlyReport) -> None:
    works = [Work(name, f"Pipe {name}", "Obi", date(2020, 2, 1)) for name in "ABCDE"]
    assert drafted(empty, Section.ACHIEVEMENTS, completed=works[:1]) == ["1 work completed: Pipe A (Obi)."]
    assert drafted(empty, Section.ACHIEVEMENTS, completed=works) == [
        "5 works completed: Pipe A (Obi), Pipe B (Obi), Pipe C (Obi) and 2 more."
    ]


def test_works_late_and_money_ahead_of_them_are_told_the_worst_first(
    empty: QuarterlyReport, village_report: QuarterlyReport
) -> None:
    rows = [
        project("SLOW", village_report, days_late=3),
        project("FAK-WATER", village_report, days_late=21),
        project("RICH", village_report, financial_progress=Decimal("0.78"), physical_progress=Decimal(60)),
        project("EVEN", village_report, financial_progress=Decimal("0.62"), physical_progress=Decimal(60)),
    ]
    assert drafted(replace(empty, projects=rows), Section.DEVIATIONS) == [
        "FAK-WATER is 21 days late.",
        "SLOW is 3 days late.",
        "RICH: money 18 points ahead of works.",
    ]


def test_what_banks_show_and_books_do_not_is_a_risk(empty: QuarterlyReport) -> None:
    day, nothing = date(2026, 5, 1), None
    line = UnreconciledRow(
        "bank_lines", "IOM", "B-1", day, -5, "USD", nothing, nothing, nothing, nothing, age_days=59
    )
    assert drafted(replace(empty, unreconciled=[line, replace(line, age_days=9)]), Section.RISKS) == [
        "2 lines of bank statements have no payment in the books; the oldest is 59 days old."
    ]


def test_lessons_are_drafted_from_reasons_that_people_gave(
    empty: QuarterlyReport, village_report: QuarterlyReport
) -> None:
    first: ContributionRow = village_report.contributions[0]
    back = replace(first, reversed_on=date(2020, 2, 1), reversal_reason="Double", late_for=None)
    report = replace(empty, contributions=[back, back, replace(back, reversal_reason="Wrong sum")])
    assert drafted(report, Section.LESSONS, carried={"Slip missing": 2}) == [
        "3 contributions were taken back: “Double” (2) and “Wrong sum” (1).",
        "2 contributions were carried forward when 2026-Q1 was closed: “Slip missing” (2).",
    ]


def test_what_is_due_in_the_next_quarter_is_told_with_its_day(empty: QuarterlyReport) -> None:
    due = MilestoneRow(
        *("WATER", "IOM", "M1", "Trench", "USD", Decimal("0.5"), "works", None, date(2026, 7, 9)),
        *(None, None, None, "", 0, 7_000, 2_000),
    )
    works = [Work("WATER", "Pipe", "Obi", date(2026, 8, 1))]
    report = replace(empty, milestones=[due, replace(due, milestone="M2", due_on=date(2026, 11, 1))])
    assert drafted(report, Section.NEXT_QUARTER, ending=works) == [
        "1 work is to be completed: WATER on 1 Aug 2026.",
        "1 milestone is due: WATER M1 on 9 Jul 2026.",
        "100.00 USD is approved under milestones and to be paid.",
    ]


def test_a_draft_is_short_stands_on_sheets_and_comes_out_alike_again(
    app: Flask, villages_engine: Engine, village_report: QuarterlyReport
) -> None:
    with session(villages_engine) as reading:
        found = [draft_of(facts_of(reading, village_report)) for _ in range(2)]
    assert found[0] == found[1]
    sentences = [each for section in found[0].values() for each in section]
    assert sentences
    assert max(len(section) for section in found[0].values()) <= MOST
    assert {each.sheet for each in sentences} <= {"control", *(sheet.name for sheet in SHEETS)}
    for each in sentences:
        assert app.url_map.is_endpoint_expecting(each.endpoint, "programme", *each.values)
