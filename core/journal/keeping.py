"""Keeping the heads of the day: read from the database, added to the file outside of it, and mailed."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from core.database import session
from core.journal.heads import Head, HeadsFile, as_line, day_of, heads_file
from core.journal.models import JournalHead
from core.mailing import NotSent, Post, send
from core.programmes import Programme
from core.tables import table


@dataclass(frozen=True)
class Keeping:
    """Where heads are kept, and who gets them by mail, if anybody."""

    path: Path
    post: Post | None = None


@dataclass(frozen=True)
class Kept:
    """What was done today: heads added to the file; why the mail did not go out, where it should have."""

    heads: list[Head]
    has_any: bool
    """Whether the file has heads of this day, whoever added them."""
    is_sent: bool = False
    not_sent: str | None = None


def keep_heads(keeping: Keeping, engine: sa.Engine, at: datetime, *, wait: bool = True) -> Kept:
    """One line a programme and day, however often it is asked and by however many. Raises OSError.

    The lines are on the disk before a mail is tried, which never undoes them.
    """
    with heads_file(keeping.path, wait=wait) as file:
        with session(engine) as reading:
            heads = current_heads(reading, at)
        new = file.keep(heads)
        day = day_of(at)
        has_any = any(head.day == day for head in file.kept.heads)
        if keeping.post is None or file.kept.sent_on == day or not has_any:
            return Kept(new, has_any)
        return _sent(file, keeping.post, new, day)


def current_heads(session: Session, at: datetime) -> list[Head]:
    """Of every programme in whose journal anything is."""
    head, programme = table(JournalHead).c, table(Programme).c
    query = sa.select(programme.code, head.position, head.digest).where(head.programme_id == programme.id)
    rows = session.execute(query.where(head.position > 0).order_by(programme.code))
    return [Head(day_of(at), at.isoformat(), *row) for row in rows]


def note_restored(keeping: Keeping, engine: sa.Engine, at: datetime, why: str) -> list[Head]:
    """Say in the file that later heads are of entries which a restore has lost; returns today's heads.

    The lost heads stay in the file for everybody to see; verification compares with the others.
    """
    with heads_file(keeping.path) as file:
        with session(engine) as reading:
            heads = current_heads(reading, at)
        there = {head.programme: head.position for head in heads}
        for programme in sorted({head.programme for head in file.kept.heads}):
            last = max(file.kept.of(programme), default=0)
            if last > there.get(programme, 0):
                file.note_restored(programme, there.get(programme, 0), at, why)
        file.keep(heads)
        return heads


def _sent(file: HeadsFile, post: Post, new: list[Head], day: str) -> Kept:
    lines = "".join(as_line({"kind": "head"} | asdict(h)) + "\n" for h in file.kept.heads if h.day == day)
    try:
        send(
            post, f"Hashar: heads of the journals, {day}", _EXPLANATION + lines, (f"heads-{day}.jsonl", lines)
        )
    except NotSent as failure:
        file.note_not_sent(day, str(failure))
        return Kept(new, True, not_sent=str(failure))
    file.note_sent(day, ", ".join(post.recipients))
    return Kept(new, True, is_sent=True)


_EXPLANATION = """\
Keep this mail. Its lines say how far the journal of each programme had come, and the digest of its last entry.
Whoever alters, drops or rewrites an entry later on cannot make the books give these digests again.
To compare the books with them, save the attached file and run: flask verify --heads FILE

"""
