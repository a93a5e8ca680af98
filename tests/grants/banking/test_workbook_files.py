"""A bank's workbook becomes the text that its sheet would be as CSV; what is not plainly one is refused."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import Refusal
from grants.banking import files
from grants.banking.csv_files import Table, read_table
from grants.banking.files import text_of
from grants.banking.refusals import BankReason as Why
from grants.banking.statements import likely, likely_days, lines_of
from grants.workbook.confinement import run_confined
from grants.workbook.problems import NoticeKind, ProblemKind, RefusedFile
from tests.grants import programme as p

Rows = list[list[Any]]
ROWS: Rows = [["Date", "Amount", "Details"], [date(2026, 4, 30), 1000, "Remittance"]]


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A confined one takes longer than all the rest."""
    monkeypatch.setattr(files, "run_confined", p.run_here)


def workbook(rows: Rows = ROWS, change: Callable[[Worksheet], Any] = lambda _: None) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    change(made.active)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def table(content: bytes) -> Table:
    return read_table(text_of(content).text)


def test_days_and_numbers_are_what_they_would_be_in_a_csv_file() -> None:
    day = datetime(2026, 4, 30)  # noqa: DTZ001 - a workbook knows no time zone
    rows: Rows = [[], ["Date", "Amount", None, "Text;\t a"], [], [day, -10.5, None, "a\nb"]]
    found = table(workbook([*rows, [day.replace(hour=14), 1234.567, None, 12], [day, 0.1 + 0.2, None, True]]))
    assert found.names == ("Date", "Amount", "Text; a")
    assert found.numbers == (4, 5, 6)
    assert found.rows == (
        ("2026-04-30", "-10.5", "a b"),
        ("2026-04-30 14:00:00", "1234.5670", "12"),
        ("2026-04-30", "0.3", "True"),
    )


def test_the_same_statement_has_the_same_lines_as_csv_and_as_a_workbook() -> None:
    as_csv = table(b"Date;Amount;Details\n30.04.2026;1 000,00;Remittance\n")
    references = []
    for each in (table(workbook()), as_csv):
        columns = likely(each)
        [row] = lines_of(each, columns, likely_days(each, columns.booked_on), "F", "April")
        references.append(row["reference"])
    assert references[0] == references[1]


def test_it_is_read_in_the_confined_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "run_confined", run_confined)
    assert table(workbook()).rows == (("2026-04-30", "1000", "Remittance"),)


def with_macro() -> bytes:
    content = BytesIO(workbook())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return content.getvalue()


def bomb() -> bytes:
    content = BytesIO(workbook())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", b"\x00" * 5_000_000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "cell"),
    [
        (with_macro(), ProblemKind.MACROS, None),
        (bomb(), ProblemKind.UNPACKS_TOO_LARGE, None),
        (workbook()[:-30], ProblemKind.DAMAGED, None),
        (b"PK\x03\x04", ProblemKind.DAMAGED, None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ProblemKind.OLD_WORKBOOK, None),
        (workbook([*ROWS, ["Total", "=SUM(B2:B2)"]]), ProblemKind.FORMULA, "B3"),
        (workbook(change=lambda sheet: sheet.merge_cells("A1:B1")), ProblemKind.MERGED_CELLS, "A1"),
        (workbook([*ROWS, [date(2026, 5, 1), 10**15]]), ProblemKind.CODE_DIGITS_LOST, "B3"),
        (workbook(change=lambda sheet: sheet.cell(300_000, 1, "far")), ProblemKind.CELL_TOO_FAR, "A300000"),
    ],
    ids=lambda value: str(value) if isinstance(value, ProblemKind) else "",
)
def test_what_is_not_plainly_a_statement_is_refused(
    content: bytes, kind: ProblemKind, cell: str | None
) -> None:
    with pytest.raises(RefusedFile) as refusal:
        text_of(content)
    assert (refusal.value.problem.kind, refusal.value.problem.cell) == (kind, cell)


def test_a_text_that_a_spreadsheet_would_take_for_a_formula_is_none() -> None:
    def as_text(sheet: Worksheet) -> None:
        sheet["C2"].value, sheet["C2"].data_type = "=1+1", "s"

    with pytest.raises(Refusal) as refusal:
        table(workbook(change=as_text))
    assert refusal.value.reason == Why.FORMULA


def test_lines_on_several_sheets_are_not_guessed_at() -> None:
    both = workbook(change=lambda sheet: sheet.parent.create_sheet("May").append(["Date", "Amount"]))
    with pytest.raises(Refusal) as refusal:
        text_of(both)
    assert refusal.value.reason == Why.SEVERAL_SHEETS
    empty = workbook(change=lambda sheet: sheet.parent.create_sheet("Empty"))
    assert table(empty).rows == (("2026-04-30", "1000", "Remittance"),)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([[]], Why.EMPTY),
        ([["Date", "Amount"], *[[1, 2]] * 1_001], Why.TOO_MANY_LINES),
        ([["Date", "Amount", "Text"], *[[1, 2, "x" * 2_000]] * 200], Why.TOO_LARGE),
    ],
)
def test_it_holds_no_more_than_a_csv_file(rows: Rows, why: Why) -> None:
    with pytest.raises(Refusal) as refusal:
        table(workbook(rows))
    assert refusal.value.reason == why


def test_hidden_rows_are_taken_and_told_of() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True

    found = text_of(workbook(change=hide))
    assert [notice.kind for notice in found.notices] == [NoticeKind.HIDDEN_ROWS]
    assert len(read_table(found.text).rows) == 1
