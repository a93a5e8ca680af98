"""The sheets of one example programme, filled row by row, and their file."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from grants.workbook.sheets import SHEETS

_MADE = (2021, 1, 15, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_WIDEST = 40


class Book:
    """Rows by sheet of the contract. A cell left out is 'not given'."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, object]]] = {}

    def add(self, sheet: str, /, **row: object) -> dict[str, object]:
        """One row, of columns that the contract knows; what is None is left empty. Raises KeyError."""
        unknown = set(row) - set(_columns(sheet))
        if unknown:
            raise KeyError(f"{sheet} has no {', '.join(sorted(unknown))}")
        self.rows.setdefault(sheet, []).append(row)
        return row

    def write(self, path: Path) -> None:
        """The same rows give the same bytes."""
        workbook = Workbook(write_only=True)
        for name in (name for name in SHEETS if name in self.rows):
            self._write_sheet(workbook, name)
        package = BytesIO()
        workbook.save(package)
        _rewrite(package, path)

    def _write_sheet(self, workbook: Workbook, name: str) -> None:
        rows = self.rows[name]
        given = {column for row in rows for column, value in row.items() if value is not None}
        columns = [column for column in _columns(name) if column in given]
        sheet = workbook.create_sheet(name)
        sheet.freeze_panes = "A2"
        for place, column in enumerate(columns, 1):
            longest = max(len(str(row.get(column) or "")) for row in rows)
            sheet.column_dimensions[get_column_letter(place)].width = min(
                _WIDEST, max(longest, len(column)) + 2
            )
        sheet.append([_bold(sheet, column) for column in columns])
        for row in rows:
            sheet.append([row.get(column) for column in columns])


def _columns(sheet: str) -> list[str]:
    return [column.name for column in SHEETS[sheet].columns]


def _bold(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _rewrite(made: BytesIO, path: Path) -> None:
    """As if it had been written at one time, whenever it is."""
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in package.namelist():
            content = _TIMES.sub(rb"\g<1>2021-01-15T00:00:00Z", package.read(name))
            file.writestr(zipfile.ZipInfo(name, _MADE), content, zipfile.ZIP_DEFLATED)
