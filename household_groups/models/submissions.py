"""Which number came with which contribution, for ever; and what came under a number with other content."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint
from sqlmodel import Field

from core.columns import TimestampUTC, choice_column
from core.programmes import InProgramme


class Submission(InProgramme, table=True):
    """A number that a device or a form gave a contribution before it was sent, and what it said then.

    It is never altered and never deleted: the number stays used whatever becomes of the contribution.
    """

    __table_args__ = (
        UniqueConstraint("programme_id", "client_id"),
        Index("ix_submission_programme_id_reference", "programme_id", "reference"),
    )

    client_id: str = Field(max_length=64)
    """In one spelling; see grants/submissions/client_ids.py."""
    reference: str = Field(max_length=64)
    sha256: str = Field(max_length=64)
    """Of the content as it was first sent; see grants/submissions/content.py."""
    sent_by: str
    sent_at: datetime = Field(sa_type=TimestampUTC)
    device: str = Field(default="", max_length=200)
    """What sent it, where it said so."""


class ConflictState(StrEnum):
    """A conflict waits, or what is there was kept, or what was sent became a contribution of its own."""

    OPEN = "open"
    DISMISSED = "dismissed"
    RECORDED = "recorded"


class SubmissionConflict(InProgramme, table=True):
    """What was sent under a number that stands for something else; however often it is sent, it is kept once."""

    __tablename__ = "submission_conflict"
    __table_args__ = (
        UniqueConstraint(
            "programme_id", "client_id", "sha256", "sent_by", name="uq_submission_conflict_sent"
        ),
        CheckConstraint(
            "(state = 'open') = (resolved_by IS NULL AND resolved_at IS NULL)", name="resolved_by_somebody"
        ),
        Index("ix_submission_conflict_programme_id_state", "programme_id", "state"),
    )

    client_id: str = Field(max_length=64)
    project_id: int = Field(foreign_key="project.id")
    """The project that was named; its people decide what becomes of it."""
    sha256: str = Field(max_length=64)
    content: str
    """Canonical JSON, of which `sha256` is the digest."""
    sent_by: str
    sent_at: datetime = Field(sa_type=TimestampUTC)
    device: str = Field(default="", max_length=200)
    state: ConflictState = Field(
        default=ConflictState.OPEN, sa_column=Column(choice_column(ConflictState), nullable=False)
    )
    resolved_by: str | None = None
    resolved_at: datetime | None = Field(default=None, sa_type=TimestampUTC)
    reason: str | None = None
    """Why what is there was kept."""
    recorded_as: str | None = Field(default=None, max_length=64)
    """The reference of the contribution that it became."""
