"""Forms of a donor, as small as a test needs them."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill

from grants.workbook.problems import Problem
from reports.filling.filling import fill
from reports.filling.judging import judged
from reports.filling.offered import TABLES, Filled
from reports.filling.scanning import Asked, scan
from reports.filling.template import TEMPLATE
from reports.filling.valuing import values_of
from reports.report import QuarterlyReport

MONEY = '#,##0.00" USD"'


def found_in(path: Path, fund: str | None) -> tuple[list[str], list[Problem]]:
    """The names in a form, and all that is wrong with it; looked at in this process, which is sooner done."""
    found = list(scan(path, TEMPLATE, frozenset(TABLES)))
    asked = [each for each in found if isinstance(each, Asked)]
    problems = [each for each in found if isinstance(each, Problem)]
    return [each.name for each in asked], [*problems, *judged(asked, fund)]


def filled_here(path: Path, report: QuarterlyReport) -> bytes:
    """As `filled_form` does it, in this process."""
    names, problems = found_in(path, report.fund)
    assert problems == []
    pieces = fill(path, TEMPLATE, values_of(Filled(report, None), set(names)))
    return b"".join(piece for piece in pieces if isinstance(piece, bytes))


def form(path: Path, cells: dict[str, object], sheet: str = "Form") -> Path:
    book = Workbook()
    book.active.title = sheet
    for place, value in cells.items():
        book.active[place] = value
    book.save(path)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The same file with one more part."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return path


def with_changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def letter_and_lists(path: Path) -> Path:
    """Two lists on one sheet, sums below them, and a second sheet that refers to both."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Form"
    sheet["A1"] = (
        "{{fund.code}}, {{quarter.name}}: {{fund.cash_balance}} {{fund.currency}} on {{quarter.ends_on}}"
    )
    sheet["A1"].font = Font(name="Georgia", size=16, bold=True)
    sheet.merge_cells("A1:E1")
    sheet["A2"], sheet["A2"].number_format = "{{fund.cash_balance}}", MONEY
    sheet["B2"], sheet["C2"] = "{{quarter.ends_on}}", "{{quarter.starts_on}}"
    sheet["C2"].number_format = "yyyy/mm/dd"
    sheet["D2"], sheet["E2"] = "=A2*2", "{{summary.matched.quarter}}"
    sheet["A5"], sheet["B5"] = "{{projects.code}}", "{{projects.name}}"
    sheet.merge_cells("B5:C5")
    sheet["D5"], sheet["D5"].number_format = "{{projects.matched_total}}", "#,##0.00"
    sheet["E5"], sheet["E5"].number_format = "=D5/SUM(D$5:D$5)", "0.0%"
    sheet.row_dimensions[5].height = 31
    sheet["A6"], sheet["D6"], sheet["E6"] = "Total", "=SUM(D5:D5)", "=SUM(E5)"
    sheet["D6"].font, sheet["D6"].comment = Font(bold=True), Comment("checked", "donor")
    sheet.merge_cells("A6:C6")
    sheet["A9"], sheet["B9"] = "{{contributions.reference}}", "{{contributions.received_on}}"
    sheet["D9"], sheet["E9"] = "{{contributions.value}}", "=SUM(D$9:D9)"
    sheet["A10"], sheet["D10"] = "=COUNTA(A9:A9)", "=SUM(D8:D9)+D6"
    sheet.conditional_formatting.add(
        "D5:D5", FormulaRule(["$D5>1"], fill=PatternFill("solid", bgColor="FFFF00"))
    )
    sheet.column_dimensions["B"].width = 41
    sheet.print_area, sheet.freeze_panes = "A1:E10", "A5"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=5, max_row=5))
    sheet.add_chart(chart, "G12")
    other = book.create_sheet("Sum of all")
    other["A1"], other["A2"] = "=Form!D10", "=SUM(Form!D5:D5)"
    book.save(path)
    return path
