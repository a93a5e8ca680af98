"""What banks and books do not both show at the end of the span."""

import pytest
from sqlalchemy import Engine

from reports.report import QuarterlyReport
from tests.reports.books import Maker, make_books, report_of


def shown(report: QuarterlyReport) -> list[tuple[str, str, int, int]]:
    return [(row.sheet, row.reference, row.amount_minor, row.age_days) for row in report.unreconciled]


def test_what_is_open_at_the_end_is_listed_with_its_age(village_report: QuarterlyReport) -> None:
    """B-3 was ticked off in July, and D-5 is in the bank's books since then only."""
    assert shown(village_report) == [
        ("bank_lines", "B-3", 250_00, 88),
        ("bank_lines", "B-5", -1_50, 0),
        ("receipts", "R-2", 250_00, 89),
        ("disbursements", "D-3", 10_00, 24),
        ("disbursements", "D-5", -25_00, 19),
        ("receipts", "R-3", 30_000, 88),
    ]
    assert [row.currency for row in village_report.unreconciled] == [*["USD"] * 5, "JPY"]


def test_what_was_ticked_off_since_is_gone(villages_engine: Engine) -> None:
    of_july = {row[1] for row in shown(report_of(villages_engine, "2026-Q3"))}
    assert of_july == {"B-5", "D-3", "R-3", "R-4", "D-6"}


def test_a_fund_reads_its_own_account_and_no_name_of_a_person(
    fund_report: QuarterlyReport, village_report: QuarterlyReport
) -> None:
    assert {row.fund for row in fund_report.unreconciled} == {"IOM"}
    [fee] = [row for row in fund_report.unreconciled if row.reference == "B-5"]
    assert fee.party == "K. R."
    assert "Karim Rahimov" in {row.party for row in village_report.unreconciled}


def test_the_bank_is_the_cash_with_what_is_open(village_report: QuarterlyReport) -> None:
    bank = {account.name: account.closing_minor for account in village_report.control.beside[2:]}
    assert bank == {"fund IOM bank": 658_50, "fund TOKYO bank": -1_000}
    for fund in village_report.funds:
        of_fund = [row for row in village_report.unreconciled if row.fund == fund.code]
        at_bank = sum(row.amount_minor for row in of_fund if row.sheet == "bank_lines")
        in_books = sum(row.amount_minor for row in of_fund if row.sheet != "bank_lines")
        assert bank[f"fund {fund.code} bank"] == fund.cash_balance_minor + at_bank - in_books


@pytest.mark.parametrize(("ticked", "received"), [("2026-07-01", "2026-06-29"), ("2026-06-30", "2026-07-01")])
def test_a_tick_of_later_or_of_something_later_is_none_yet(
    sqlite_engine: Engine, ticked: str, received: str
) -> None:
    def books(make: Maker) -> None:
        fund = make.fund("F", 1_000)
        make.receipt(fund, "R-1", received, 5)
        make.bank_line(fund, "B-1", "2026-06-30", 5, "R-1", ticked)

    make_books(sqlite_engine, books)
    assert "B-1" in {row[1] for row in shown(report_of(sqlite_engine, "2026-Q2"))}
    assert shown(report_of(sqlite_engine, "2026-Q3")) == []


def test_a_tick_that_was_taken_back_later_held_until_then(sqlite_engine: Engine) -> None:
    def books(make: Maker) -> None:
        fund = make.fund("F", 1_000)
        make.receipt(fund, "R-1", "2026-06-01", 5)
        make.bank_line(fund, "B-1", "2026-06-02", 5)
        for column, old in (("ticks_sheet", "receipts"), ("ticks", "R-1"), ("ticked_on", "2026-06-03")):
            make.change("bank_lines", "B-1", column, old, None, "2026-07-02")

    make_books(sqlite_engine, books)
    assert shown(report_of(sqlite_engine, "2026-Q2")) == []
    assert len(shown(report_of(sqlite_engine, "2026-Q3"))) == 2
