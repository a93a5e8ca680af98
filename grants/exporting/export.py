"""flask export-workbook: all sheets, with the HXL row and the sequence numbers."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from sqlmodel import Session, select

from core.errors import Refusal
from core.outages import NO_ROOM
from core.programmes import Programme
from core.workbooks import save_reproducibly, text_cell, written
from grants.exporting import rows
from grants.exporting.cells import cell_value
from grants.importing.known import Codes
from grants.workbook.columns import Column, Sheet
from grants.workbook.mapping import MAPPED, Content
from grants.workbook.sheets import SHEETS

_HEADER = Font(bold=True)
_HXL = Font(italic=True, color="666666")
_SHADE = PatternFill("solid", fgColor="EEEEEE")
_WIDEST = 40


class ExportReason(StrEnum):
    """Why an export is refused."""

    UNKNOWN_PROGRAMME = "unknown_programme_to_export"
    NOT_WRITABLE = "export_not_writable"


def export_workbook(session: Session, programme_code: str, path: Path) -> None:
    """Write the programme to `path`. Raises Refusal; the session should see one state of the database."""
    programme = session.exec(select(Programme).where(Programme.code == programme_code)).first()
    if programme is None or programme.id is None:
        raise Refusal(ExportReason.UNKNOWN_PROGRAMME, code=programme_code)
    _Export(session, programme).write(path)


class _Export:
    def __init__(self, session: Session, programme: Programme) -> None:
        assert programme.id is not None
        self._session = session
        self._programme_id = programme.id
        self._code = programme.code
        self._codes = Codes(session, programme.id)
        self._currencies: dict[str, dict[str, str]] = {}
        self._book = Workbook(write_only=True)

    def write(self, path: Path) -> None:
        with written(self._book):
            self._write(path)

    def _write(self, path: Path) -> None:
        reversals = rows.Reversals(self._session, self._programme_id)
        for name, sheet in SHEETS.items():
            if name in MAPPED:
                self._write_mapped(name, reversals)
            elif name == "reversals":
                self._write_sheet(sheet, (row for row, _ in reversals.listed()))
            else:
                told = {"changes": rows.changes, "rematches": rows.rematches, "closings": rows.closings}
                self._write_sheet(sheet, told[name](self._session, self._programme_id))
        try:
            save_reproducibly(self._book, path)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise
            raise Refusal(ExportReason.NOT_WRITABLE, file=path, problem=error.strerror) from error

    def _write_mapped(self, name: str, reversals: rows.Reversals) -> None:
        mapped = MAPPED[name]
        contents = rows.contents(self._session, self._programme_id, mapped, self._codes)

        def complete(content: Content) -> Content:
            if name in ("projects", "funds"):
                self._currencies.setdefault(name, {})[content["code"]] = content["currency"]
            if name in ("communities", "funds"):
                content["programme"] = self._code
            if name == "contributions":
                content |= reversals.own(content["reference"])
            return content

        self._write_sheet(mapped.sheet, map(complete, contents))

    def _currency(self, sheet: str, column: str, content: Content) -> str | None:
        """That of a money column of a mapped sheet; other sheets bring amounts in major units."""
        if sheet == "contributions" and column == "reversed_amount":
            return str(content["currency"])
        place = MAPPED[sheet].money_in.get(column) if sheet in MAPPED else None
        if place is None:
            return None
        if "." not in place:
            return content[place] or None
        reference, _ = place.split(".")
        return self._currencies[f"{reference}s"][content[reference]]

    def _write_sheet(self, sheet: Sheet, contents: Iterable[Content]) -> None:
        worksheet = self._book.create_sheet(sheet.name)
        worksheet.freeze_panes = "A3"
        for place, column in enumerate(sheet.columns, 1):
            width = min(max(len(column.name), len(column.hxl), 11) + 2, _WIDEST)
            worksheet.column_dimensions[get_column_letter(place)].width = width
        worksheet.append([self._styled(worksheet, column.name, _HEADER) for column in sheet.columns])
        worksheet.append([self._styled(worksheet, column.hxl, _HXL) for column in sheet.columns])
        for content in contents:
            worksheet.append([self._cell(worksheet, sheet, column, content) for column in sheet.columns])

    def _styled(self, worksheet: Any, text: str, font: Font) -> Any:
        cell = text_cell(worksheet, text)
        cell.font = font
        cell.fill = _SHADE
        return cell

    def _cell(self, worksheet: Any, sheet: Sheet, column: Column, content: Content) -> Any:
        value = content.get(column.name)
        if value is None:
            return None
        currency = self._currency(sheet.name, column.name, content)
        written, number_format = cell_value(column, value, currency)
        if isinstance(written, str):
            return text_cell(worksheet, written)
        if number_format is None:
            return written
        cell = WriteOnlyCell(worksheet, written)
        cell.number_format = number_format
        return cell
