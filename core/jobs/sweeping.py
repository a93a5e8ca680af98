"""What workers see to between jobs: what a killed one left is made by another, and old files are removed."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.database import session, transaction
from core.jobs import files
from core.jobs.leases import LEASE, MOST_TRIES
from core.jobs.models import Job, JobState
from core.jobs.references import new_reference
from core.jobs.rows import kept_jobs

log = logging.getLogger(__name__)

_FORGOTTEN_AFTER = timedelta(seconds=30)
"""A job that waits for so long while the queue is empty is in no queue."""


def put_back(books: sa.Engine, queue_is_empty: Callable[[], bool], at: datetime) -> list[int]:
    """The jobs to be laid into the queue again. One that was tried too often has failed instead."""
    with kept_jobs(books) as rows:
        with session(rows) as reading:
            lost = list(reading.exec(select(Job.id).where(_is_lost(at))))
            forgotten = list(reading.exec(select(Job.id).where(_is_forgotten(at))))
        back = [id for id in lost if id is not None and _take_back(rows, id, at)]
        if forgotten and queue_is_empty():
            back += [id for id in forgotten if id is not None and _offer_again(rows, id, at)]
        return back


def remove_old(books: sa.Engine, folder: Path, at: datetime) -> None:
    """Rows and files of jobs that ended long ago, and files of no job."""
    is_old = col(Job.ended_at) < at - files.KEPT

    def work(writing: Session) -> list[str]:
        writing.execute(sa.delete(Job).where(is_old))
        return [name for name in writing.exec(select(Job.stored_as)) if name]

    with kept_jobs(books) as rows:
        with session(rows) as reading:
            gone = [name for name in reading.exec(select(Job.stored_as).where(is_old)) if name]
        kept = transaction(rows, work)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    files.sweep(folder, kept)


def _is_lost(at: datetime) -> sa.ColumnElement[bool]:
    """Nobody takes a lease for so long: where one is, the clock was set back since."""
    is_over = (col(Job.leased_until) < at) | (col(Job.leased_until) > at + 2 * LEASE)
    return (col(Job.state) == JobState.RUNNING) & is_over


def _is_forgotten(at: datetime) -> sa.ColumnElement[bool]:
    offered_at = col(Job.offered_at)
    is_long_ago = (offered_at < at - _FORGOTTEN_AFTER) | (offered_at > at + _FORGOTTEN_AFTER)
    return (col(Job.state) == JobState.QUEUED) & is_long_ago


def _take_back(rows: sa.Engine, id: int, at: datetime) -> bool:
    """Whether it is to be tried again."""
    reference = new_reference(id)
    again = {"state": JobState.QUEUED, "worker": None, "leased_until": None, "offered_at": at}
    if _update(rows, (col(Job.id) == id) & _is_lost(at) & (col(Job.tries) < MOST_TRIES), again):
        return True
    failed = {"state": JobState.FAILED, "key": None, "ended_at": at, "reference": reference}
    if _update(rows, (col(Job.id) == id) & _is_lost(at) & (col(Job.tries) >= MOST_TRIES), failed):
        log.error("Job %s failed, %s: its worker ended %s times while making it", id, reference, MOST_TRIES)
    return False


def _offer_again(rows: sa.Engine, id: int, at: datetime) -> bool:
    """Two workers may find the same one: the first takes it."""
    return _update(rows, (col(Job.id) == id) & _is_forgotten(at), {"offered_at": at})


def _update(rows: sa.Engine, where: sa.ColumnElement[bool], values: dict[str, Any]) -> bool:
    def work(writing: Session) -> bool:
        return bool(writing.connection().execute(sa.update(Job).where(where).values(values)).rowcount)

    return transaction(rows, work)
