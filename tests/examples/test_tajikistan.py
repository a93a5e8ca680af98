"""The example programme TJ-REM, imported as anybody imports it: what occurs in it, and that it holds together."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from sqlalchemy import Engine

from core.calendar import parse_span
from core.database import session
from examples.making.pcodes import admin1, admin2
from grants.matching.terms import Reason
from grants.verifying.verify import verify
from grants.workbook.sheets import SHEETS
from grants.workbook.sheets_life import PROJECT_STEPS
from grants.workbook.sheets_money import CONTRIBUTION_STATUS
from grants.workbook.sheets_registry import PROJECT_STATUS
from reports.figures.summary import Measure
from reports.quarterly import quarterly_report
from reports.report import QuarterlyReport
from tests.examples.conftest import Imported

FILE = Path(__file__).parents[2] / "examples" / "tajikistan.xlsx"
TOUR = "FAK-2004-04"
QUARTERS = ("2019-Q3", "2019-Q4", "2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4")
OUT_OF_SCOPE = {
    *(Reason.SETTLED, Reason.NOT_IN_FORCE, Reason.FUND_CLOSED),
    *(Reason.PROJECT, Reason.SECTOR, Reason.COMMUNITY, Reason.MARGINALITY),
}
"""Where one of these conditions fails nothing is stored; `settled` is stored of a release."""


@pytest.fixture(scope="module")
def books(imported: Imported) -> Engine:
    return imported("tajikistan")


@pytest.fixture(scope="module")
def by_quarter(books: Engine) -> dict[str, QuarterlyReport]:
    with session(books) as reading:
        return {quarter: quarterly_report(reading, "TJ-REM", parse_span(quarter)) for quarter in QUARTERS}


@pytest.fixture(scope="module")
def last(by_quarter: dict[str, QuarterlyReport]) -> QuarterlyReport:
    return by_quarter["2020-Q4"]


def ask(books: Engine, question: str, **values: str) -> list[Any]:
    with session(books) as reading:
        return list(reading.execute(sa.text(question), values))


def one(books: Engine, question: str) -> Any:
    return ask(books, question)[0][0]


def measure(report: QuarterlyReport, of: Measure) -> tuple[Any, Any]:
    row = next(row for row in report.summary if row.measure is of)
    return row.quarter, row.cumulative


def test_every_sheet_of_the_contract_occurs() -> None:
    book = load_workbook(FILE, read_only=True)
    assert book.sheetnames == list(SHEETS)
    book.close()


def test_every_reason_that_can_be_stored_occurs(books: Engine) -> None:
    stored = {reason for (reason,) in ask(books, "SELECT DISTINCT reason FROM match_entry")}
    assert stored == set(Reason) - OUT_OF_SCOPE | {Reason.SETTLED}


def test_projects_are_in_every_state(books: Engine) -> None:
    assert {status for (status,) in ask(books, "SELECT status FROM project")} == set(PROJECT_STATUS)


def test_every_step_of_a_project_occurs(books: Engine) -> None:
    assert {step for (step,) in ask(books, "SELECT DISTINCT step FROM project_step")} == set(PROJECT_STEPS)


def test_a_work_stopped_serving_a_year_after_its_handover(books: Engine) -> None:
    found = ask(books, "SELECT months FROM service_check WHERE functional = 'no'")
    assert [months for (months,) in found] == [12]


def test_contributions_are_about_two_thousand_in_every_state(books: Engine) -> None:
    counts = dict(ask(books, "SELECT status, count(*) FROM contribution GROUP BY status"))
    assert counts.keys() == set(CONTRIBUTION_STATUS)
    assert 1900 <= sum(counts.values()) <= 2200
    assert 15 <= counts["recorded"] <= 30


def test_nobody_verified_what_they_had_recorded(books: Engine) -> None:
    assert one(books, "SELECT count(*) FROM contribution WHERE recorded_by = verified_by") == 0


def test_contributions_come_in_three_currencies_and_in_every_kind(books: Engine) -> None:
    currencies = ask(books, "SELECT DISTINCT currency FROM contribution")
    assert {currency for (currency,) in currencies} == {"TJS", "RUB", "USD"}
    assert one(books, "SELECT count(DISTINCT kind) FROM contribution") == 7


def test_some_were_reversed_wholly_some_in_part_and_some_twice(books: Engine) -> None:
    reversed_ = ask(
        books,
        """SELECT c.amount_minor, sum(r.amount_minor), count(*)
        FROM reversal r JOIN contribution c ON c.id = r.contribution_id GROUP BY c.id""",
    )
    assert any(back == amount for amount, back, _ in reversed_)
    assert any(back < amount and times == 1 for amount, back, times in reversed_)
    assert any(times == 2 for _, _, times in reversed_)


def test_some_wait_some_are_held_and_some_never_moved(last: QuarterlyReport) -> None:
    projects = {row.code: row for row in last.projects}
    assert projects["SAR-WATER"].contributed_total_minor > 0
    assert projects["OSH-WATER"].contributed_total_minor > 0
    assert projects["OSH-WATER"].matched_total_minor == 0
    assert projects["ANZ-BRIDGE"].status == "proposed"


def test_places_have_pcodes_of_their_country_and_lie_in_it(books: Engine) -> None:
    places = ask(
        books,
        """SELECT admin1, admin1_pcode, admin2, admin2_pcode, latitude, longitude, population, households
        FROM community""",
    )
    assert len(places) >= 12
    for region, region_code, district, district_code, latitude, longitude, population, households in places:
        assert admin1(region_code).name == region
        assert admin2(district_code).name == district
        assert admin2(district_code).parent == region_code
        assert Decimal("36.6") < Decimal(latitude) < Decimal("41.1")
        assert Decimal("67.3") < Decimal(longitude) < Decimal("75.2")
        assert households < population


def test_nothing_differs_from_what_the_events_give(books: Engine) -> None:
    with session(books) as reading:
        assert [result.differences for result in verify(reading)] == [[]]


def test_no_fund_promised_or_paid_more_than_it_had(by_quarter: dict[str, QuarterlyReport]) -> None:
    funds = [fund for report in by_quarter.values() for fund in report.funds]
    assert len(funds) == len(QUARTERS) * 4
    assert all(fund.uncommitted_minor >= 0 for fund in funds)
    assert all(fund.cash_balance_minor >= 0 for fund in funds)


def test_the_fund_of_the_jamoats_alone_is_used_up(last: QuarterlyReport) -> None:
    assert [fund.code for fund in last.funds if fund.uncommitted_minor == 0] == ["JAMOAT"]


def test_a_settled_project_owes_a_refund(last: QuarterlyReport) -> None:
    assert any(fund.refunds_due_minor > 0 for fund in last.funds)


def test_families_gave_and_were_matched_in_the_size_of_such_a_programme(last: QuarterlyReport) -> None:
    _, contributed = measure(last, Measure.CONTRIBUTED)
    _, matched = measure(last, Measure.MATCHED)
    assert 250_000_00 <= contributed <= 350_000_00
    assert Decimal("1.2") <= Decimal(matched) / contributed <= Decimal("1.8")


def test_remittances_fall_in_the_spring_of_2020_and_peak_in_the_third_quarter(
    by_quarter: dict[str, QuarterlyReport],
) -> None:
    given = {quarter: measure(report, Measure.REMITTANCES)[0] for quarter, report in by_quarter.items()}
    assert min(given, key=lambda quarter: given[quarter]) == "2020-Q2"
    assert max(given, key=lambda quarter: given[quarter]) == "2020-Q3"


def test_poorer_communities_are_matched_more_per_head(last: QuarterlyReport, books: Engine) -> None:
    places = {code: rest for code, *rest in ask(books, "SELECT code, marginality, population FROM community")}
    matched = {row.code: row.matched_total_minor for row in last.communities}

    def per_head(*marginality: str) -> Decimal:
        codes = [code for code, (of, _) in places.items() if of in marginality]
        people = sum(int(places[code][1]) for code in codes)
        return Decimal(sum(matched[code] for code in codes)) / people

    assert per_head("very_high") > per_head("high") > per_head("low", "medium")


def test_money_is_ahead_of_the_works_in_two_projects_and_behind_them_in_one(last: QuarterlyReport) -> None:
    ahead = {
        row.code: row.financial_progress * 100 - row.physical_progress
        for row in last.projects
        if row.financial_progress is not None and row.physical_progress is not None
    }
    assert {code for code, points in ahead.items() if points > 10} == {"GHA-FIELDS", "NAV-FIELDS"}
    assert {code for code, points in ahead.items() if points < -25} == {"SAR-MUDFLOW"}


def test_the_contribution_of_the_tour_is_matched_by_several_rules_and_cut_by_a_cap(books: Engine) -> None:
    entries = ask(
        books,
        """SELECT rule.code, entry.desired_minor, entry.granted_minor, entry.reason
        FROM match_entry entry
        JOIN matching_rule rule ON rule.id = entry.rule_id
        JOIN contribution ON contribution.id = entry.contribution_id
        WHERE contribution.reference = :tour ORDER BY entry.seq, entry.line""",
        tour=TOUR,
    )
    assert [tuple(entry) for entry in entries] == [
        ("IOM-WATER", 617_88, 600_00, Reason.MATCH_PER_CONTRIBUTION),
        ("EQ-WOMEN", 96_48, 96_48, Reason.FULL),
        ("EQ-POOR", 289_46, 285_66, Reason.YEARLY_ENVELOPE),
        ("JAM-ALL", 590_49, 590_49, Reason.FULL),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "SELECT p.code FROM disbursement d JOIN project p ON p.id = d.project_id WHERE d.paid_on > :day",
        "SELECT p.code FROM expenditure e JOIN project p ON p.id = e.project_id WHERE e.spent_on > :day",
    ],
)
def test_after_the_contribution_of_the_tour_come_payments_and_vouchers(books: Engine, question: str) -> None:
    ((day,),) = ask(books, "SELECT verified_on FROM contribution WHERE reference = :tour", tour=TOUR)
    assert ("FAK-WATER",) in [tuple(row) for row in ask(books, question, day=day)]
