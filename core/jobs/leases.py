"""Whose a job is: one try at a time may write to its row, and only while its lease lasts.

Each statement says in its WHERE what has to be so still, and the database decides who came first. A worker that
was killed lets its lease run out, then another takes the job; one that was only asleep finds that it lost it.
"""

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlmodel import Session

from core.database import transaction
from core.jobs.models import Job, JobState
from core.tables import table

LEASE = timedelta(seconds=20)
"""Clocks of machines that share a database have to agree within this."""
MOST_TRIES = 3

_job = table(Job)


@dataclass(frozen=True)
class Lease:
    """One try at one job."""

    id: int
    worker: str


def name_of_process() -> str:
    """As a person looks for it: machine and process, and a word that no other has."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"


def claim(rows: sa.Engine, id: int, at: datetime) -> Lease | None:
    """None where somebody else has it, where it is over, or was tried often enough."""
    lease = Lease(id, name_of_process())
    is_free = (_job.c.state == JobState.QUEUED) | (
        (_job.c.state == JobState.RUNNING) & (_job.c.leased_until < at)
    )
    taken = _update(
        rows,
        (_job.c.id == id) & is_free & (_job.c.tries < MOST_TRIES),
        state=JobState.RUNNING,
        worker=lease.worker,
        leased_until=at + LEASE,
        tries=_job.c.tries + 1,
        begun_at=at,
        phase=None,
        done=0,
        of=None,
    )
    return lease if taken else None


def renew(rows: sa.Engine, lease: Lease, at: datetime, phase: str | None, done: int, of: int | None) -> bool:
    """Say how far it is. False where the job is no longer ours."""
    return _update(rows, _held(lease), leased_until=at + LEASE, phase=phase, done=done, of=of)


def finish(rows: sa.Engine, lease: Lease, at: datetime, stored_as: str, size: int) -> bool:
    return _update(rows, _held(lease), **_over(at), state=JobState.DONE, stored_as=stored_as, size=size)


def fail(rows: sa.Engine, lease: Lease, at: datetime, failure: str | None, reference: str) -> bool:
    """For good: whoever asks again gets a new job."""
    return _update(
        *(rows, _held(lease)),
        **_over(at),
        state=JobState.FAILED,
        key=None,
        failure=failure,
        reference=reference,
    )


def give_back(rows: sa.Engine, lease: Lease, at: datetime, *, is_tried: bool) -> bool:
    """To be made by whoever comes next. Where the worker was told to stop, that was no try."""
    tries = _job.c.tries if is_tried else _job.c.tries - 1
    return _update(
        *(rows, _held(lease)),
        state=JobState.QUEUED,
        tries=tries,
        worker=None,
        leased_until=None,
        offered_at=at,
    )


def _over(at: datetime) -> dict[str, Any]:
    return {"ended_at": at, "leased_until": None}


def _held(lease: Lease) -> sa.ColumnElement[bool]:
    return (_job.c.id == lease.id) & (_job.c.state == JobState.RUNNING) & (_job.c.worker == lease.worker)


def _update(rows: sa.Engine, where: sa.ColumnElement[bool], **values: Any) -> bool:
    def work(writing: Session) -> bool:
        done = writing.connection().execute(sa.update(_job).where(where).values(values))
        return bool(done.rowcount)

    return transaction(rows, work)
