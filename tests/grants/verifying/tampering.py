"""Six ways to tamper with a journal, by somebody who may do all in the database and knows how links are made.

Each at an entry in the middle, or at the one whose place is given.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC
from typing import Any, Protocol

import sqlalchemy as sa
from sqlmodel import Session

from core import guards
from core.journal.links import LINKED, digest_of
from core.journal.models import JournalEntry, JournalHead
from core.tables import table

Entry = dict[str, Any]


def edit(session: Session, programme_id: int, place: int | None = None) -> None:
    """One entry says something else."""
    entries = _entries(session, programme_id)
    chosen = entries[_middle(entries) if place is None else place]
    _write(session, chosen | {"content": chosen["content"].replace("a", "e") + " "})


def delete(session: Session, programme_id: int, place: int | None = None) -> None:
    entries = _entries(session, programme_id)
    _drop(session, programme_id, entries[_middle(entries) if place is None else place]["position"])


def insert(session: Session, programme_id: int, _place: int | None = None) -> None:
    """One entry more at the end, whose own link follows, but which the head does not know."""
    last = _entries(session, programme_id)[-1]
    more = last | {"position": last["position"] + 1, "seq": None, "key": "invented", "kind": "record"}
    _add(session, _linked(last["digest"], more))


def swap(session: Session, programme_id: int, place: int | None = None) -> None:
    """Two neighbours change their places."""
    entries = _entries(session, programme_id)
    at = min(_middle(entries) if place is None else place, len(entries) - 2)
    first, second = entries[at], entries[at + 1]
    for entry in (first, second):
        _drop(session, programme_id, entry["position"])
    _add(session, second | {"position": first["position"]})
    _add(session, first | {"position": second["position"]})


def cut_the_tail(session: Session, programme_id: int, place: int | None = None) -> None:
    """The last entries go, and the head is set back: the chain that is left follows."""
    entries = _entries(session, programme_id)
    first = len(entries) - 2 if place is None else max(place, 1)
    for entry in entries[first:]:
        _drop(session, programme_id, entry["position"])
    _set_head(session, programme_id, entries[first - 1])


def rewrite(session: Session, programme_id: int, place: int | None = None) -> None:
    """From that entry on (by default from the first) somebody else is said to have booked it; every link and the
    head are made anew."""
    before = ""
    for number, entry in enumerate(_entries(session, programme_id)):
        by = entry["booked_by"] if number < (place or 0) else "somebody else"
        entry = _linked(before, entry | {"booked_by": by})
        _write(session, entry)
        before = entry["digest"]
    _set_head(session, programme_id, entry)


class Tampering(Protocol):
    """A way to tamper with the journal of a programme."""

    def __call__(self, session: Session, programme_id: int, place: int | None = None, /) -> None: ...


TAMPERINGS: Mapping[str, Tampering] = {
    "edited": edit,
    "deleted": delete,
    "inserted": insert,
    "swapped": swap,
    "cut off": cut_the_tail,
    "rewritten": rewrite,
}


@contextmanager
def with_all_rights(session: Session) -> Iterator[Session]:
    """The guards are down meanwhile, and up again behind whoever tampers."""
    guards.take_down(session.connection())
    yield session
    guards.put_up(session.connection())


def _middle(entries: list[Entry]) -> int:
    return len(entries) // 2


def _entries(session: Session, programme_id: int) -> list[Entry]:
    t = table(JournalEntry)
    query = sa.select(t).where(t.c.programme_id == programme_id).order_by(t.c.position)
    return [dict(row) for row in session.execute(query).mappings()]


def _linked(before: str, entry: Entry) -> Entry:
    told = {name: entry[name] for name in LINKED}
    told["kind"] = getattr(told["kind"], "value", told["kind"])
    told["booked_at"] = told["booked_at"].astimezone(UTC)
    return entry | {"digest": digest_of(before, **told)}


def _write(session: Session, entry: Entry) -> None:
    t = table(JournalEntry)
    place = (t.c.programme_id == entry["programme_id"], t.c.position == entry["position"])
    session.execute(sa.update(t).where(*place).values(entry))


def _add(session: Session, entry: Entry) -> None:
    session.execute(sa.insert(table(JournalEntry)).values(entry))


def _drop(session: Session, programme_id: int, position: int) -> None:
    t = table(JournalEntry)
    session.execute(sa.delete(t).where(t.c.programme_id == programme_id, t.c.position == position))


def _set_head(session: Session, programme_id: int, entry: Entry) -> None:
    t = table(JournalHead)
    values = {"position": entry["position"], "digest": entry["digest"]}
    session.execute(sa.update(t).where(t.c.programme_id == programme_id).values(values))
