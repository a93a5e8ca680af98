from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import pytest
from openpyxl import Workbook

from grants.workbook.headers import read_header
from grants.workbook.names import nearest
from grants.workbook.problems import NoticeKind, ProblemKind
from grants.workbook.reading import read_workbook
from grants.workbook.sheets import SHEETS
from tests.grants.workbook.files import HEADER, ROW, found, only_problem, rows, write_book, write_sheet

CONTRIBUTIONS = SHEETS["contributions"]
KNOWN = {column.name for sheet in SHEETS.values() for column in sheet.columns}


def problems(*top: Sequence[str]) -> list[tuple[StrEnum, str | None, str | None]]:
    header = read_header(CONTRIBUTIONS, top)
    return [(problem.kind, problem.cell, problem.details.get("column")) for problem in header.problems]


def test_columns_stand_in_any_order() -> None:
    header = read_header(CONTRIBUTIONS, [[" amount ", *HEADER[:4], "", "comment", *HEADER[5:]]])
    assert header.problems == []
    assert header.letters["amount"] == "A"
    assert header.letters["currency"] == "H"
    assert [(notice.kind, notice.cell) for notice in header.notices] == [(NoticeKind.UNKNOWN_COLUMN, "G1")]


def test_a_near_miss_of_a_known_column_is_a_problem() -> None:
    assert problems([*HEADER, "recorded_no", "evidnce"]) == [(ProblemKind.COLUMN_NAME_NEAR, "J1", "evidence")]
    assert (ProblemKind.COLUMN_NAME_NEAR, "D1", "received_on") in problems(
        [*HEADER[:3], "recieved_on", *HEADER[4:]]
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("recieved_on", "received_on"),
        ("Received On", "received_on"),
        ("RECEIVED-ON", "received_on"),
        ("receivedon", "received_on"),
        ("Amount", "amount"),
        ("amuont", "amount"),
        ("curency", "currency"),
        ("verifyed_on", "verified_on"),
        ("bank_refrence", "bank_reference"),
        ("reciept_no", "receipt_no"),
    ],
)
def test_a_slip_of_the_pen_is_recognised(written: str, meant: str) -> None:
    assert nearest(written, KNOWN) == meant


@pytest.mark.parametrize(
    "written",
    [
        "comment",
        "notes",
        "note",
        "total",
        "received_by",
        "approved_by",
        "amount_usd",
        "quantity_male",
        "name_tj",
    ],
)
def test_an_extra_column_of_ones_own_is_no_slip(written: str) -> None:
    assert nearest(written, KNOWN) is None


@pytest.mark.parametrize(
    "written", ["summary", "pending", "matches", "control", "sources", "Sheet1", "lists", "report"]
)
def test_an_extra_sheet_of_ones_own_is_no_slip(written: str) -> None:
    assert nearest(written, SHEETS) is None


def test_a_missing_required_column_is_a_problem() -> None:
    assert problems(HEADER[:4]) == [
        (ProblemKind.COLUMN_MISSING, None, name) for name in ("amount", "currency", "kind", "status")
    ]


def test_a_column_that_is_there_twice_is_a_problem() -> None:
    assert problems([*HEADER, "amount"]) == [(ProblemKind.COLUMN_REPEATED, "I1", "amount")]


def test_two_header_rows_are_a_problem() -> None:
    assert problems(HEADER, HEADER) == [(ProblemKind.TWO_HEADER_ROWS, "A2", None)]
    assert problems(["Contribution", "", "", "", "Money", "", "", ""], HEADER) == [
        (ProblemKind.TWO_HEADER_ROWS, "A2", None)
    ]


def test_below_two_header_rows_the_rows_are_still_read(tmp_path: Path) -> None:
    path = write_book(tmp_path / "two.xlsx", contributions=[HEADER, HEADER, [*ROW[:4], "x", *ROW[5:]]])
    assert found(read_workbook(path)) == [
        (ProblemKind.TWO_HEADER_ROWS, "A2"),
        (ProblemKind.AMOUNT_UNREADABLE, "E3"),
    ]


def test_a_row_of_hxl_tags_is_skipped(tmp_path: Path) -> None:
    tags = ["#meta+id", *[""] * 7]
    reading = read_workbook(write_book(tmp_path / "hxl.xlsx", contributions=[HEADER, tags, ROW]))
    assert found(reading) == []
    assert reading.sheets["contributions"].numbers == [3]


def test_a_merged_header_is_a_problem(tmp_path: Path) -> None:
    merge = '<mergeCells><mergeCell ref="C1:D1"/></mergeCells>'
    path = write_sheet(tmp_path / "merged.xlsx", rows(HEADER, ROW) + merge)
    assert found(read_workbook(path))[0] == (ProblemKind.MERGED_HEADER, "C1")


def test_merged_facts_are_a_problem_and_merged_remarks_are_not(tmp_path: Path) -> None:
    merges = '<mergeCells><mergeCell ref="B2:B4"/><mergeCell ref="J2:K4"/></mergeCells>'
    path = write_sheet(tmp_path / "merged.xlsx", rows(HEADER, ROW, ROW, ROW) + merges)
    problem = only_problem(read_workbook(path))
    assert (problem.kind, problem.cell, problem.details["range"]) == (ProblemKind.MERGED_CELLS, "B2", "B2:B4")


def test_unknown_sheets_are_left_out_and_near_misses_are_a_problem(tmp_path: Path) -> None:
    path = write_book(tmp_path / "book.xlsx", contributions=[HEADER, ROW], Rates=[HEADER], pivot=[["=1+1"]])
    reading = read_workbook(path)
    assert [(p.kind, p.sheet, p.details["expected"]) for p in reading.problems] == [
        (ProblemKind.SHEET_NAME_NEAR, "Rates", "rates")
    ]
    assert [(notice.kind, notice.sheet) for notice in reading.notices] == [
        (NoticeKind.UNKNOWN_SHEET, "pivot")
    ]


def test_a_workbook_without_a_known_sheet_has_nothing_to_import(tmp_path: Path) -> None:
    path = write_book(tmp_path / "book.xlsx", Sheet1=[HEADER, ROW])
    assert only_problem(read_workbook(path)).kind is ProblemKind.NO_KNOWN_SHEET


def test_what_is_hidden_is_read_and_noticed(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "contributions"
    for line in (HEADER, ROW, ROW):
        sheet.append(line)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("rates").sheet_state = "hidden"
    book["rates"].append(["currency", "month", "units_per_usd"])
    book.save(tmp_path / "hidden.xlsx")
    reading = read_workbook(tmp_path / "hidden.xlsx")
    assert {(notice.kind, notice.sheet) for notice in reading.notices} == {
        (NoticeKind.HIDDEN_ROWS, "contributions"),
        (NoticeKind.HIDDEN_COLUMNS, "contributions"),
        (NoticeKind.HIDDEN_SHEET, "rates"),
    }
    assert len(reading.sheets["contributions"].rows) == 2
