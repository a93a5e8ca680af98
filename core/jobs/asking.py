"""Somebody asks for a file: a job, or the one that makes the same file of the same books already."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from core.audit import AuditEntry
from core.database import session, transaction
from core.errors import Refusal
from core.jobs.kinds import Asked
from core.jobs.models import Job, JobState
from core.jobs.queue import offer
from core.jobs.refusals import JobReason
from core.jobs.rows import kept_jobs
from core.journal.models import JournalHead

log = logging.getLogger(__name__)

MOST_WAITING = 5
"""Of one person, in all programmes: whoever asks for more keeps others waiting."""


@dataclass(frozen=True)
class Wish:
    """A file of a programme; `file_name` is what it is called where it is saved."""

    programme_id: int
    kind: str
    asked: Asked
    file_name: str
    media_type: str


@dataclass(frozen=True)
class Asker:
    """Who gets the file, and in which language."""

    account_id: int
    name: str
    language: str | None


def ask(books: sa.Engine, wish: Wish, asker: Asker, at: datetime) -> int:
    """The number of the job. No session of the books may be open. Raises Refusal."""
    with session(books) as reading:
        key = _key(wish, asker, _position(reading, wish.programme_id))
    job = Job(
        programme_id=wish.programme_id,
        kind=wish.kind,
        asked=json.dumps(wish.asked, sort_keys=True),
        key=key,
        account_id=asker.account_id,
        asked_by=asker.name,
        asked_at=at,
        language=asker.language,
        file_name=wish.file_name,
        media_type=wish.media_type,
        offered_at=at,
    )
    values = job.model_dump(exclude={"id"})

    def work(writing: Session) -> tuple[int, bool]:
        known = writing.exec(select(Job.id).where(Job.key == key)).first()
        if known is not None:
            return known, False
        if writing.exec(_count_waiting(asker)).one() >= MOST_WAITING:
            raise Refusal(JobReason.TOO_MANY, most=MOST_WAITING)
        added = Job(**values)
        writing.add(added)
        writing.flush()
        return added.id or 0, True

    with kept_jobs(books) as rows:
        id, is_new = transaction(rows, work)
    if is_new:
        _offer(books, id)
    return id


def _offer(books: sa.Engine, id: int) -> None:
    """Where that fails the job is there all the same, and a worker lays it into the queue (`sweeping.py`)."""
    try:
        offer(books, id)
    except Exception:
        log.warning("Job %s is not in the queue yet", id, exc_info=True)


def _count_waiting(asker: Asker) -> SelectOfScalar[int]:
    is_open = col(Job.state).in_((JobState.QUEUED, JobState.RUNNING))
    return select(func.count()).select_from(Job).where(Job.account_id == asker.account_id, is_open)


def _key(wish: Wish, asker: Asker, position: tuple[int, int]) -> str:
    """Two wishes are the same where the same person would get the same file."""
    of = (wish.programme_id, wish.kind, dict(wish.asked), asker.account_id, asker.language, position)
    return sha256(json.dumps(of, sort_keys=True).encode()).hexdigest()


def _position(reading: Session, programme_id: int) -> tuple[int, int]:
    """How far the programme's journal and audit have come."""
    head = reading.exec(select(JournalHead.position).where(JournalHead.programme_id == programme_id)).first()
    noted = select(func.max(col(AuditEntry.id))).where(AuditEntry.programme_id == programme_id)
    return head or 0, reading.exec(noted).one() or 0
