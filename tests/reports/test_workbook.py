"""The workbook as programs and readers find it."""

import os
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from errno import EIO, ENOSPC
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from core.errors import Refusal
from reports.report import QuarterlyReport
from reports.workbooks import write_report
from tests.reports.books import Maker, make_books, report_of
from tests.reports.villages import villages

COLUMNS = {
    "summary": "measure, quarter, cumulative",
    "communities": "code, name, admin1, admin2, households, households_contributing, participation, "
    "projects, groups, contributed_quarter, contributed_total, remittances_total, in_kind_total, "
    "matched_quarter, matched_total, disbursed_total, spent_total, leverage, beneficiaries, "
    "cost_per_beneficiary",
    "projects": "code, name, community, sector, status, budget, contributed_total, in_kind_total, "
    "other_funding, matched_total, funding_gap, disbursed_total, spent_total, financial_progress, "
    "planned_progress, physical_progress, days_late",
    "sources": "project, source, agreed, received, spent_share",
    "funds": "code, donor, currency, budget, received_quarter, received_total, matched_quarter, "
    "matched_total, released_total, uncommitted, disbursed_quarter, disbursed_total, "
    "committed_not_disbursed, cash_balance, refunds_due",
    "contributions": "reference, project, community, group, received_on, amount, currency, kind, source, "
    "status, verified_on, reversed_on, reversed_amount, reversal_reason, late_for, value, matched",
    "pending": "reference, project, group, received_on, amount, currency, waiting_days",
    "matches": "contribution, project, group, rule, version, fund, currency, desired, granted, released, "
    "reason, booked_on",
    "disbursements": "reference, fund, project, paid_on, amount, currency, arrived_amount, arrived_currency, "
    "milestone",
    "expenditures": "reference, project, spent_on, amount, currency, value, category, budget_line, "
    "payee, fund",
    "indicators": "project, code, name, unit, baseline, target, actual, measured_on, progress, female, male",
    "control": "account, currency, opening, in, out, closing, check",
}
"""As docs/workbook.md fixes them."""


@pytest.fixture
def path(village_report: QuarterlyReport, tmp_path: Path) -> Path:
    write_report(village_report, tmp_path / "report.xlsx")
    return tmp_path / "report.xlsx"


@pytest.fixture
def book(path: Path) -> Workbook:
    return load_workbook(path)


def records(sheet: Worksheet) -> list[dict[str, object]]:
    rows = sheet.iter_rows(values_only=True)
    names = [str(name) for name in next(rows)]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_sheets_and_columns_stand_in_the_order_of_the_contract(book: Workbook) -> None:
    assert book.sheetnames[0] == "cover"
    assert book.sheetnames[1 : len(COLUMNS) + 1] == list(COLUMNS)
    for name, columns in COLUMNS.items():
        wanted = columns.split(", ")
        assert [cell.value for cell in book[name][1]][: len(wanted)] == wanted


def test_figures_are_numbers_and_days_are_days(book: Workbook) -> None:
    [k3] = [row for row in records(book["contributions"]) if row["reference"] == "K-3"]
    assert (k3["amount"], k3["value"]) == (50.005, 1100.11)
    assert str(k3["received_on"]) == "2026-05-12 00:00:00"
    assert records(book["funds"])[0]["uncommitted"] == 870
    assert records(book["projects"])[2]["financial_progress"] == 0.318456
    [water] = [row for row in records(book["control"]) if row["account"] == "project WATER money"]
    assert (water["opening"], water["in"], water["out"], water["closing"]) == (650, 3026.81, 2234.56, 1442.25)


def test_an_empty_cell_stays_empty(book: Workbook) -> None:
    school = records(book["projects"])[1]
    assert (school["budget"], school["funding_gap"], school["days_late"]) == (None, None, None)


def test_an_amount_shows_the_decimals_of_its_currency(book: Workbook) -> None:
    formats = {row[0].value: row[5].number_format for row in book["contributions"].iter_rows(min_row=2)}
    assert (formats["K-1"], formats["K-3"], formats["K-8"]) == ("#,##0.00", "#,##0.000", "#,##0")
    iom, tokyo = book["funds"].iter_rows(min_row=2)
    assert {cell.number_format for cell in iom[3:16]} == {"#,##0.00"}
    assert {cell.number_format for cell in tokyo[3:16]} == {"#,##0"}


def test_every_sheet_can_be_read_on_screen_and_on_paper(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.print_area.startswith(f"'{sheet.title}'!$A$1:")
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
        assert "&P" in sheet.oddFooter.right.text
        assert "2026-Q2" in sheet.oddHeader.right.text
    assert book["contributions"].page_setup.orientation == "landscape"


def test_no_sheet_of_a_report_has_the_hashtags_of_an_export(book: Workbook) -> None:
    second_rows = (row for sheet in book for row in sheet.iter_rows(2, 2, values_only=True))
    assert not any(str(value).startswith("#") for row in second_rows for value in row)


def test_columns_are_wide_enough_for_what_stands_in_them(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        for cells in filter(None, sheet.iter_cols(min_row=2)):
            width = sheet.column_dimensions[cells[0].column_letter].width
            shown = [f"{cell.value:,.2f}" for cell in cells if isinstance(cell.value, int | float)]
            assert all(len(text) <= width + 1 for text in shown), (sheet.title, cells[0].column_letter)


def test_the_same_figures_give_the_same_bytes(village_report: QuarterlyReport, path: Path) -> None:
    again = path.with_name("again.xlsx")
    write_report(village_report, again)
    assert again.read_bytes() == path.read_bytes()


def test_the_same_books_give_the_same_bytes(villages_engine: Engine, path: Path) -> None:
    again = path.with_name("again.xlsx")
    write_report(report_of(villages_engine, "2026-Q2"), again)
    assert again.read_bytes() == path.read_bytes()


def test_another_process_gives_the_same_bytes(village_report: QuarterlyReport, path: Path) -> None:
    """Each process orders its sets in its own way."""
    again = path.with_name("again.xlsx")
    script = (
        "import pickle, sys; from pathlib import Path; from reports.workbooks import write_report; "
        "write_report(pickle.load(sys.stdin.buffer), Path(sys.argv[1]))"
    )
    run = [sys.executable, "-c", script, str(again)]
    subprocess.run(
        run, input=pickle.dumps(village_report), check=True, env={**os.environ, "PYTHONHASHSEED": "7"}
    )
    assert again.read_bytes() == path.read_bytes()


def test_no_time_of_day_is_in_the_file(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = package.read("docProps/core.xml").decode()
    assert properties.count("2026-06-30T00:00:00Z") == 2


def test_the_digest_is_that_of_the_cells(village_report: QuarterlyReport, book: Workbook) -> None:
    """Computed here as the module says it is, from the file."""
    [digest] = [row["remark"] for row in records(book["control"]) if row["account"] == "digest"]
    names = [name for name in book.sheetnames if name not in ("cover", "control", "definitions")]
    assert digest == sha256("".join(_said(book[name]) for name in names).encode()).hexdigest()


def _said(sheet: Worksheet) -> str:
    told = {cell.column for cell in sheet[1] if cell.value != "meaning"}
    rows = ([cell for cell in row if cell.column in told] for row in sheet.iter_rows())
    return "".join("\x1f".join([sheet.title, *map(_says, row)]) + "\x1e" for row in rows)


def _says(cell: object) -> str:
    value, shown = cell.value, cell.number_format  # type: ignore[attr-defined]
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if shown.startswith("#,##0."):
        return f"{value:.{len(shown) - len('#,##0.')}f}"
    return str(value)


def hostile(make: Maker) -> None:
    place = make.community("=1+1", name='=HYPERLINK("http://x")', admin1="\x07bell", admin2="a\x0bb")
    group = make.group(place, "@SUM(A1)")
    project = make.project(place, "+1", 100, approved="2026-01-01", name="=cmd|' /C calc'!A0")
    fund = make.fund("-1", 100, donor="＝1")
    given = make.contribution(project, group, "=2+2", "2026-04-01", 10)
    make.entry(given, make.rule(fund, '=1","x'), fund, "2026-04-01", granted=10)
    make.reversal(given, "2026-05-01", 1, reason="<b>&amp;\n=1</b> _x0041_")
    make.disbursement(fund, project, " =1", "2026-04-02", 5, milestone="\t=1")
    make.expenditure(project, "=3", "2026-04-03", 4, payee="Ӣӯҳқғҷ " * 40)
    make.other_funding(project, "=4", "=5", "2026-04-01", 1)


def test_no_text_is_a_formula(sqlite_engine: Engine, tmp_path: Path) -> None:
    make_books(sqlite_engine, hostile, code="=P")
    path = tmp_path / "hostile.xlsx"
    write_report(report_of(sqlite_engine, "2026-Q2", code="=P"), path)
    cells = [cell for sheet in load_workbook(path) if sheet.title != "control" for cell in _cells(sheet)]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}  # type: ignore[attr-defined]
    texts = {cell.value for cell in cells if cell.quotePrefix}  # type: ignore[attr-defined]
    assert {"=1+1", "@SUM(A1)", "+1", "-1", "=2+2", " =1", "\t=1", "＝1", "=3", "=4", "=5"} <= texts


def _cells(sheet: Worksheet) -> Iterator[object]:
    for row in sheet.iter_rows():
        yield from row


def test_what_no_file_can_hold_is_left_out_and_the_rest_is_kept(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    make_books(sqlite_engine, hostile)
    path = tmp_path / "hostile.xlsx"
    write_report(report_of(sqlite_engine, "2026-Q2"), path)
    book = load_workbook(path)
    assert [cell.value for cell in book["communities"][2]][2:4] == ["bell", "ab"]
    assert records(book["expenditures"])[0]["payee"] == "Ӣӯҳқғҷ " * 40


@pytest.mark.parametrize(("errno", "said"), [(EIO, Refusal), (ENOSPC, OSError)])
def test_a_file_that_cannot_be_completed_leaves_no_trace(
    village_report: QuarterlyReport,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    errno: int,
    said: type[Exception],
) -> None:
    """A full disk is an outage, which pages and commands tell in words of their own."""

    def fails(*_: object) -> None:
        raise OSError(errno, "It cannot be written")

    monkeypatch.setattr("reports.sheets.package._write_sheet", fails)
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "report.xlsx").write_text("the report before")
    with pytest.raises(said, match="It cannot be written"):
        write_report(village_report, folder / "report.xlsx")
    assert [path.name for path in folder.iterdir()] == ["report.xlsx"]
    assert (folder / "report.xlsx").read_text() == "the report before"


def test_both_databases_give_the_same_bytes(path: Path, postgresql_engine: Engine, tmp_path: Path) -> None:
    make_books(postgresql_engine, villages)
    write_report(report_of(postgresql_engine, "2026-Q2"), tmp_path / "postgresql.xlsx")
    assert (tmp_path / "postgresql.xlsx").read_bytes() == path.read_bytes()
