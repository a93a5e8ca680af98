"""The journal's two tables: the head of each programme, which is what a writer locks, and the entries."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.columns import TimestampUTC, choice_column


class EntryKind(StrEnum):
    """What an entry books. All but `record` are events: they have a place in the programme's sequence."""

    RECORD = "record"
    CHANGE = "change"
    APPROVE = "approve"
    OTHER_FUNDING = "other_funding"
    VERIFY = "verify"
    REVERSE = "reverse"
    SETTLE = "settle"
    REMATCH = "rematch"
    CLOSE = "close"


class JournalHead(SQLModel, table=True):
    """How far a programme's journal has come. Its row is locked by whoever books."""

    __tablename__ = "journal_head"
    __table_args__ = (CheckConstraint("seq >= 0 AND position >= 0", name="never_negative"),)

    programme_id: int = Field(primary_key=True, foreign_key="programme.id")
    position: int = Field(default=0, sa_type=BigInteger)
    seq: int = Field(default=0, sa_type=BigInteger)
    digest: str = Field(default="", max_length=64)
    """The digest of the last entry; '' before the first."""


class JournalEntry(SQLModel, table=True):
    """One thing that was booked: which columns of which row took which values, when, and by whom.

    `position` counts every entry of the programme, `seq` the events among them: the order in which decisions
    were taken, which an export carries and an import keeps. The tables are the fold of these entries.
    `digest` is the SHA-256 of the entry and of its predecessor's digest, so that none can be altered, dropped
    or put in between.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (
        UniqueConstraint("programme_id", "seq"),
        Index("ix_journal_entry_programme_id_sheet_key", "programme_id", "sheet", "key"),
        {"sqlite_with_rowid": False},
    )

    programme_id: int = Field(primary_key=True, foreign_key="programme.id")
    position: int = Field(primary_key=True, sa_type=BigInteger)
    seq: int | None = Field(default=None, sa_type=BigInteger)
    kind: EntryKind = Field(sa_column=Column(choice_column(EntryKind), nullable=False))
    sheet: str = Field(max_length=64)
    key: str
    effective_on: date | None = None
    content: str
    booked_by: str
    booked_at: datetime = Field(sa_type=TimestampUTC)
    digest: str = Field(max_length=64)
