"""The workbook around the rows, made with openpyxl: its sheets, their columns, and how they are printed."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.worksheet.properties import PageSetupProperties

from reports.sheets.columns import Sheet, letter
from reports.sheets.looks import BAD, FONT, FONT_SIZE, GOOD, Palette
from reports.sheets.widths import Widths

_CENTIMETRE = 1 / 2.54
_A4 = 9
_LONGEST_PART = 60


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands at the head and foot of each printed page, besides the title of its sheet."""

    left: str
    right: str
    foot: str
    page: str


class Shell:
    """A workbook with empty sheets, into whose package the rows are put afterwards."""

    def __init__(self, names: list[str], printed: Printed) -> None:
        self._workbook = Workbook(write_only=True)
        self._sheets = {name: self._workbook.create_sheet(name) for name in names}
        self._printed = printed
        # The first font of a workbook is the one in whose digits its columns are measured.
        self._workbook._fonts[0].name, self._workbook._fonts[0].sz = FONT, FONT_SIZE
        self.palette = Palette(self._workbook)

    def part(self, sheet: Sheet) -> str:
        """Where in the package a sheet stands."""
        return f"xl/worksheets/sheet{list(self._sheets).index(sheet.name) + 1}.xml"

    def dress(self, sheet: Sheet, widths: Widths, last_row: int) -> None:
        """Widths, frozen header, filter, and pages that take all columns meant for reading."""
        worksheet = self._sheets[sheet.name]
        for place, width in enumerate(widths.columns):
            worksheet.column_dimensions[letter(place)].width = width
        worksheet.freeze_panes = "B2"
        worksheet.auto_filter.ref = f"A1:{letter(len(sheet.columns) - 1)}{last_row}"
        worksheet.print_title_rows = "1:1"
        worksheet.print_area = f"A1:{letter(sheet.printed - 1)}{last_row}"
        _lay_out(worksheet)
        _head_and_foot(worksheet, str(sheet.title), self._printed)

    def mark_checks(self, sheet: Sheet, column: str, last_row: int) -> None:
        """Colour what a check says; the word says it as well."""
        at = sheet.letter(column)
        cells = f"{at}2:{at}{last_row}"
        marks = self._sheets[sheet.name].conditional_formatting
        marks.add(cells, FormulaRule([f'{at}2="OK"'], font=Font(color=GOOD, bold=True), stopIfTrue=True))
        marks.add(cells, FormulaRule([f"NOT(ISBLANK({at}2))"], font=Font(color=BAD, bold=True)))

    def saved(self) -> bytes:
        package = BytesIO()
        self._workbook.save(package)
        return package.getvalue()


def _lay_out(worksheet: Any) -> None:
    """A4 across, as wide as the columns need and as long as the rows are."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = _A4
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = worksheet.page_margins
    margins.left = margins.right = 1 * _CENTIMETRE
    margins.top, margins.bottom = 1.8 * _CENTIMETRE, 1.5 * _CENTIMETRE
    margins.header = margins.footer = 0.8 * _CENTIMETRE


def _head_and_foot(worksheet: Any, title: str, printed: Printed) -> None:
    head, foot = worksheet.oddHeader, worksheet.oddFooter
    head.left.text, head.center.text, head.right.text = map(_escaped, (printed.left, title, printed.right))
    foot.left.text, foot.right.text = _escaped(printed.foot), printed.page
    for part in (head.left, head.right, foot.left, foot.right):
        part.size, part.font = FONT_SIZE, f"{FONT},Regular"
    head.center.size, head.center.font = FONT_SIZE + 2, f"{FONT},Bold"


def _escaped(text: str) -> str:
    """An ampersand begins a code in the head of a page, which may not be longer than 255 in all."""
    text = text if len(text) <= _LONGEST_PART else text[: _LONGEST_PART - 1] + "…"
    return text.replace("&", "&&")
