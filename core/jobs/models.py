"""The tables of jobs: on PostgreSQL in the database of the books, on SQLite in a file of their own.

They have a metadata of their own, since they are none of the books: nothing refers to them, no backup has them.
"""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from core.columns import NAMING_CONVENTION, TimestampUTC, choice_column

METADATA = sa.MetaData(naming_convention=NAMING_CONVENTION)
QUEUE = sa.MetaData()
"""The tables of huey's queue on PostgreSQL, as it knows them: a migration makes them, since the site may not."""

sa.Table(
    *("huey_task", QUEUE),
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("queue", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("priority", sa.Double, nullable=False, server_default=sa.text("0.0")),
    sa.Index("huey_task_queue_priority_id", "queue", sa.text("priority DESC"), "id"),
)
sa.Table(
    *("huey_schedule", QUEUE),
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("queue", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("timestamp", sa.Double, nullable=False),
    sa.Index("huey_schedule_queue_timestamp", "queue", "timestamp"),
)
sa.Table(
    *("huey_kv", QUEUE),
    sa.Column("queue", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)
sa.Table(
    *("huey_counter", QUEUE),
    sa.Column("queue", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False, server_default=sa.text("0")),
)


class JobState(StrEnum):
    """How far a job has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(SQLModel, table=True):
    """One file that somebody asked for, and how far the making of it has come.

    `asked` is what the file depends on, as JSON. `key` says what makes two wishes the same; a job that failed or
    is over has none, so that it can be asked for again.
    """

    metadata = METADATA

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(index=True)
    kind: str = Field(max_length=32)
    asked: str
    key: str | None = Field(default=None, max_length=64, unique=True)
    account_id: int
    asked_by: str
    asked_at: datetime = Field(sa_type=TimestampUTC)
    language: str | None = Field(default=None, max_length=16)
    file_name: str
    media_type: str
    state: JobState = Field(default=JobState.QUEUED, sa_type=choice_column(JobState))
    offered_at: datetime = Field(sa_type=TimestampUTC)
    """When it was last laid into the queue."""
    tries: int = 0
    worker: str | None = None
    """The one try that may write to this row, while `leased_until` is not over."""
    leased_until: datetime | None = Field(default=None, sa_type=TimestampUTC)
    begun_at: datetime | None = Field(default=None, sa_type=TimestampUTC)
    phase: str | None = Field(default=None, max_length=32)
    done: int = 0
    of: int | None = None
    ended_at: datetime | None = Field(default=None, sa_type=TimestampUTC)
    stored_as: str | None = None
    size: int | None = Field(default=None, sa_type=sa.BigInteger)
    failure: str | None = None
    """Why it was refused, as a sentence for who asked; None where it failed for a reason of ours."""
    reference: str | None = Field(default=None, max_length=32)
    """Under which the log of the worker tells why it failed."""


class JobWorker(SQLModel, table=True):
    """A `flask work` that is at work: it says so every few seconds."""

    metadata = METADATA
    __tablename__ = "job_worker"

    name: str = Field(primary_key=True, max_length=200)
    begun_at: datetime = Field(sa_type=TimestampUTC)
    seen_at: datetime = Field(sa_type=TimestampUTC)
