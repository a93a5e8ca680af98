from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from grants.workbook.marking import write_marked_copy
from grants.workbook.problems import Problem, ProblemKind
from grants.workbook.reading import read_workbook
from tests.grants.workbook.files import HEADER, ROW, cell, row, write_book, write_sheet

pytestmark = pytest.mark.usefixtures("a_reader_of_english")

FAULTY = [*ROW[:4], "1.234", *ROW[5:]]


def marked(path: Path, problems: Sequence[Problem] | None = None) -> dict[str, Worksheet]:
    target = path.with_name("marked.xlsx")
    write_marked_copy(path, read_workbook(path).problems if problems is None else problems, target)
    return {sheet.title: sheet for sheet in load_workbook(target)}


def filled(sheet: Worksheet) -> list[str]:
    return [cell.coordinate for line in sheet for cell in line if cell.fill.fill_type == "solid"]


def test_a_faulty_cell_is_marked_and_says_what_is_expected(tmp_path: Path) -> None:
    sheets = marked(write_book(tmp_path / "book.xlsx", contributions=[HEADER, ROW, FAULTY]))
    assert list(sheets) == ["problems", "contributions"]
    assert filled(sheets["contributions"]) == ["E3"]
    sentence = "amount: 1.234 can be read in two ways. Expected: a number, or text like 1234.00."
    assert sheets["contributions"]["E3"].comment.text == sentence
    assert [cell.value for cell in sheets["problems"][2]] == ["contributions", "E3", sentence]


def test_all_else_is_as_it_was(tmp_path: Path) -> None:
    header = [*HEADER, "my remark"]
    line = [*FAULTY[:3], date(2026, 4, 30), *FAULTY[4:], 12.5]
    path = write_book(tmp_path / "book.xlsx", notes=[["mine"]], contributions=[header, [], line])
    sheets = marked(path)
    assert [list(values) for values in sheets["contributions"].values] == [
        header,
        [None] * 9,
        [cell.value for cell in load_workbook(path)["contributions"][3]],
    ]
    assert sheets["notes"]["A1"].value == "mine"


def test_the_marked_copy_is_read_with_the_same_problems(tmp_path: Path) -> None:
    path = write_book(tmp_path / "book.xlsx", contributions=[HEADER, FAULTY, ROW, ["", *ROW[1:]]])
    problems = read_workbook(path).problems
    marked(path)
    assert read_workbook(path.with_name("marked.xlsx")).problems == problems


def test_a_problem_of_the_sheet_is_said_at_its_first_cell(tmp_path: Path) -> None:
    sheets = marked(write_book(tmp_path / "book.xlsx", contributions=[HEADER[:-1], ROW[:-1]]))
    assert "status" in sheets["contributions"]["A1"].comment.text


def test_a_problem_of_the_file_stands_in_the_list(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(b"a;b;c")
    sheets = marked(tmp_path / "book.xlsx")
    assert list(sheets) == ["problems"]
    assert sheets["problems"]["C2"].value.startswith("The file is CSV")


def test_of_a_long_sheet_the_header_and_the_faulty_rows_are_copied(tmp_path: Path) -> None:
    lines = "".join(row(number, ROW) for number in range(3, 20_003)) + row(20_003, FAULTY)
    tags = row(2, ["#meta+id"])
    path = write_sheet(tmp_path / "long.xlsx", f"<sheetData>{row(1, HEADER)}{tags}{lines}</sheetData>")
    sheet = marked(path)["contributions"]
    assert [line[0] for line in sheet.values] == ["reference", "#meta+id", "C-1"]
    assert sheet["E3"].comment.text.startswith("E20003\n")


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "{=1}", "#N/A"]
)
def test_no_text_starts_a_formula(text: str, tmp_path: Path) -> None:
    header, line = [*HEADER, "evidence"], [*FAULTY, text]
    path = write_sheet(tmp_path / "book.xlsx", f"<sheetData>{row(1, header)}{row(2, line)}</sheetData>")
    evidence = marked(path)["contributions"]["I2"]
    assert (evidence.value, evidence.data_type) == (text, "s")
    assert bool(evidence.quotePrefix) == text.startswith(("=", "+", "-", "@"))


def test_a_value_that_no_workbook_may_hold_does_not_hinder_the_copy(tmp_path: Path) -> None:
    line = row(2, [*ROW[:-1], "recorded"]).replace("P-1", "P&#x85;-1")
    sheets = marked(write_sheet(tmp_path / "book.xlsx", f"<sheetData>{row(1, HEADER)}{line}</sheetData>"))
    assert filled(sheets["contributions"]) == ["B2"]


def test_a_formula_without_a_value_is_marked_below_the_last_row(tmp_path: Path) -> None:
    formula = '<row r="4"><c r="E4"><f>1+1</f></c></row>'
    path = write_sheet(
        tmp_path / "book.xlsx", f"<sheetData>{row(1, HEADER)}{row(2, ROW)}{formula}</sheetData>"
    )
    assert filled(marked(path)["contributions"]) == ["E4"]


def test_a_sheet_with_a_cell_far_away_is_listed_and_not_copied(tmp_path: Path) -> None:
    far = f'<row r="9">{cell("XFD1048576", 1)}</row>'
    sheets = marked(write_sheet(tmp_path / "far.xlsx", f"<sheetData>{row(1, HEADER)}{far}</sheetData>"))
    assert list(sheets) == ["problems"]
    assert sheets["problems"]["B2"].value == "XFD1048576"


def test_of_a_file_that_is_too_much_the_list_is_written(tmp_path: Path) -> None:
    path = write_sheet(
        tmp_path / "far.xlsx",
        f'<sheetData>{row(1, HEADER)}<row r="9">{cell("GR199999", 1)}</row></sheetData>',
    )
    problem = Problem(ProblemKind.TOO_MUCH_MEMORY)
    sheets = marked(path, [problem])
    assert list(sheets) == ["problems"]


@pytest.mark.slow
def test_tens_of_thousands_of_faulty_cells_can_be_marked(tmp_path: Path) -> None:
    lines = "".join(row(number, FAULTY) for number in range(2, 20_002))
    path = write_sheet(tmp_path / "many.xlsx", f"<sheetData>{row(1, HEADER)}{lines}</sheetData>")
    sheet = marked(path)["contributions"]
    assert sheet["E9999"].comment is not None
    assert sheet["E20001"].comment is None
    assert sheet["E20001"].fill.fill_type == "solid"
