"""The tables of a dossier once more as one workbook, a sheet each, for who works in a spreadsheet."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from core.workbooks import save_reproducibly, text_cell, written
from reports.dossier.archive import Archive
from reports.dossier.tables import Table

BOOK = "tables.xlsx"
_AMOUNTS = frozenset(
    {
        *("amount", "budget", "final_cost", "desired", "granted", "released", "planned", "spent", "variance"),
        *("arrived_amount", "sent_amount", "fee_due", "fee_paid", "fund_balance", "repairs"),
    }
)
_EXACT_DIGITS = 15
_LONGEST_NAME = 31


def add_book(archive: Archive, tables: Iterable[Table]) -> None:
    """Amounts are numbers; all else is text, whatever it begins with."""
    with TemporaryDirectory() as folder:
        path = Path(folder, BOOK)
        _write(tables, path)
        archive.add_file(BOOK, _("All tables as one workbook"), "", path)


def _write(tables: Iterable[Table], path: Path) -> None:
    book = Workbook(write_only=True)
    with written(book):
        for table in tables:
            sheet = book.create_sheet(table.name[:_LONGEST_NAME])
            sheet.freeze_panes = "A2"
            sheet.append([_title(sheet, name) for name in table.columns])
            for row in table.rows:
                sheet.append(_cells(sheet, table.columns, row))
        save_reproducibly(book, path)


def _cells(sheet: Any, columns: Sequence[str], row: Sequence[str | None]) -> list[Any]:
    return [_cell(sheet, name, text) for name, text in zip(columns, row, strict=True)]


def _cell(sheet: Any, column: str, text: str | None) -> Any:
    if text is None:
        return None
    if column in _AMOUNTS:
        amount = Decimal(text)
        if len(amount.as_tuple().digits) <= _EXACT_DIGITS:
            return amount
    return text_cell(sheet, text)


def _title(sheet: Any, text: str) -> Any:
    cell = text_cell(sheet, text)
    cell.font = Font(bold=True)
    return cell
