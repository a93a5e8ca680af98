"""Whether anybody works on jobs: each `flask work` says every few seconds that it is there."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.database import session, transaction
from core.jobs.models import JobWorker

SEEN_WITHIN = timedelta(seconds=15)
_FORGOTTEN_AFTER = timedelta(days=1)


def is_anybody_working(rows: sa.Engine, at: datetime) -> bool:
    with session(rows) as reading:
        is_of_now = col(JobWorker.seen_at).between(at - SEEN_WITHIN, at + SEEN_WITHIN)
        seen = select(JobWorker.name).where(is_of_now)
        return reading.exec(seen.limit(1)).first() is not None


def be_seen(rows: sa.Engine, name: str, at: datetime) -> None:
    def work(writing: Session) -> None:
        worker = writing.get(JobWorker, name) or JobWorker(name=name, begun_at=at, seen_at=at)
        worker.seen_at = at
        writing.add(worker)

    transaction(rows, work)


def be_gone(rows: sa.Engine, name: str, at: datetime) -> None:
    """And forget those that could not say so."""

    def work(writing: Session) -> None:
        old = col(JobWorker.seen_at) < at - _FORGOTTEN_AFTER
        writing.execute(sa.delete(JobWorker).where(old | (col(JobWorker.name) == name)))

    transaction(rows, work)
