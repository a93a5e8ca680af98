"""The audit of what an import does to things that are not money: who changed which field from what to what."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from core.audit import AuditEntry
from core.inserting import insert_values
from grants.importing.converting import currency_of
from grants.importing.upload import Row, Upload
from grants.workbook.mapping import MAPPED, as_text

_MONEY = frozenset({"contributions", "receipts", "other_funding", "disbursements", "expenditures"})
"""New rows of these are in the journal, and are no change of anything else."""

_COLUMNS = ("programme_id", "at", "by", "sheet", "key", "field", "old", "new", "reason")
_ONE_BY_ONE = 20
"""More new rows than that of a sheet are noted as their number."""


def note_rows(
    session: Session, upload: Upload, programme_id: int, by: str, at: datetime, reason: str | None
) -> None:
    """Every changed column of a known row, and that rows are new."""
    rows = ((programme_id, at, by, *noted, reason) for name in upload.rows for noted in _noted(upload, name))
    insert_values(session, AuditEntry, _COLUMNS, rows)


def _noted(upload: Upload, name: str) -> Iterator[tuple[str, str, str, str | None, str | None]]:
    """Sheet, key, field, old and new of each entry about a sheet."""
    new = list(upload.new(name)) if name not in _MONEY else []
    if len(new) > _ONE_BY_ONE:
        yield name, "", "", None, str(len(new))
    else:
        for row in new:
            yield name, row.key, "", None, None
    for row in upload.sound(name):
        for column, old, new_value in _changed(upload, row):
            yield name, row.key, column, old, new_value


def _changed(upload: Upload, row: Row) -> Iterator[tuple[str, str | None, str | None]]:
    """Columns that differ from what was known, with both values as the workbook writes them."""
    if row.is_new or not row.changed:
        return
    mapped, known = MAPPED[row.sheet], upload.known[row.sheet][row.key].content
    for column in row.changed:
        currency = None
        if column in mapped.money_in:
            currency = currency_of(upload, mapped, row.content, column)
        yield column, as_text(known[column], currency), as_text(row.content[column], currency)
