"""What a donor's form looks like is what it looked like: formats move with their rows and repeat with them."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.table import Table

from reports.report import QuarterlyReport
from tests.reports.filling.templates import filled_here, form, letter_and_lists, with_changed


@pytest.fixture
def filled(fund_report: QuarterlyReport, tmp_path: Path) -> Path:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled_here(letter_and_lists(tmp_path / "t.xlsx"), fund_report))
    return path


def test_formats_stay_with_what_they_are_of(filled: Path) -> None:
    book = load_workbook(filled)
    sheet = book["Form"]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:E1", "B5:C5", "B6:C6", "A7:C7"}
    assert (sheet["A1"].font.name, sheet["A1"].font.size, sheet["A1"].font.bold) == ("Georgia", 16, True)
    assert [sheet.row_dimensions[row].height for row in (5, 6, 7)] == [31, 31, None]
    assert (sheet["D6"].number_format, sheet["E6"].number_format) == ("#,##0.00", "0.0%")
    assert (sheet["D7"].font.bold, sheet["D7"].comment.text) == (True, "checked")
    assert (sheet.column_dimensions["B"].width, sheet.freeze_panes) == (41, "A5")
    [(formatted, [rule])] = sheet.conditional_formatting._cf_rules.items()
    assert (str(formatted.sqref), rule.formula) == ("D5:D6", ["$D5>1"])
    last = sheet.max_row
    assert sheet.print_area == f"'Form'!$A$1:$E${last}"
    assert sheet["D7"].value == "=SUM(D5:D6)"
    [chart] = sheet._charts
    assert chart.series[0].val.numRef.f == "'Form'!$D$5:$D$6"
    assert chart.anchor._from.row == 11 + last - 10


def test_the_same_report_and_form_give_the_same_bytes_and_no_old_result(
    fund_report: QuarterlyReport, filled: Path, tmp_path: Path
) -> None:
    again = filled_here(letter_and_lists(tmp_path / "t.xlsx"), fund_report)
    once = filled_here(tmp_path / "t.xlsx", fund_report)
    assert again == once
    with zipfile.ZipFile(filled) as package:
        assert b'fullCalcOnLoad="1"' in package.read("xl/workbook.xml")


def test_what_begins_like_a_formula_in_the_books_stays_a_text(
    fund_report: QuarterlyReport, tmp_path: Path
) -> None:
    evil = replace(fund_report.projects[0], name='=HYPERLINK("http://x","y")&_x0041_')
    report = replace(fund_report, projects=[evil])
    path = form(tmp_path / "t.xlsx", {"A1": "{{projects.name}}", "A3": "{{programme.name}}"})
    path.write_bytes(filled_here(path, report))
    cell = load_workbook(path)["Form"]["A1"]
    assert (unescape(cell.value), cell.data_type, cell.quotePrefix) == (evil.name, "s", True)


def test_a_table_without_rows_leaves_its_line_empty(fund_report: QuarterlyReport, tmp_path: Path) -> None:
    path = form(
        tmp_path / "t.xlsx",
        {
            "A1": "{{pending.reference}}",
            "B1": "{{pending.amount}}",
            "C1": "of {{pending.group}}",
            "B2": "=SUM(B1:B1)",
        },
    )
    path.write_bytes(filled_here(path, replace(fund_report, pending=[])))
    sheet = load_workbook(path)["Form"]
    assert [sheet[place].value for place in ("A1", "B1", "C1", "B2")] == [None, None, "of –", "=SUM(B1:B1)"]


def test_what_a_formula_said_when_the_form_was_saved_asks_for_nothing(
    fund_report: QuarterlyReport, tmp_path: Path
) -> None:
    """Excel keeps its result beside it: here the placeholders of the cells to which it refers."""
    path = form(
        tmp_path / "t.xlsx",
        {"A1": "{{fund.code}}", "A2": "{{projects.code}}", "B4": "=A1", "B5": "=COUNTA(A2:A2)&A1"},
    )

    def keep(sheet: bytes) -> bytes:
        texts = re.sub(rb'<c r="(B\d)"', rb'<c r="\1" t="str"', sheet)
        return re.sub(rb"</f><v\s*(/>|></v>)", b"</f><v>{{projects.code}}</v>", texts)

    with_changed(path, "xl/worksheets/sheet1.xml", keep)
    with zipfile.ZipFile(path) as package:
        assert package.read("xl/worksheets/sheet1.xml").count(b"<v>{{") == 2
    path.write_bytes(filled_here(path, fund_report))
    sheet = load_workbook(path)["Form"]
    assert [sheet.cell(row, 2).value for row in range(4, 8)] == [None, "=A1", "=COUNTA(A2:A3)&A1", None]


def test_a_formula_that_cells_share_is_written_out_before_its_rows_part(
    fund_report: QuarterlyReport, tmp_path: Path
) -> None:
    """As Excel writes a column that was filled down; and a table, whose last row repeats."""
    path = form(
        tmp_path / "t.xlsx",
        {"A1": "code", "A2": "{{projects.code}}", "B2": "{{projects.matched_total}}", "C4": "=1", "C5": "=1"},
    )
    book = load_workbook(path)
    book["Form"]["B1"], book["Form"].tables["T"] = "matched", Table(displayName="T", ref="A1:B2", name="T")
    book.save(path)

    def share(sheet: bytes) -> bytes:
        first, rest = b'<f t="shared" ref="C4:C5" si="0">B4+$B$1</f>', b'<f t="shared" si="0"/>'
        return sheet.replace(b"<f>1</f>", first, 1).replace(b"<f>1</f>", rest, 1)

    path.write_bytes(filled_here(with_changed(path, "xl/worksheets/sheet1.xml", share), fund_report))
    sheet = load_workbook(path)["Form"]
    assert (sheet["C5"].value, sheet["C6"].value) == ("=B5+$B$1", "=B6+$B$1")
    assert sheet.tables["T"].ref == "A1:B3"


def test_a_sheet_with_a_prefix_and_cells_that_leave_out_their_places_is_filled(
    fund_report: QuarterlyReport, tmp_path: Path
) -> None:
    """As programs other than Excel write one."""
    path = form(tmp_path / "t.xlsx", {"A1": "x", "B1": "y"})
    spread = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = b'<x:c t="inlineStr"><x:is><x:t>%b</x:t></x:is></x:c>'
    row = b"<x:row>" + cell % b"{{projects.code}}" + cell % b"kept" + b"</x:row>"
    sheet = b'<x:worksheet xmlns:x="%b"><x:sheetData>%b%b</x:sheetData></x:worksheet>'
    head = b"<x:row>" + cell % b"{{fund.code}}" + b"</x:row>"
    with_changed(path, "xl/worksheets/sheet1.xml", lambda _: sheet % (spread, head, row))
    path.write_bytes(filled_here(path, fund_report))
    rows = load_workbook(path)["Form"].iter_rows(values_only=True)
    assert list(rows) == [("IOM", None), ("ROAD", "kept"), ("WATER", "kept")]
