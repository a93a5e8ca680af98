"""Reviews show what was said and claimed by the end of the span, and to a fund its own."""

from datetime import date
from pathlib import Path
from zlib import compress

import pytest
from openpyxl import load_workbook
from pydantic import TypeAdapter
from pydantic_core import to_json
from sqlalchemy import Engine

from grants.models.funds import Fund
from household_groups.models.projects import Project
from reports.closing.rendering import report_from
from reports.figures.reviews import ANOTHER_FUND, ReviewRow
from reports.report import QuarterlyReport
from reports.workbooks import write_report
from tests.reports.books import Maker, make_books, report_of


def row_of(report: QuarterlyReport, reference: str, source: str) -> ReviewRow:
    [row] = [each for each in report.reviews if (each.reference, each.source) == (reference, source)]
    return row


def claimed(row: ReviewRow) -> tuple[int | None, ...]:
    return row.opened_minor, row.repaid_minor, row.waived_minor, row.left_minor


def test_each_voucher_and_source_that_was_spoken_of_or_claimed_has_a_row(
    village_report: QuarterlyReport,
) -> None:
    """X-1 was accepted before, and nothing of it is open."""
    assert [(row.reference, row.source) for row in village_report.reviews] == [
        *(("X-2", "group money"), ("X-2", "fund IOM"), ("X-3", "fund IOM")),
        *(("X-4", "fund IOM"), ("X-4", "fund TOKYO")),
    ]


def test_the_last_turn_and_the_claim_are_those_of_the_end_of_the_span(
    village_report: QuarterlyReport,
) -> None:
    """A repayment and an answer of July are none yet."""
    assert row_of(village_report, "X-3", "fund IOM") == ReviewRow(
        *("X-3", "WATER", date(2026, 4, 25), None, "fund IOM", 1_000_00),
        *("disallowed", date(2026, 5, 10), "Anna", "donor", "No invoice", "IOM"),
        *(1_000_00, 400_00, 0, 600_00),
    )
    asked = row_of(village_report, "X-4", "fund IOM")
    assert (asked.verdict, asked.words, asked.disallowed_by) == ("queried", "Which pipes?", "TOKYO")


def test_an_answer_makes_the_manager_the_last_to_speak(villages_engine: Engine) -> None:
    asked = row_of(report_of(villages_engine, "2026-Q3"), "X-4", "fund IOM")
    assert (asked.verdict, asked.said_by, asked.side) == ("answered", "Zarina", "manager")


def test_what_no_fund_paid_has_a_claim_and_no_verdict(village_report: QuarterlyReport) -> None:
    row = row_of(village_report, "X-2", "group money")
    assert (row.verdict, row.said_on, row.words) == (None, None, None)
    assert (row.spent_share_minor, claimed(row)) == (461_54, (461_54, 0, 461_54, 0))


def test_what_was_closed_before_the_span_is_left_out(villages_engine: Engine) -> None:
    """In July the claim for the group's money had been waived for long; the one for the fund's was open."""
    later = report_of(villages_engine, "2026-07..2026-07")
    assert [(row.reference, row.source) for row in later.reviews if row.reference == "X-2"] == [
        ("X-2", "fund IOM")
    ]


def test_a_fund_reads_its_own_threads_and_claims(
    fund_report: QuarterlyReport, village_report: QuarterlyReport
) -> None:
    assert {row.source for row in fund_report.reviews} == {"fund IOM"}
    assert row_of(village_report, "X-2", "fund IOM").payee == "Karim Rahimov"
    assert row_of(fund_report, "X-2", "fund IOM").payee == "K. R."
    assert row_of(fund_report, "X-3", "fund IOM").disallowed_by == "IOM"
    assert row_of(fund_report, "X-4", "fund IOM").disallowed_by == ANOTHER_FUND


def test_the_copy_of_a_fund_has_no_word_of_another_one(fund_report: QuarterlyReport, tmp_path: Path) -> None:
    write_report(fund_report, tmp_path / "report.xlsx")
    book = load_workbook(tmp_path / "report.xlsx")
    said = [str(value) for name in ("reviews", "unreconciled") for row in book[name].values for value in row]
    assert "Which pipes?" in said
    assert not any(word in text for text in said for word in ("cousin", "TOKYO", "Rahimov", "D-4", "R-3"))


def test_claims_of_the_account_are_those_of_the_rows(
    village_report: QuarterlyReport, fund_report: QuarterlyReport
) -> None:
    claims, of_fund = village_report.control.beside[0], fund_report.control.beside[0]
    assert (claims.opening_minor, claims.in_minor, claims.out_minor) == (600_00, 1_230_00, 861_54)
    assert claims.closing_minor == sum(row.left_minor or 0 for row in village_report.reviews) == 968_46
    assert of_fund.closing_minor == sum(row.left_minor or 0 for row in fund_report.reviews) == 938_46


def _voucher(make: Maker) -> tuple[Fund, Project]:
    fund = make.fund("F", 1_000, "TJS")
    project = make.project(make.community("C"), "W", 1_000, approved="2026-01-10")
    make.disbursement(fund, project, "D-1", "2026-01-11", 100)
    make.expenditure(project, "X-1", "2026-02-01", 10)
    return fund, project


@pytest.mark.parametrize(
    ("words", "is_there"),
    [
        ([("2026-02-02", "accepted")], False),
        ([("2026-02-02", "queried")], True),
        ([("2026-02-02", "queried"), ("2026-02-03", "answered")], True),
        ([("2026-02-02", "queried"), ("2026-02-03", "accepted")], False),
        ([("2026-02-02", "queried"), ("2026-04-01", "accepted")], True),
        ([("2026-07-01", "queried")], False),
    ],
)
def test_a_voucher_of_before_is_there_while_it_is_open_or_spoken_of(
    sqlite_engine: Engine, words: list[tuple[str, str]], is_there: bool
) -> None:
    def books(make: Maker) -> None:
        fund, _ = _voucher(make)
        for number, (on, verdict) in enumerate(words, 1):
            make.review("X-1", fund, number, on, verdict, "Words")

    make_books(sqlite_engine, books)
    assert bool(report_of(sqlite_engine, "2026-Q2").reviews) is is_there


def test_a_fund_that_asks_once_more_still_disallows(sqlite_engine: Engine) -> None:
    def books(make: Maker) -> None:
        fund, _ = _voucher(make)
        make.review("X-1", fund, 1, "2026-02-02", "disallowed", "No invoice")
        make.claim("X-1", "fund F", 1, "2026-02-02", 10)
        make.review("X-1", fund, 2, "2026-04-02", "queried", "Is there one by now?")

    make_books(sqlite_engine, books)
    [row] = report_of(sqlite_engine, "2026-Q2").reviews
    assert (row.verdict, row.disallowed_by, row.left_minor) == ("queried", "F", 10_00)


def test_figures_that_were_sealed_without_these_sheets_can_be_read(village_report: QuarterlyReport) -> None:
    kept = TypeAdapter(QuarterlyReport).dump_python(village_report, mode="json")
    for sheet in ("milestones", "reviews", "variances", "unreconciled"):
        del kept[sheet]
    del kept["control"]["beside"]
    found = report_from(compress(to_json(kept)))
    assert found is not None
    assert (found.projects, found.reviews) == (village_report.projects, [])
    whole = report_from(compress(TypeAdapter(QuarterlyReport).dump_json(village_report)))
    assert whole == village_report
