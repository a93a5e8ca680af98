"""Files that people asked for and that are ready."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select

from core.accounts.accounts import find_account
from core.database import session, transaction
from core.jobs.files import new_file
from core.jobs.kinds import Kind, Making, register
from core.jobs.models import Job, JobState
from core.jobs.rows import kept_jobs
from core.programmes import Programme


def _make(making: Making) -> None:
    making.path.write_text("a note")


register(Kind("note", lambda _asked: "A note", _make, lambda _at, _asked: True))


def made_job(engine: Engine, folder: Path, programme: str, name: str | None) -> int:
    """The number of a job of this person, or of one who is no longer there."""
    with session(engine) as reading:
        programme_id = reading.exec(select(Programme.id).where(Programme.code == programme)).one()
        account = find_account(reading, name) if name else None
    now, file = datetime.now(UTC), new_file(folder, 0)
    file.write_text("a note")

    def work(writing: Session) -> int:
        job = Job(
            programme_id=programme_id or 0,
            kind="note",
            asked="{}",
            account_id=account.id or 0 if account else 0,
            asked_by=name or "somebody",
            asked_at=now,
            file_name="note.txt",
            media_type="text/plain",
            state=JobState.DONE,
            offered_at=now,
            ended_at=now,
            stored_as=file.name,
            size=6,
        )
        writing.add(job)
        writing.flush()
        return job.id or 0

    with kept_jobs(engine) as rows:
        return transaction(rows, work)
