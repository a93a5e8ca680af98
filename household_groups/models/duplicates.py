"""What was decided of contributions that look like the same money."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from core.columns import TimestampUTC, choice_column
from core.programmes import InProgramme


class DuplicateVerdict(StrEnum):
    """Two contributions after all, one entered twice, or the second corrects the first."""

    BOTH = "both"
    SAME = "same"
    CORRECTION = "correction"


class DuplicateDecision(InProgramme, table=True):
    """A person's decision on a pair of contributions; `first_id` is the smaller id."""

    __tablename__ = "duplicate_decision"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_order"),
    )

    first_id: int = Field(foreign_key="contribution.id")
    second_id: int = Field(foreign_key="contribution.id")
    verdict: DuplicateVerdict = Field(sa_column=Column(choice_column(DuplicateVerdict), nullable=False))
    decided_by: str
    decided_at: datetime = Field(sa_type=TimestampUTC)
