"""Nobody has to ask what a column means: every one is defined, and nothing else is."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from reports.figures.summary import Measure
from reports.report import QuarterlyReport
from reports.sheets.columns import Sheet
from reports.sheets.cover.sheet import COVER
from reports.sheets.definitions.about import ABOUT
from reports.sheets.definitions.measures import MEASURES
from reports.sheets.definitions.shared import SHARED
from reports.sheets.definitions.sheet import DEFINED, OF_SHEETS
from reports.workbooks import AFTER_COVER, write_report


@pytest.mark.parametrize("sheet", DEFINED, ids=lambda sheet: sheet.name)
def test_every_column_is_defined_once(sheet: Sheet) -> None:
    names = {column.name for column in sheet.columns}
    own = OF_SHEETS[sheet.name]
    assert names - own.keys() <= SHARED.keys()
    assert own.keys() <= names


def test_what_is_said_of_all_sheets_is_said_of_some() -> None:
    used = {
        column.name
        for sheet in DEFINED
        for column in sheet.columns
        if column.name not in OF_SHEETS[sheet.name]
    }
    assert used == SHARED.keys()
    assert MEASURES.keys() == set(Measure)
    assert ABOUT.keys() == {sheet.name for sheet in (COVER, *AFTER_COVER)}


def test_the_sheet_lists_every_column_of_the_workbook(
    village_report: QuarterlyReport, tmp_path: Path
) -> None:
    write_report(village_report, tmp_path / "report.xlsx")
    book = load_workbook(tmp_path / "report.xlsx")
    listed = [row[:2] for row in book["definitions"].iter_rows(min_row=2, values_only=True)]
    for name in book.sheetnames[1:-1]:
        columns = [cell.value for cell in book[name][1]]
        assert [column for sheet, column in listed if sheet == name][: len(columns) + 1] == [None, *columns]
    measures = [cell.value for cell in book["summary"]["A"][1:]]
    assert [column for sheet, column in listed if sheet == "summary"][-len(measures) :] == measures


def test_a_definition_has_its_unit_and_says_how_it_is_computed(
    village_report: QuarterlyReport, tmp_path: Path
) -> None:
    write_report(village_report, tmp_path / "report.xlsx")
    rows = load_workbook(tmp_path / "report.xlsx")["definitions"].iter_rows(min_row=2, values_only=True)
    said = {(sheet, column): rest for sheet, column, *rest in rows}
    assert said["projects", "funding_gap"][1:] == [
        "TJS",
        "budget - contributed_total - in_kind_total - other_funding - matched_total, at least 0",
    ]
    assert said["funds", "budget"][1] == "see currency"
    assert said["disbursements", "arrived_amount"][1] == "see arrived_currency"
    assert said["summary", "leverage"][1:] == [
        "for each 1",
        "matched / contributed; empty where nothing was contributed",
    ]


def test_meanings_in_the_summary_are_the_definitions(village_report: QuarterlyReport, tmp_path: Path) -> None:
    write_report(village_report, tmp_path / "report.xlsx")
    book = load_workbook(tmp_path / "report.xlsx")
    said = {row[1]: row[2] for row in book["definitions"].iter_rows(values_only=True) if row[0] == "summary"}
    for measure, _, _, meaning in book["summary"].iter_rows(min_row=2, values_only=True):
        assert said[measure] == meaning
