"""The history of a row: who changed what of it, from what to what, from which day, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.audit import AuditEntry
from core.journal.models import JournalEntry
from core.programmes import FactChange
from core.tables import table
from grants.importing.comparing import is_dated


@dataclass(frozen=True)
class Changed:
    """One column that took another value, as the workbook writes it; `column` is '' where the row is new.

    `effective_on` is the day from which a fact holds; other columns were only mended.
    """

    column: str
    old: str | None
    new: str | None
    by: str
    at: datetime
    effective_on: date | None = None
    reason: str | None = None
    document: str | None = None


def history_of(session: Session, programme_id: int, sheet: str, key: str) -> list[Changed]:
    """The earliest first."""
    found = [*_facts(session, programme_id, sheet, key), *_mended(session, programme_id, sheet, key)]
    return sorted(found, key=lambda change: change.at)


def last_change(session: Session, programme_id: int, sheet: str, key: str) -> int:
    """The place of the latest change of a row in the audit; 0 before any."""
    latest = sa.func.max(col(AuditEntry.id))
    return session.execute(sa.select(latest).where(*_of(programme_id, sheet, key))).scalar_one() or 0


def changes_since(session: Session, programme_id: int, sheet: str, key: str, last: int) -> list[Changed]:
    """What became of a row after that place in the audit, in its order."""
    query = select(AuditEntry).where(*_of(programme_id, sheet, key), col(AuditEntry.id) > last)
    return [_changed(entry) for entry in session.exec(query.order_by(col(AuditEntry.id)))]


def latest_days(session: Session, programme_id: int, sheet: str, key: str) -> dict[str, date]:
    """Since when the present value of each column holds, of those that ever changed."""
    t = table(FactChange).c
    query = sa.select(t.column, sa.func.max(t.effective_on)).where(
        t.programme_id == programme_id, t.sheet == sheet, t.code == key
    )
    return dict(map(tuple, session.execute(query.group_by(t.column))))


def _facts(session: Session, programme_id: int, sheet: str, key: str) -> Iterator[Changed]:
    """Dated changes; who booked them is in the journal."""
    change, entry = table(FactChange).c, table(JournalEntry).c
    query = sa.select(
        *(change.column, change.old, change.value, entry.booked_by, entry.booked_at),
        *(change.effective_on, change.reason, change.document),
    ).where(
        change.programme_id == programme_id,
        change.sheet == sheet,
        change.code == key,
        entry.programme_id == programme_id,
        entry.seq == change.seq,
    )
    return (Changed(*row) for row in session.execute(query))


def _mended(session: Session, programme_id: int, sheet: str, key: str) -> Iterator[Changed]:
    for entry in session.exec(select(AuditEntry).where(*_of(programme_id, sheet, key))):
        if not entry.field or not is_dated(sheet, entry.field):
            yield _changed(entry)


def _changed(entry: AuditEntry) -> Changed:
    return Changed(entry.field, entry.old, entry.new, entry.by, entry.at, reason=entry.reason)


def _of(programme_id: int, sheet: str, key: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(AuditEntry.programme_id) == programme_id,
        col(AuditEntry.sheet) == sheet,
        col(AuditEntry.key) == key,
    )
