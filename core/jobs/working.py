"""One job is made: taken, made, and its file handed over, or what went wrong said."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from flask_babel import force_locale
from sqlmodel import select

from core.database import session
from core.errors import Refusal
from core.jobs.files import new_file
from core.jobs.kinds import AskedBy, Making, find_kind
from core.jobs.leases import MOST_TRIES, Lease, claim, fail, finish, give_back
from core.jobs.models import Job
from core.jobs.progress import LeaseLost, telling
from core.jobs.queue import offer
from core.jobs.references import new_reference
from core.jobs.rows import kept_jobs
from core.programmes import Programme
from core.sentences import sentence

log = logging.getLogger(__name__)


def work_on(books: sa.Engine, folder: Path, id: int) -> None:
    """Make it, where it is to be made and nobody else does."""
    with kept_jobs(books) as rows:
        lease = claim(rows, id, datetime.now(UTC))
        if lease is None:
            return
        with session(rows) as reading:
            job = reading.get_one(Job, id)
        try:
            path, is_kept = new_file(folder, id), False
        except OSError:
            _failed(rows, job, lease)
            return
        try:
            with force_locale(job.language or "en"):
                is_kept = _try(books, rows, job, lease, path)
        except KeyboardInterrupt:
            if give_back(rows, lease, datetime.now(UTC), is_tried=False):
                offer(books, id)
            raise
        finally:
            if not is_kept:
                path.unlink(missing_ok=True)


def _try(books: sa.Engine, rows: sa.Engine, job: Job, lease: Lease, path: Path) -> bool:
    """Whether the file is there and the job's."""
    try:
        with telling(rows, lease) as progress:
            kind = find_kind(job.kind)
            if kind is None:
                raise LookupError(f"no such kind of job: {job.kind}")
            by = AskedBy(job.account_id, job.asked_by, job.asked_at)
            kind.make(Making(books, _programme(books, job), json.loads(job.asked), path, progress, by))
        return finish(rows, lease, datetime.now(UTC), path.name, path.stat().st_size)
    except LeaseLost:
        log.warning("Job %s was taken over by another worker", job.id)
    except Refusal as refusal:
        fail(rows, lease, datetime.now(UTC), sentence(refusal), new_reference(lease.id))
    except Exception:
        _failed(rows, job, lease)
    return False


def _failed(rows: sa.Engine, job: Job, lease: Lease) -> None:
    """Tried again by and by: what it met with may be gone by then."""
    reference = new_reference(lease.id)
    log.exception("Job %s failed at try %s of %s, %s", job.id, job.tries, MOST_TRIES, reference)
    if job.tries < MOST_TRIES:
        give_back(rows, lease, datetime.now(UTC), is_tried=True)
    else:
        fail(rows, lease, datetime.now(UTC), None, reference)


def _programme(books: sa.Engine, job: Job) -> str:
    with session(books) as reading:
        return reading.exec(select(Programme.code).where(Programme.id == job.programme_id)).one()
