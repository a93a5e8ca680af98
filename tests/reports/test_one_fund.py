"""The report of one fund: its own in full, of all others the name and the total."""

from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from reports.figures.summary import Measure
from reports.report import QuarterlyReport
from reports.workbooks import write_report


def measures(report: QuarterlyReport) -> dict[Measure, object]:
    return {row.measure: row.cumulative for row in report.summary}


def test_matches_payments_and_the_share_of_spending_are_the_funds_own(fund_report: QuarterlyReport) -> None:
    found = measures(fund_report)
    assert (found[Measure.MATCHED], found[Measure.DISBURSED]) == (1300_00, 1110_00)
    assert found[Measure.SPENT] == 138_46 + 1000_00 + 245_38 - 10_00
    assert {row.fund for row in fund_report.matches} == {"IOM"}
    assert [row.reference for row in fund_report.disbursements] == ["D-2", "D-3", "D-5"]
    assert [row.reference for row in fund_report.expenditures] == ["X-3"]
    assert [row.code for row in fund_report.funds] == ["IOM"]


def test_only_contributions_that_the_fund_decided_on_are_shown(fund_report: QuarterlyReport) -> None:
    assert [row.reference for row in fund_report.contributions] == ["K-1", "K-5", "K-2"]
    assert fund_report.pending == []


def test_only_projects_that_the_fund_is_in_are_shown(fund_report: QuarterlyReport) -> None:
    assert [row.code for row in fund_report.projects] == ["ROAD", "WATER"]


def test_other_funders_stand_by_name_and_total(fund_report: QuarterlyReport) -> None:
    others = [row for row in fund_report.sources if row.source in ("fund TOKYO", "other Jamoat")]
    assert [(row.agreed_minor, row.received_minor) for row in others] == [
        (132_00, 100_00),
        (1000_00, 1000_00),
    ]
    assert fund_report.other_funding == []


def test_what_others_matched_stands_with_the_other_funding_and_the_gap_is_that_of_the_project(
    fund_report: QuarterlyReport, village_report: QuarterlyReport
) -> None:
    own, whole = fund_report.projects[1], village_report.projects[2]
    assert (own.matched_total_minor, own.other_funding_minor) == (1100_00, 1132_00)
    assert own.funding_gap_minor == whole.funding_gap_minor == 5101_19
    assert own.financial_progress == whole.financial_progress == Decimal("0.318456")


def test_no_cell_names_what_is_not_the_funds_own(fund_report: QuarterlyReport, tmp_path: Path) -> None:
    """Nor a household of anybody. X-4 is the fund's own matter, since its donor asked about it."""
    write_report(fund_report, tmp_path / "iom.xlsx")
    book = load_workbook(tmp_path / "iom.xlsx")
    texts = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    secret = {"K-3", "K-4", "K-6", "K-7", "K-8", "TWO", "D-4", "X-5", "R-3", "O-1", "Bought from a cousin"}
    assert texts & (secret | {"H1", "H2", "H3", "SCHOOL"}) == set()
