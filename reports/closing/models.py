"""Closings asked for: a quarter that one manager wants closed, and what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, text
from sqlmodel import Field

from core.columns import TimestampUTC, choice_column
from core.programmes import InProgramme


class ClosingState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"
    """The books have moved on, and the list that was looked at with them."""


class ClosingRequest(InProgramme, table=True):
    """One manager has looked at a quarter and asks for it to be closed; another one decides.

    `position` is the place in the journal that was looked at, `seen` the SHA-256 of the list as it stood there,
    and `remarks` a JSON object: the reasons for what is carried forward, the words for what does not reconcile.
    """

    __tablename__ = "closing_request"
    __table_args__ = (
        Index(
            "uq_closing_request_one_open",
            "programme_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    quarter: str = Field(max_length=7)
    position: int = Field(sa_type=BigInteger)
    seen: str = Field(max_length=64)
    remarks: str
    asked_by: str
    asked_at: datetime = Field(sa_type=TimestampUTC)
    state: ClosingState = Field(sa_column=Column(choice_column(ClosingState), nullable=False))
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=TimestampUTC)
    reason: str | None = None
    """Why it was declined."""
