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
from reports.charts.findings import money
from reports.closing.imbalances import Imbalance, ImbalanceKind
from reports.figures.contributions import ContributionRow
from reports.figures.grievances import GrievanceRow
from reports.figures.milestones import MilestoneRow
from reports.figures.projects import ProjectRow
from reports.figures.summary import Measure
from reports.figures.unreconciled import UnreconciledRow
from reports.narrating.draft import MOST, draft_of
from reports.narrating.drafted import compared
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


def test_whom_works_serve_is_told_however_much_else_there_is(
    empty: QuarterlyReport, village_report: QuarterlyReport
) -> None:
    works = [Work(name, f"Pipe {name}", "Obi", date(2020, 2, 1)) for name in "ABCDE"]
    many = [replace(row, quarter=9, cumulative=9) for row in empty.summary]
    reached = replace(
        village_report.indicators[0],
        baseline=Decimal(0),
        target=Decimal(1),
        actual=Decimal(2),
        measured_on=SPAN.ends_on,
    )
    report = replace(empty, summary=many, indicators=[reached] * 3)
    told = drafted(report, Section.ACHIEVEMENTS, completed=works, handed_over=works)
    assert len(told) == MOST
    assert "People served when the quarter ended: 9, 9 more than when it began." in told


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
    assert drafted(replace(empty, unreconciled=[replace(line, age_days=1)]), Section.RISKS) == [
        "1 line of bank statements has no payment in the books; it is 1 day old."
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


def test_open_grievances_are_told_without_those_that_are_kept_from_others(empty: QuarterlyReport) -> None:
    def row(category: str, still_open: int, overdue: int) -> GrievanceRow:
        counts = (still_open, 0, 0, 0, still_open, overdue, still_open, 0, 0)
        return GrievanceRow(category, *counts, None, None, None, None, None)

    rows = [row("works", 2, 1), row("money", 1, 0), row("restricted", 1, 1), row("all", 4, 2)]
    assert drafted(replace(empty, grievances=rows), Section.RISKS) == [
        "Grievances open at the end of the quarter, without those that are kept from others: 3; past their day: 1."
    ]
    assert drafted(replace(empty, grievances=rows[2:]), Section.RISKS) == []


def test_of_several_funds_no_amount_is_told_as_the_donors_of_all_read_it(
    empty: QuarterlyReport, village_report: QuarterlyReport
) -> None:
    row = replace(
        village_report.funds[0],
        code="A",
        currency="USD",
        matched_share=Decimal("0.95"),
        uncommitted_minor=7,
        cash_balance_minor=100,
        committed_not_disbursed_minor=500,
    )
    off = Imbalance("fund A cash USD", ImbalanceKind.CASH, 900, "USD")
    assert drafted(replace(empty, funds=[row]), Section.RISKS, imbalances=[off]) == [
        "Account “fund A cash USD”: 9.00 USD, paid more than was received.",
        "Fund A: 95% of its budget is matched, 0.07 USD is left.",
        "Fund A has 5.00 USD matched and not paid out, and holds 1.00 USD.",
    ]
    several = replace(empty, funds=[row, replace(row, code="B")])
    assert drafted(several, Section.RISKS, imbalances=[off]) == [
        "Account “fund A cash USD”: paid more than was received.",
        "Nearly all of the budgets of 2 funds is matched: A and B.",
        "2 funds hold less than they have matched and not paid out: A and B.",
    ]


def test_a_voucher_of_which_two_donors_spoke_is_one(
    empty: QuarterlyReport, village_report: QuarterlyReport
) -> None:
    row = replace(village_report.reviews[0], verdict="queried", left_minor=None)
    assert drafted(replace(empty, reviews=[row, replace(row, source="fund B")]), Section.RISKS) == [
        "Donors have queried 1 voucher, and not accepted it yet."
    ]


@pytest.mark.parametrize(
    ("measures", "told"),
    [
        ({Measure.DISBURSED: (-500, 0)}, []),
        ({Measure.DISBURSED: (-500, 0), Measure.SPENT: (700, 0)}, ["Projects spent 7.00 TJS."]),
        (
            {Measure.DISBURSED: (500, 0)},
            ["Funds paid 5.00 TJS to projects, and projects spent 0.00 TJS."],
        ),
        (
            {Measure.HOUSEHOLDS: (1, 12_480)},
            ["1 household contributed in the quarter, 12,480 to date."],
        ),
        (
            {Measure.BENEFICIARIES: (-1_200, 300)},
            ["People served when the quarter ended: 300, 1,200 fewer than when it began."],
        ),
        (
            {Measure.BENEFICIARIES: (0, 1)},
            ["People served when the quarter ended: 1, as many as when it began."],
        ),
    ],
)
def test_what_went_back_is_not_told_as_if_it_had_grown(
    empty: QuarterlyReport, measures: dict[Measure, tuple[int, int]], told: list[str]
) -> None:
    rows = []
    for row in empty.summary:
        quarter, cumulative = measures.get(row.measure, (0, 0))
        rows.append(replace(row, quarter=quarter, cumulative=cumulative))
    assert drafted(replace(empty, summary=rows), Section.ACHIEVEMENTS) == told


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (0, "nothing in Q"),
        (-50, "in Q it was −0.50 USD"),
        (100_000, "as much as in Q"),
        (100_100, "about as much as in Q, 1,001.00 USD"),
        (80_000, "25% more than in Q, 800.00 USD"),
    ],
)
def test_a_quarter_is_compared_with_the_one_before_as_far_as_that_goes(
    app: Flask, before: int, said: str
) -> None:
    assert compared(100_000, before, "Q", money(before, "USD")) == said


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
