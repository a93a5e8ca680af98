"""Appending to a programme's journal, by whoever holds the lock of its head."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from pydantic_core import to_json
from sqlmodel import Session

from core.inserting import insert_values
from core.journal.links import LINKED, digest_of
from core.journal.models import EntryKind, JournalEntry, JournalHead
from core.tables import insert_rows, table

_AT_ONCE = 5_000
_COLUMNS = ("programme_id", *LINKED, "digest")
_HEAD = table(JournalHead).c
_LOCK = (
    sa.select(_HEAD.position, _HEAD.seq, _HEAD.digest)
    .where(_HEAD.programme_id == sa.bindparam("of"))
    .with_for_update()
)
_MOVE = (
    sa.update(table(JournalHead))
    .where(_HEAD.programme_id == sa.bindparam("of"))
    .values({name: sa.bindparam(name) for name in ("position", "seq", "digest")})
)


Head = tuple[int, int, str]
"""(position, seq, digest): how far a journal has come."""


class Journal:
    """The journal of one programme, open for writing within one transaction.

    `by` and `at` are who books and when, `head` what locking it said, where that was done and nothing was
    appended since; `close()` writes what is left and moves the head.
    """

    def __init__(
        self, session: Session, programme_id: int, *, by: str, at: datetime, head: Head | None = None
    ) -> None:
        self._session = session
        self._programme_id = programme_id
        self._by = by
        self._at = at
        self._pending: list[tuple[Any, ...]] = []
        self.position, self.seq, self._digest = head or lock_head(session, programme_id)

    def append(
        self,
        kind: EntryKind,
        sheet: str,
        key: str,
        content: Mapping[str, Any],
        seq: int | None = None,
        on: date | None = None,
    ) -> None:
        """One row of a sheet took these values; an event also has its place in the sequence and its date."""
        self.position += 1
        if seq is not None:
            self.seq = max(self.seq, seq)
        entry = (self.position, seq, kind.value, sheet, key, on, canonical(content), self._by, self._at)
        self._digest = digest_of(self._digest, *entry)
        self._pending.append((self._programme_id, *entry, self._digest))
        if len(self._pending) >= _AT_ONCE:
            self._flush()

    def close(self) -> None:
        self._flush()
        head = {"position": self.position, "seq": self.seq, "digest": self._digest}
        self._session.connection().execute(_MOVE, {"of": self._programme_id} | head)

    def _flush(self) -> None:
        insert_values(self._session, JournalEntry, _COLUMNS, self._pending)
        self._pending = []


def open_head(session: Session, programme_id: int) -> None:
    """Give a new programme its empty journal."""
    head = {"programme_id": programme_id, "position": 0, "seq": 0, "digest": ""}
    insert_rows(session, JournalHead, [head])


def lock_head(session: Session, programme_id: int) -> Head:
    """(position, seq, digest) of the journal, locked until the transaction ends: whoever else books waits."""
    position, seq, digest = session.execute(_LOCK, {"of": programme_id}).one()
    return position, seq, digest


def row_key(*parts: object) -> str:
    """What a row of a sheet is known by; several parts are joined by '|', which is doubled within each of them."""
    if len(parts) == 1:
        return str(parts[0])
    return "|".join(str(part).replace("|", "||") for part in parts)


def canonical(content: Mapping[str, Any]) -> str:
    """The one way to write a content: columns in order, no white space, dates in ISO."""
    return as_written(dict(sorted(content.items())))


def as_written(content: Mapping[str, Any]) -> str:
    """What `canonical` writes, of a content whose columns are in order already."""
    return to_json(content).decode()


def given(content: Mapping[str, Any]) -> dict[str, Any]:
    """A content without what is not given: how a row is first recorded."""
    return {column: value for column, value in content.items() if value is not None}
