"""The workbook proves itself: in LibreOffice its formulas find every figure again, or show what is off."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.report import QuarterlyReport
from reports.sheets.cover.sheet import COVER
from reports.workbooks import write_report
from tests.libreoffice import Convert, checks

pytestmark = pytest.mark.slow

ALTERED = (
    *("summary!B2", "summary!C9", "communities!F2", "communities!K3", "communities!R3", "communities!S2"),
    *("projects!F4", "projects!N4", "projects!Q4", "sources!C5", "sources!D7", "sources!E6"),
    *("funds!D2", "funds!F2", "funds!H2", "funds!J3", "funds!N2", "funds!O2"),
    *("contributions!F4", "contributions!M2", "contributions!P4", "contributions!Q5", "contributions!T6"),
    *("pending!E2", "pending!G2", "matches!H2", "matches!I2", "matches!J5", "matches!N2", "matches!Q2"),
    *("disbursements!E2", "disbursements!G2", "disbursements!L3", "expenditures!D2", "expenditures!F4"),
    *(
        "indicators!E3",
        "indicators!G3",
        "indicators!I3",
        "receipts!D2",
        "other_funding!H3",
        "other_funding!I2",
    ),
    *("control!C2", "control!D3", "control!E8", "control!F8"),
    *("cover!C12", "cover!D13", "cover!D14", "cover!D17", "funds!Q2", "funds!R2"),
    *("milestones!F2", "milestones!H2", "milestones!N2", "milestones!O2", "milestones!P2"),
    *("reviews!F4", "reviews!M4", "reviews!N4", "reviews!O2", "reviews!P4"),
    *("variances!F3", "variances!G3", "variances!H3", "variances!I3", "variances!J3", "variances!O3"),
    *("variances!P3", "unreconciled!E2", "unreconciled!K2"),
    *("months!B4", "months!C4", "months!E6", "largest_communities!B2", "largest_communities!D2"),
)
"""A cell of every column that a reader would want to trust, each in a column or an account of its own."""


def altered_copy(original: Path, path: Path) -> Iterable[str]:
    """A copy in which each of these figures is larger by one; gives the checks that must see it."""
    book = load_workbook(original)
    for place in ALTERED:
        sheet, cell = book[place.split("!")[0]], place.split("!")[1]
        assert isinstance(sheet[cell].value, int | float), place
        sheet[cell].value += 1
        if sheet.title == "control":
            yield sheet[f"A{sheet[cell].row}"].value
        else:
            yield f"total {sheet.title}.{_names(sheet)[sheet[cell].column - 1]}"
    book.save(path)


def _names(sheet: Worksheet) -> Sequence[str]:
    if sheet.title == COVER.name:
        return [column.name for column in COVER.columns]
    return [cell.value for cell in sheet[1]]


def test_every_check_is_ok_and_every_altered_figure_shows(
    village_report: QuarterlyReport, fund_report: QuarterlyReport, convert: Convert, tmp_path: Path
) -> None:
    whole, fund, altered = tmp_path / "whole.xlsx", tmp_path / "fund.xlsx", tmp_path / "altered.xlsx"
    write_report(village_report, whole)
    write_report(fund_report, fund)
    accounts = list(altered_copy(whole, altered))
    assert len(set(accounts)) > 50

    opened = convert([whole, fund, altered], "xlsx")
    for report in (whole, fund):
        found = checks(opened / report.name)
        assert len(found) > 100
        assert {account: said for account, said in found.items() if said != "OK"} == {}
    found = checks(opened / altered.name)
    assert [account for account in accounts if found[account] == "OK"] == []


def test_a_difference_is_shown_as_what_it_is(
    village_report: QuarterlyReport, convert: Convert, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"
    write_report(village_report, path)
    book = load_workbook(path)
    book["matches"]["I2"].value += 0.25  # granted 50.00 USD to K-2
    book["contributions"]["B5"].value = "ROAD"  # K-3 was given for WATER
    book["reviews"]["N4"].value += 1  # repaid of X-3
    book["variances"]["O3"].value += 2  # spent on pipes in the quarter
    book["unreconciled"]["E2"].value += 3  # the line B-3 of IOM
    book.save(path)
    found = checks(convert([path], "xlsx") / path.name)
    assert found["fund IOM uncommitted"] == 0.25
    assert found["fund TOKYO uncommitted"] == "OK"
    assert found["codes contributions.project"] == 1
    assert (found["claims"], found["claims left"], found["budget lines spent"]) == (1, "OK", 2)
    assert (found["fund IOM bank"], found["fund TOKYO bank"]) == (3, "OK")


def test_a_row_that_was_added_or_taken_away_shows(
    village_report: QuarterlyReport, convert: Convert, tmp_path: Path
) -> None:
    less, more = tmp_path / "less.xlsx", tmp_path / "more.xlsx"
    write_report(village_report, less)
    book = load_workbook(less)
    book["expenditures"].delete_rows(3)
    book.save(less)
    write_report(village_report, more)
    book = load_workbook(more)
    book["receipts"].append(["R-9", "IOM", None, 10, "USD", None, None, 1])
    book.save(more)
    opened = convert([less, more], "xlsx")
    assert checks(opened / "less.xlsx")["rows expenditures"] == 1
    assert checks(opened / "less.xlsx")["project ROAD money"] == 200
    assert checks(opened / "more.xlsx")["rows receipts"] == 1
    assert checks(opened / "more.xlsx")["fund IOM cash"] == 10
