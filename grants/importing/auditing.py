"""The audit of what an import does to things that are not money: who changed which field from what to what."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from core.audit import note
from grants.importing.converting import currency_of
from grants.importing.upload import Row, Upload
from grants.workbook.mapping import MAPPED, as_text

_MONEY = frozenset({"contributions", "receipts", "other_funding", "disbursements", "expenditures"})
"""New rows of these are in the journal, and are no change of anything else."""

_ONE_BY_ONE = 20
"""More new rows than that of a sheet are noted as their number."""


def note_rows(
    session: Session, upload: Upload, programme_id: int, by: str, at: datetime, reason: str | None
) -> None:
    """Every changed column of a known row, and that rows are new."""
    for name in upload.rows:
        new = list(upload.new(name)) if name not in _MONEY else []
        if len(new) > _ONE_BY_ONE:
            note(session, programme_id, name, "", by=by, at=at, new=str(len(new)), reason=reason)
        else:
            for row in new:
                note(session, programme_id, name, row.key, by=by, at=at, reason=reason)
        for row in upload.sound(name):
            for column, old, new_value in _changed(upload, row):
                note(
                    *(session, programme_id, name, row.key),
                    by=by,
                    at=at,
                    field=column,
                    old=old,
                    new=new_value,
                    reason=reason,
                )


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
