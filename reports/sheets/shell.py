"""The workbook around the rows, made with openpyxl: its sheets, their columns, and how they are printed."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]
from openpyxl.worksheet.properties import PageSetupProperties  # type: ignore[import-untyped]

from reports.sheets.columns import Sheet, letter
from reports.sheets.looks import FONT, FONT_SIZE, Palette

_CENTIMETRE = 1 / 2.54
_A4 = 9


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sheet is besides its rows."""

    sheet: Sheet
    widths: list[float]
    last_row: int


@dataclass(frozen=True, slots=True)
class Print:
    """What stands at the head and foot of each printed page."""

    left: str
    right: str
    foot: str
    page: str


def new_workbook(names: list[str]) -> tuple[Workbook, Palette]:
    workbook = Workbook(write_only=True)
    for name in names:
        workbook.create_sheet(name)
    # The first font is the one in whose digits columns are measured.
    workbook._fonts[0].name, workbook._fonts[0].sz = FONT, FONT_SIZE
    return workbook, Palette(workbook)


def dress(worksheet: Any, frame: Frame, printed: Print) -> None:
    """Widths, frozen header, filter, and a page that takes all columns that are meant for reading."""
    sheet, last = frame.sheet, max(frame.last_row, 1)
    for place, width in enumerate(frame.widths):
        worksheet.column_dimensions[letter(place)].width = width
    worksheet.freeze_panes = "B2"
    worksheet.auto_filter.ref = f"A1:{letter(len(sheet.columns) - 1)}{last}"
    worksheet.print_title_rows = "1:1"
    worksheet.print_area = f"A1:{letter(sheet.printed - 1)}{last}"
    _lay_out(worksheet)
    _head_and_foot(worksheet, str(sheet.title), printed)


def saved(workbook: Workbook) -> bytes:
    package = BytesIO()
    workbook.save(package)
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


def _head_and_foot(worksheet: Any, title: str, printed: Print) -> None:
    head, foot = worksheet.oddHeader, worksheet.oddFooter
    head.left.text, head.center.text, head.right.text = map(_escaped, (printed.left, title, printed.right))
    foot.left.text, foot.right.text = _escaped(printed.foot), printed.page
    for part in (head.left, head.right, foot.left, foot.right):
        part.size, part.font = FONT_SIZE, f"{FONT},Regular"
    head.center.size, head.center.font = FONT_SIZE + 2, f"{FONT},Bold"


def _escaped(text: str) -> str:
    """An ampersand begins a code in the head of a page; the whole head must not be longer than 255."""
    return text[:70].replace("&", "&&")
