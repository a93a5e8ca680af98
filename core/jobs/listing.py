"""Jobs as pages show them: one's own, or for who manages a programme all of it."""

import json
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from core.database import session
from core.jobs.files import KEPT
from core.jobs.kinds import find_kind
from core.jobs.models import Job, JobState
from core.jobs.presence import is_anybody_working
from core.jobs.rows import has_jobs, kept_jobs
from core.roles import Action
from core.web.access import Here

_MOST_SHOWN = 100
_PATIENCE = timedelta(seconds=10)
IS_OPEN = (JobState.QUEUED, JobState.RUNNING)


def jobs_of(books: sa.Engine, at: Here) -> list[Job]:
    """The latest first."""
    query = select(Job).where(Job.programme_id == at.programme_id)
    if not at.may(Action.MANAGE):
        query = query.where(Job.account_id == at.person.account_id)
    with kept_jobs(books) as rows, session(rows) as reading:
        return list(reading.exec(query.order_by(col(Job.id).desc()).limit(_MOST_SHOWN)))


def open_jobs(books: sa.Engine, programme_id: int, kind: str) -> list[Job]:
    """Of this kind, whoever asked; the latest first."""
    if not has_jobs(books):
        return []
    query = select(Job).where(Job.programme_id == programme_id, Job.kind == kind, col(Job.state).in_(IS_OPEN))
    with kept_jobs(books) as rows, session(rows) as reading:
        return list(reading.exec(query.order_by(col(Job.id).desc())))


def find_job(books: sa.Engine, at: Here, number: int) -> Job | None:
    """None for one of another programme, or of somebody else, where the person does not manage it."""
    with kept_jobs(books) as rows, session(rows) as reading:
        job = reading.get(Job, number)
    if job is None or job.programme_id != at.programme_id:
        return None
    return job if is_own(at, job) or at.may(Action.MANAGE) else None


def is_own(at: Here, job: Job) -> bool:
    """By number and by name: a number may be another person's where the books were put back to an older day."""
    return (job.account_id, job.asked_by) == (at.person.account_id, at.person.name)


def may_have(at: Here, job: Job) -> bool:
    """Whether the person may be handed the file: their own, of what they may still see."""
    kind = find_kind(job.kind)
    return is_own(at, job) and kind is not None and kind.may(at, asked_of(job))


def asked_of(job: Job) -> dict[str, Any]:
    asked: dict[str, Any] = json.loads(job.asked)
    return asked


def title_of(job: Job) -> str:
    kind = find_kind(job.kind)
    return kind.title(asked_of(job)) if kind else job.file_name


def done_by(job: Job) -> str | None:
    """What was done besides the file."""
    kind = find_kind(job.kind)
    return kind.done(asked_of(job)) if kind and kind.done else None


def belongs_to(job: Job, programme: str) -> tuple[str, str] | None:
    kind = find_kind(job.kind)
    return kind.belongs_to(programme, asked_of(job)) if kind and kind.belongs_to else None


def kept_until(job: Job) -> datetime | None:
    return job.ended_at + KEPT if job.ended_at else None


def waits_in_vain(books: sa.Engine, job: Job, at: datetime) -> bool:
    """Whether it has waited for a while, and nobody works on jobs."""
    if job.state not in IS_OPEN or at - job.asked_at < _PATIENCE:
        return False
    with kept_jobs(books) as rows:
        return not is_anybody_working(rows, at)
