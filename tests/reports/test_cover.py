"""The cover: a page on which the report says what it is, with the figures of the summary."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from reports.report import QuarterlyReport
from reports.sheets.cover.sheet import row_of_figure
from reports.sheets.cover.words import FIGURES
from reports.workbooks import write_report
from tests.reports.books import Maker, make_books, report_of


def opened(report: QuarterlyReport, folder: Path) -> Workbook:
    write_report(report, folder / "report.xlsx")
    return load_workbook(folder / "report.xlsx")


def texts(cover: Worksheet) -> list[str]:
    return [cell.value for row in cover.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_its_figures_are_those_of_the_summary(village_report: QuarterlyReport, tmp_path: Path) -> None:
    book = opened(village_report, tmp_path)
    summary = {row[0]: row[1:3] for row in book["summary"].iter_rows(min_row=2, values_only=True)}
    for measure in FIGURES:
        row = book["cover"][row_of_figure(measure)]
        assert (row[2].value, row[3].value) == summary[measure]
    assert [cell.value for cell in book["cover"]["D"][11:17]] == [
        2616.81,
        1432,
        0.547231170776633,
        1210,
        3064.56,
        380,
    ]


def test_it_says_what_the_report_is_about_and_what_it_found(
    village_report: QuarterlyReport, tmp_path: Path
) -> None:
    said = texts(opened(village_report, tmp_path)["cover"])
    assert {"Quarterly report", "Programme P", "P · Tajikistan"} <= set(said)
    assert "2026-Q2, 1 Apr 2026 to 30 Jun 2026" in said
    assert (
        "By 30 Jun 2026 household groups had contributed 2,616.81 TJS, and 1,432.00 TJS were matched: "
        "0.55 for each 1.00 contributed. 380 people benefit." in said
    )


def test_it_says_how_far_the_books_had_come(village_report: QuarterlyReport, tmp_path: Path) -> None:
    """The books themselves say when that was, not the clock: D-6 was paid on 2 July, a quarter later."""
    assert village_report.control.latest_on == date(2026, 7, 2)
    said = texts(opened(village_report, tmp_path)["cover"])
    assert "At journal position 33; the latest contribution or payment in them is of 2 Jul 2026." in said


def test_the_report_of_a_fund_names_it_and_who_gives(fund_report: QuarterlyReport, tmp_path: Path) -> None:
    assert "P · Tajikistan · fund IOM of Donor" in texts(opened(fund_report, tmp_path)["cover"])


def test_it_shows_the_digest_that_control_shows(village_report: QuarterlyReport, tmp_path: Path) -> None:
    book = opened(village_report, tmp_path)
    [digest] = [row[7] for row in book["control"].iter_rows(values_only=True) if row[0] == "digest"]
    assert texts(book["cover"])[-1] == digest


def test_it_leads_to_every_sheet(village_report: QuarterlyReport, tmp_path: Path) -> None:
    book = opened(village_report, tmp_path)
    links = [cell.hyperlink.location for row in book["cover"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_it_is_one_page_upright(village_report: QuarterlyReport, tmp_path: Path) -> None:
    cover = opened(village_report, tmp_path)["cover"]
    assert (cover.page_setup.orientation, cover.page_setup.paperSize) == ("portrait", 9)
    assert (cover.page_setup.fitToWidth, cover.page_setup.fitToHeight) == (1, 1)
    assert cover.print_area == f"'cover'!$A$1:$D${cover.max_row}"
    heights = [cover.row_dimensions[row].height for row in range(1, cover.max_row + 1)]
    assert sum(heights) < 842 * 0.95


def test_books_without_anything_in_them_have_a_cover(sqlite_engine: Engine, tmp_path: Path) -> None:
    make_books(sqlite_engine, lambda make: None)
    said = texts(opened(report_of(sqlite_engine, "2026-Q2"), tmp_path)["cover"])
    assert "By 30 Jun 2026 nothing had been contributed and verified." in said
    assert "At journal position 0; nothing was given or paid yet." in said
    assert "None was needed." in said


@pytest.mark.parametrize("name", ["=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "+1", "-1"])
def test_the_name_of_a_programme_stays_a_text(sqlite_engine: Engine, tmp_path: Path, name: str) -> None:
    make_books(sqlite_engine, lambda make: None, code="=P", name=name)
    cover = opened(report_of(sqlite_engine, "2026-Q2", code="=P"), tmp_path)["cover"]
    [title] = [cell for row in cover.iter_rows() for cell in row if cell.value == name]
    assert (title.data_type, title.quotePrefix) == ("s", True)
    [code] = [cell for row in cover.iter_rows() for cell in row if cell.value == "=P · Tajikistan"]
    assert (code.data_type, code.quotePrefix) == ("s", True)


def rates_of_two_banks(make: Maker) -> None:
    make.rate("TJS", "2026-04", "10")
    make.rate("JPY", "2026-04", "100", source="Bank of Japan")
    place = make.community("UPPER")
    project = make.project(place, "WATER", 100)
    make.contribution(project, make.group(place, "G1"), "K-1", "2026-04-05", 100, "JPY")


def test_rates_of_several_sources_are_counted_and_the_first_is_named(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    make_books(sqlite_engine, rates_of_two_banks)
    said = texts(opened(report_of(sqlite_engine, "2026-Q2"), tmp_path)["cover"])
    assert "2 monthly rates, each with its source in control; the first: Bank of Japan." in said
