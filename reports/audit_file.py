"""The audit as a workbook."""

from collections.abc import Iterable
from pathlib import Path

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from core.audit import AuditEntry
from core.workbooks import save_reproducibly, text_cell, written
from reports.auditing import field_of, value_of, what_of
from reports.sheets import paper

MOST_ROWS = 50_000

_WIDTHS = (20, 16, 18, 18, 24, 30, 30, 40)


def write_audit(entries: Iterable[AuditEntry], path: Path) -> None:
    """One line an entry, in the order given. All that people wrote is text, whatever it begins with."""
    book = Workbook(write_only=True)
    with written(book):
        sheet = book.create_sheet("audit")
        sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
        sheet.auto_filter.ref = f"A1:H{MOST_ROWS + 1}"
        paper.lay_out(sheet, paper.TABLE)
        for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
            sheet.column_dimensions[letter].width = width
        titles = (_("When (UTC)"), _("Who"), _("What"), _("Key"), _("Field"), _("From"), _("To"), _("Why"))
        sheet.append([_title(sheet, title) for title in titles])
        for entry in entries:
            when = WriteOnlyCell(sheet, entry.at.replace(tzinfo=None, microsecond=0))
            when.number_format = "yyyy-mm-dd hh:mm:ss"
            values = value_of(entry, entry.old), value_of(entry, entry.new)
            said = (entry.by, what_of(entry), entry.key, field_of(entry), *values, entry.reason)
            sheet.append([when, *(text_cell(sheet, text) if text else None for text in said)])
        save_reproducibly(book, path)


def _title(sheet: object, text: str) -> object:
    cell = text_cell(sheet, text)
    cell.font = Font(bold=True)
    return cell
