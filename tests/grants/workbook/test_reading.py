import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from grants.workbook.problems import ProblemKind
from grants.workbook.reading import MAX_PROBLEMS, read_workbook
from tests.grants.workbook.files import (
    HEADER,
    RELS,
    ROOT,
    ROW,
    cell,
    found,
    measure,
    only_problem,
    row,
    rows,
    write_book,
    write_parts,
    write_sheet,
)

EXAMPLES = sorted((ROOT / "tests" / "contract").glob("*.xlsx"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_read_without_a_word(path: Path) -> None:
    reading = read_workbook(path)
    assert (reading.problems, reading.notices) == ([], [])
    assert reading.sheets["contributions"].rows


def test_a_row_is_read_into_the_types_of_its_columns(tmp_path: Path) -> None:
    line = [1201, "P-1", "G-1", date(2026, 4, 30), 19.99, "TJS", "cash", "verified"]
    reading = read_workbook(write_book(tmp_path / "book.xlsx", contributions=[HEADER, line]))
    sheet = reading.sheets["contributions"]
    assert sheet.columns == tuple(HEADER)
    assert sheet.rows == [
        ("1201", "P-1", "G-1", date(2026, 4, 30), Decimal("19.99"), "TJS", "cash", "verified")
    ]
    assert sheet.cell("amount", sheet.numbers[0]) == "E2"


def test_sheets_come_in_the_order_in_which_they_are_booked(tmp_path: Path) -> None:
    rates = [["currency", "month", "units_per_usd"], ["TJS", "2026-04", "9.4397"]]
    reading = read_workbook(write_book(tmp_path / "book.xlsx", contributions=[HEADER, ROW], rates=rates))
    assert list(reading.sheets) == ["rates", "contributions"]


def test_all_problems_are_listed_in_one_go(tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["C-1", "P-1", "G-1", "2019-02-29", "1.234", "TJS", "cash", "recorded"],
        ROW,
        ["C-3", "", "G-1", 46023, 1, "tjs", "gold", "recorded"],
    ]
    rates = [["currency", "month"], ["TJS", "April"]]
    reading = read_workbook(write_book(tmp_path / "book.xlsx", contributions=[HEADER, *lines], rates=rates))
    assert [(problem.sheet, problem.kind, problem.cell) for problem in reading.problems] == [
        ("rates", ProblemKind.COLUMN_MISSING, None),
        ("rates", ProblemKind.MONTH_UNREADABLE, "B2"),
        ("contributions", ProblemKind.DATE_IMPOSSIBLE, "D2"),
        ("contributions", ProblemKind.AMOUNT_AMBIGUOUS, "E2"),
        ("contributions", ProblemKind.VALUE_MISSING, "B4"),
        ("contributions", ProblemKind.DATE_IS_NUMBER, "D4"),
        ("contributions", ProblemKind.CURRENCY_UNREADABLE, "F4"),
        ("contributions", ProblemKind.CHOICE_UNKNOWN, "G4"),
    ]
    assert reading.sheets["contributions"].rows[0][3:6] == (None, None, "TJS")


def test_empty_rows_are_skipped_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    blank = [" ", *[None] * 7, "a remark"]
    path = write_book(tmp_path / "book.xlsx", contributions=[[*HEADER, "remark"], ROW, [], blank, ROW])
    reading = read_workbook(path)
    assert reading.problems == []
    assert reading.sheets["contributions"].numbers == [2, 5]


def test_a_sheet_with_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    reading = read_workbook(write_book(tmp_path / "book.xlsx", contributions=[HEADER], rates=[]))
    assert reading.problems == []
    assert [(name, sheet.rows) for name, sheet in reading.sheets.items()] == [("contributions", [])]


@pytest.mark.parametrize("cached", ["<v>100</v>", ""])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_formula_where_a_fact_belongs_is_a_problem(cached: str, prefix: str, tmp_path: Path) -> None:
    formula = row(2, ROW).replace(cell("E2", 100), f'<c r="E2"><{prefix}f>50*2</{prefix}f>{cached}</c>')
    declared = '<sheetData xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    path = write_sheet(tmp_path / "book.xlsx", f"{declared}{row(1, HEADER)}{formula}</sheetData>")
    assert found(read_workbook(path)) == [(ProblemKind.FORMULA, "E2")]


def test_every_cell_of_a_shared_formula_is_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "contributions"
    book.active.append(HEADER)
    for number in range(2, 2002):
        book.active.append([f"=A{number}", *ROW[1:]])
    book.save(tmp_path / "book.xlsx")
    assert found(read_workbook(tmp_path / "book.xlsx")) == [
        (ProblemKind.FORMULA, f"A{number}") for number in range(2, 2002)
    ]


def test_formulas_beside_and_above_the_facts_are_nobodys_business(tmp_path: Path) -> None:
    path = write_book(tmp_path / "book.xlsx", contributions=[[*HEADER, "check"], [*ROW, "=E2*2"]])
    assert read_workbook(path).problems == []


def test_an_excel_error_is_not_an_empty_cell(tmp_path: Path) -> None:
    header, line = [*HEADER, "evidence"], [*ROW, "#REF!"]
    reading = read_workbook(write_book(tmp_path / "book.xlsx", contributions=[header, line]))
    assert found(reading) == [(ProblemKind.ERROR_VALUE, "I2")]


def test_true_is_not_one(tmp_path: Path) -> None:
    header = ["code", "fund", "version", "effective_from", "priority", "group_certificate", "ratio"]
    lines = [["R", "F", 1, "2026-01-01", 1, True, 1], ["S", "F", True, "2026-01-01", 1, False, 1]]
    reading = read_workbook(write_book(tmp_path / "book.xlsx", rules=[header, *lines]))
    assert found(reading) == [(ProblemKind.INTEGER_UNREADABLE, "C3")]
    assert [line[2::3] for line in reading.sheets["rules"].rows] == [(1, True), (None, False)]


def test_dates_of_the_1904_calendar_are_the_same_days(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.title = "contributions"
    book.active.append(HEADER)
    book.active.append([*ROW[:3], date(2026, 4, 30), *ROW[4:]])
    book.save(tmp_path / "book.xlsx")
    assert read_workbook(tmp_path / "book.xlsx").sheets["contributions"].rows[0][3] == date(2026, 4, 30)


def test_rows_without_numbers_count_on(tmp_path: Path) -> None:
    plain = rows(HEADER, ROW, [*ROW[:4], "x", *ROW[5:]])
    for place in [f' r="{letter}{number}"' for letter in "ABCDEFGH" for number in (1, 2, 3)]:
        plain = plain.replace(place, "")
    for number in (1, 2, 3):
        plain = plain.replace(f' r="{number}"', "")
    assert found(read_workbook(write_sheet(tmp_path / "book.xlsx", plain))) == [
        (ProblemKind.AMOUNT_UNREADABLE, "E3")
    ]


def test_there_is_an_end_to_the_list_of_problems(tmp_path: Path) -> None:
    many = "".join(row(number, ["x", *["?"] * 7]) for number in range(2, 30_000))
    reading = read_workbook(
        write_sheet(tmp_path / "b.xlsx", f"<sheetData>{row(1, HEADER)}{many}</sheetData>")
    )
    assert len(reading.problems) == MAX_PROBLEMS + 1
    assert reading.problems[-1].kind is ProblemKind.TOO_MANY_PROBLEMS


def test_the_process_that_reads_is_light() -> None:
    heavy = ("flask", "sqlalchemy", "sqlmodel", "openpyxl", "babel", "lxml")
    program = (
        "import sys, core.confined, grants.workbook.inspection;"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    output = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert output.stdout.strip() == "[]"


@pytest.mark.slow
def test_a_hundred_thousand_contributions_are_read_within_the_limits(tmp_path: Path) -> None:
    first = date(2019, 1, 1)
    header = [*HEADER, "household", "source", "origin_country", "bank_reference", "verified_on", "evidence"]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("contributions")
    sheet.append(header)
    for number in range(100_000):
        day = first + timedelta(days=number % 2000)
        line = [
            f"C-{number}",
            f"P-{number % 300}",
            f"G-{number % 900}",
            day,
            number / 100,
            "TJS",
            "cash",
            "verified",
        ]
        sheet.append([*line, f"H-{number % 9000}", "remittance", "RU", f"B{number * 7919}", day, ""])
    book.save(tmp_path / "large.xlsx")
    measured = measure(tmp_path / "large.xlsx")
    assert measured.problems == []
    assert measured.peak_mib < 512
    assert measured.seconds < 30


def test_a_file_in_another_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_book(tmp_path / "book.xlsx", contributions=[HEADER, ROW])
    monkeypatch.chdir(tmp_path)
    assert read_workbook(Path("book.xlsx")).problems == []


def test_a_sheet_whose_cells_are_missing_is_not_passed_over(tmp_path: Path) -> None:
    lost = RELS.format(target="worksheets/lost.xml", kind="worksheet")
    path = write_parts(tmp_path / "book.xlsx", {"xl/_rels/workbook.xml.rels": lost})
    assert only_problem(read_workbook(path)).kind is ProblemKind.DAMAGED


def test_a_file_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_workbook(tmp_path / "none.xlsx")
