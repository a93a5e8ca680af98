"""Whether a journal is whole: every entry follows from its content and its predecessor, up to the head."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.journal.append import digest_of
from core.journal.models import JournalEntry, JournalHead
from core.tables import table

_FIELDS = (
    *("position", "seq", "kind", "sheet", "key", "effective_on", "content"),
    *("booked_by", "booked_at", "digest"),
)


def read_journal(session: Session, programme_id: int) -> Iterator[dict[str, Any]]:
    """The entries of a programme in their order."""
    t = table(JournalEntry).c
    columns = [sa.type_coerce(t[name], sa.String) if name == "kind" else t[name] for name in _FIELDS]
    query = sa.select(*columns).where(t.programme_id == programme_id).order_by(t.position)
    for row in session.execute(query.execution_options(yield_per=10_000)):
        yield dict(zip(_FIELDS, row, strict=True))


def broken_links(entries: Iterator[dict[str, Any]], broken: list[int]) -> Iterator[dict[str, Any]]:
    """Pass entries on, noting in `broken` each position whose digest or place does not follow."""
    digest, position = "", 0
    for entry in entries:
        position += 1
        if entry["position"] != position or entry["digest"] != digest_of(entry, digest):
            broken.append(entry["position"])
            position = entry["position"]
        digest = entry["digest"]
        yield entry


def head_of(session: Session, programme_id: int) -> tuple[int, int, str]:
    """(position, seq, digest) as the head says."""
    head = table(JournalHead).c
    query = sa.select(head.position, head.seq, head.digest).where(head.programme_id == programme_id)
    position, seq, digest = session.execute(query).one()
    return position, seq, digest
