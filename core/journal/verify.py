"""Whether a journal is whole: every entry follows from its content and its predecessor, up to the head."""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.journal.links import LINKED, digest_of
from core.journal.models import JournalEntry, JournalHead
from core.tables import read_large, table

Read = Any
"""An entry: what is linked, then the digest that is stored with it."""


def read_journal(session: Session, programme_id: int) -> Iterator[Read]:
    """The entries of a programme in their order."""
    t = table(JournalEntry).c
    columns = [sa.type_coerce(t[name], sa.String) if name == "kind" else t[name] for name in LINKED]
    query = sa.select(*columns, t.digest).where(t.programme_id == programme_id).order_by(t.position)
    return read_large(session, query)


def broken_links(entries: Iterable[Read], broken: list[int]) -> Iterator[Read]:
    """Pass entries on, noting in `broken` each position whose digest or place does not follow."""
    before, place = "", 0
    for entry in entries:
        position, seq, kind, sheet, key, on, content, by, at, digest = entry
        place += 1
        if position != place or digest != digest_of(
            before, position, seq, kind, sheet, key, on, content, by, at
        ):
            broken.append(position)
            place = position
        before = digest
        yield entry


def head_of(session: Session, programme_id: int) -> tuple[int, int, str]:
    """(position, seq, digest) as the head says."""
    head = table(JournalHead).c
    query = sa.select(head.position, head.seq, head.digest).where(head.programme_id == programme_id)
    position, seq, digest = session.execute(query).one()
    return position, seq, digest
