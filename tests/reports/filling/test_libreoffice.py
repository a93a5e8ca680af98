"""A form is filled, opened in LibreOffice, and compared figure by figure with the workbook of the report."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from reports.filling.form import filled_form
from reports.filling.offered import Filled
from reports.report import QuarterlyReport
from reports.workbooks import write_report
from tests.libreoffice import Convert
from tests.reports.filling.templates import MONEY, letter_and_lists

pytestmark = pytest.mark.slow


def column(book: Any, sheet: str, name: str) -> list[Any]:
    names = [cell.value for cell in book[sheet][1]]
    return [row[names.index(name)] for row in book[sheet].iter_rows(min_row=2, values_only=True)]


def test_every_figure_is_that_of_the_report_and_every_sum_is_right(
    fund_report: QuarterlyReport, convert: Convert, tmp_path: Path
) -> None:
    report, filled = tmp_path / "report.xlsx", tmp_path / "filled.xlsx"
    write_report(fund_report, report)
    filled.write_bytes(filled_form(letter_and_lists(tmp_path / "t.xlsx"), Filled(fund_report, None)))
    opened = load_workbook(convert([filled], "xlsx") / "filled.xlsx", data_only=True)
    says, found = load_workbook(report), opened["Form"]

    [cash], [code] = column(says, "funds", "cash_balance"), column(says, "funds", "code")
    assert found["A2"].value == cash
    assert found["A1"].value.startswith(f"{code}, 2026-Q2: {cash:.2f} USD on 30 Jun 2026")
    assert (found["B2"].value, found["C2"].value) == (datetime(2026, 6, 30), datetime(2026, 4, 1))  # noqa: DTZ001
    assert (found["D2"].value, found["A2"].number_format) == (cash * 2, MONEY)
    assert found["E2"].value == column(says, "summary", "quarter")[3]

    codes, matched = column(says, "projects", "code"), column(says, "projects", "matched_total")
    last = 4 + len(codes)
    assert len(codes) == 2
    assert [found.cell(row, 1).value for row in range(5, last + 1)] == codes
    assert [found.cell(row, 4).value for row in range(5, last + 1)] == matched
    shares = [round(value / sum(matched), 6) for value in matched]
    assert [round(found.cell(row, 5).value, 6) for row in range(5, last + 1)] == shares
    assert found.cell(last + 1, 4).value == pytest.approx(sum(matched))
    assert found.cell(last + 1, 5).value == pytest.approx(1)

    first = last + 4
    references, values = column(says, "contributions", "reference"), column(says, "contributions", "value")
    rows = range(first, first + len(references))
    assert len(references) > 2
    assert [found.cell(row, 1).value for row in rows] == references
    assert [found.cell(row, 4).value for row in rows] == values
    running = [round(sum(values[: place + 1]), 2) for place in range(len(values))]
    assert [round(found.cell(row, 5).value, 2) for row in rows] == running
    assert found.cell(rows.stop, 1).value == len(references)
    assert found.cell(rows.stop, 4).value == pytest.approx(sum(values) + sum(matched))
    assert opened["Sum of all"]["A1"].value == pytest.approx(sum(values) + sum(matched))
    assert opened["Sum of all"]["A2"].value == pytest.approx(sum(matched))
