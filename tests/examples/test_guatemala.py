"""The example programme GT-VIV, imported as anybody imports it: whole, alive, and true to its own rules."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from sqlalchemy import Engine

from core.calendar import parse_span
from core.database import session
from examples.making.guatemala.places import MUNICIPALITIES
from examples.making.pcodes import admin2
from grants.verifying.verify import verify
from grants.workbook.sheets import SHEETS
from reports.figures.control import AccountKind
from reports.figures.summary import Measure
from reports.quarterly import quarterly_report
from reports.report import QuarterlyReport
from tests.examples.conftest import Imported

FILE = Path(__file__).parents[2] / "examples" / "guatemala.xlsx"
CAP = 35_000_00
QUARTERS = ("2019-Q3", "2019-Q4", "2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4")
REASONS = (
    "counted_per_household fund_budget full funding_gap group_certificate group_members household in_kind_limit "
    "in_kind_threshold joint joint_condition kind late match_per_community match_per_contribution "
    "match_per_household match_per_project match_share_of_cost project_cost reversed settled source waiting "
    "yearly_envelope"
)


@pytest.fixture(scope="module")
def engine(imported: Imported) -> Engine:
    return imported("guatemala")


@pytest.fixture(scope="module")
def report(engine: Engine) -> QuarterlyReport:
    return report_of(engine, "2020-Q4")


def report_of(engine: Engine, quarter: str) -> QuarterlyReport:
    with session(engine) as reading:
        return quarterly_report(reading, "GT-VIV", parse_span(quarter))


def rows(engine: Engine, query: str) -> list[Any]:
    with session(engine) as reading:
        return list(reading.execute(sa.text(query)).all())


def test_every_sheet_of_the_contract_is_there_with_rows() -> None:
    book = load_workbook(FILE, read_only=True)
    assert book.sheetnames == list(SHEETS)
    assert all(len(list(sheet.values)) > 1 for sheet in book)
    book.close()


def test_about_two_thousand_contributions_of_every_status(engine: Engine) -> None:
    found = dict(map(tuple, rows(engine, "select status, count(*) from contribution group by 1")))
    assert found.keys() == {"recorded", "verified", "returned", "withdrawn"}
    assert 1_900 <= sum(found.values()) <= 2_200
    assert 10 <= found["recorded"] <= 20


def test_decisions_end_for_all_these_reasons(engine: Engine) -> None:
    found = {reason for (reason,) in rows(engine, "select distinct reason from match_entry")}
    assert found == set(REASONS.split())


def test_a_scheme_stands_in_every_state(engine: Engine, report: QuarterlyReport) -> None:
    schemes = {row.code: row for row in report.projects}
    assert {row.status for row in report.projects} == {
        *("proposed", "approved", "in_progress", "handed_over", "maintained", "cancelled")
    }
    assert schemes["TAC-2"].status == "proposed"
    assert schemes["TAC-2"].matched_total_minor == 0 < schemes["TAC-2"].contributed_total_minor
    assert schemes["JAC-1"].funding_gap_minor == 0
    settled = rows(engine, "select code from project where settled_on is not null order by code")
    assert [code for (code,) in settled] == ["ACA-1", "IXT-2", "MOR-1"]


def test_verification_finds_nothing(engine: Engine) -> None:
    with session(engine) as reading:
        assert [result.differences for result in verify(reading)] == [[]]


def test_places_are_real(report: QuarterlyReport) -> None:
    codes = {place.code: admin2(place.pcode) for place in MUNICIPALITIES}
    assert {row.code: row.admin2 for row in report.communities} == {
        code: place.name for code, place in codes.items()
    }
    assert all(re.fullmatch(r"GT\d{4}", place.pcode) for place in codes.values())


def test_no_household_has_more_than_the_subsidy_gives_once(engine: Engine) -> None:
    found = rows(
        engine,
        "select c.household_id, sum(m.granted_minor - m.released_minor) from match_entry m "
        "join contribution c on c.id = m.contribution_id join matching_rule r on r.id = m.rule_id "
        "where r.code = 'SUBSIDIO' group by 1",
    )
    most = [minor for _, minor in found]
    assert max(most) == CAP
    assert 20 <= most.count(CAP) <= 120


def test_families_bring_their_own_part_before_the_subsidy_answers(engine: Engine) -> None:
    found = rows(
        engine,
        "select p.code, m.reason, m.granted_minor from match_entry m join project p on p.id = m.project_id "
        "join fund f on f.id = m.fund_id where f.code = 'VIVIENDA' and p.code in ('CUI-1', 'EUL-2')",
    )
    assert {(reason, granted) for code, reason, granted in found if code == "EUL-2"} == {("waiting", 0)}
    assert {"waiting", "full"} <= {reason for code, reason, _ in found if code == "CUI-1"}


@pytest.mark.parametrize("quarter", QUARTERS)
def test_no_fund_promises_or_pays_what_it_has_not(engine: Engine, quarter: str) -> None:
    found = report_of(engine, quarter)
    assert all(row.uncommitted_minor >= 0 for row in found.funds)
    assert all(row.cash_balance_minor >= 0 for row in found.funds)


@pytest.mark.parametrize("quarter", QUARTERS)
def test_no_scheme_spends_what_has_not_come(engine: Engine, quarter: str) -> None:
    accounts = report_of(engine, quarter).control.accounts
    assert all(each.closing_minor >= 0 for each in accounts if each.kind is AccountKind.MONEY)


def test_the_story_in_figures(report: QuarterlyReport) -> None:
    found = {row.measure: row.cumulative for row in report.summary}
    assert 3_000_000_00 < found[Measure.CONTRIBUTED] < 4_000_000_00  # type: ignore[operator]
    assert Decimal("1.5") < found[Measure.LEVERAGE] < Decimal("2.5")  # type: ignore[operator]
    houses = [row for row in report.indicators if row.code == "HOUSES"]
    assert 180 <= sum(row.target for row in houses) <= 250
    assert 110 <= sum(row.actual or 0 for row in houses) <= 130


def test_money_runs_ahead_of_the_works_in_two_schemes(report: QuarterlyReport) -> None:
    ahead = {
        row.code
        for row in report.projects
        if row.physical_progress is not None
        and row.financial_progress is not None
        and row.financial_progress * 100 - row.physical_progress > 10
    }
    assert ahead == {"SIB-1", "TOD-1"}
