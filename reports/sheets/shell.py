"""The workbook around the rows, made with openpyxl: its sheets, their columns, and how they are printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink

from core.workbooks import written
from reports.sheets import paper
from reports.sheets.charts.placing import place_charts
from reports.sheets.columns import Sheet, letter
from reports.sheets.cover import looks as looks_of_cover
from reports.sheets.looks import BAD, FONT, FONT_SIZE, GOOD, Palette, looks_of_tables
from reports.sheets.paper import Paper, Printed
from reports.sheets.rows import FIRST_ROW
from reports.sheets.widths import POINTS_OF_ROW, Widths


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of lines instead of a table: widths, merged cells, and links from cells to sheets."""

    widths: Sequence[float]
    merged: Iterable[str]
    links: Iterable[tuple[str, str]]
    last_row: int


class Shell:
    """A workbook with empty sheets, into whose package the rows are put afterwards."""

    def __init__(self, names: list[str], printed: Printed) -> None:
        self._workbook = Workbook(write_only=True)
        self._sheets = {name: self._workbook.create_sheet(name) for name in names}
        self._printed = printed
        # The first font of a workbook is the one in whose digits its columns are measured.
        self._workbook._fonts[0].name, self._workbook._fonts[0].sz = FONT, FONT_SIZE
        self.palette = Palette(self._workbook, [*looks_of_tables(), *looks_of_cover.all_looks()])

    def part(self, sheet: Sheet) -> str:
        """Where in the package a sheet stands."""
        return f"xl/worksheets/sheet{list(self._sheets).index(sheet.name) + 1}.xml"

    def dress(self, sheet: Sheet, widths: Widths, last_row: int, on: Paper = paper.TABLE) -> None:
        """Widths, frozen header, filter, and pages that take all columns meant for reading."""
        worksheet = self._sheets[sheet.name]
        _widen(worksheet, widths.columns)
        # Said and not left to the program, since charts and the number of pages depend on it.
        worksheet.sheet_format.defaultRowHeight, worksheet.sheet_format.customHeight = POINTS_OF_ROW, True
        worksheet.freeze_panes = "B2"
        worksheet.auto_filter.ref = f"A1:{letter(len(sheet.columns) - 1)}{last_row}"
        worksheet.print_title_rows = "1:1"
        worksheet.print_area = f"A1:{letter(sheet.printed - 1)}{last_row}"
        paper.lay_out(worksheet, on)
        paper.head_and_foot(worksheet, str(sheet.title), self._printed)

    def dress_page(self, sheet: Sheet, page: Page) -> None:
        """A sheet that is read like a page of a letter, and that fits on one."""
        worksheet = self._sheets[sheet.name]
        _widen(worksheet, page.widths)
        worksheet.sheet_view.showGridLines = False
        worksheet.print_area = f"A1:{letter(len(page.widths) - 1)}{page.last_row}"
        worksheet.merged_cells = tuple(page.merged)  # openpyxl's own collection is a set, in no order
        paper.lay_out(worksheet, paper.LETTER)
        paper.number_pages(worksheet, self._printed)
        worksheet._get_writer()  # begins the sheet, which knows of no links before
        for cell, to in page.links:
            worksheet._hyperlinks.append(Hyperlink(ref=cell, location=f"'{to}'!A1", display=to))

    def illustrate(self, sheet: Sheet, charts: Sequence[BarChart], last_row: int) -> None:
        """Charts below the rows of a sheet that is dressed, with it on one page."""
        if not charts:
            return
        worksheet = self._sheets[sheet.name]
        last_row = place_charts(charts, sheet.printed, last_row)
        for chart in charts:
            worksheet.add_chart(chart)
        worksheet.print_area = f"A1:{letter(sheet.printed - 1)}{last_row}"
        paper.lay_out(worksheet, paper.DASHBOARD)

    def mark_checks(self, sheet: Sheet, column: str, last_row: int) -> None:
        """Colour what a check says; the word says it as well."""
        at = sheet.letter(column)
        cells = f"{at}2:{at}{last_row}"
        marks = self._sheets[sheet.name].conditional_formatting
        marks.add(cells, FormulaRule([f'{at}2="OK"'], font=Font(color=GOOD, bold=True), stopIfTrue=True))
        marks.add(cells, FormulaRule([f"NOT(ISBLANK({at}2))"], font=Font(color=BAD, bold=True)))

    def mark_word(self, sheet: Sheet, column: str, word: str, last_row: int) -> None:
        """Colour a word that asks for something to be done; there is none without rows."""
        if last_row < FIRST_ROW:
            return
        at = sheet.letter(column)
        marks = self._sheets[sheet.name].conditional_formatting
        rule = FormulaRule([f'{at}{FIRST_ROW}="{word}"'], font=Font(color=BAD, bold=True))
        marks.add(f"{at}{FIRST_ROW}:{at}{last_row}", rule)

    def saved(self) -> bytes:
        package = BytesIO()
        with written(self._workbook):
            self._workbook.save(package)
        return package.getvalue()


def _widen(worksheet: Any, widths: Iterable[float]) -> None:
    for place, width in enumerate(widths):
        worksheet.column_dimensions[letter(place)].width = round(width, 2)
