"""Sealed reports: the bytes of a closed quarter's report as they were when it was closed, kept for good."""

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, UniqueConstraint
from sqlmodel import Field

from core.columns import TimestampUTC
from core.programmes import InProgramme

PROGRAMME = ""
"""The `fund` of the programme's own report; a copy for a fund names it."""


class SealedReport(InProgramme, table=True):
    """One file that is never written again: the report of a quarter at one position of the journal."""

    __tablename__ = "sealed_report"
    __table_args__ = (UniqueConstraint("programme_id", "quarter", "fund"),)

    quarter: str = Field(max_length=7)
    fund: str = Field(max_length=64)
    position: int = Field(sa_type=BigInteger)
    """The last entry of the journal that the report speaks of; the one that closes the quarter follows it."""
    head: str = Field(max_length=64)
    """The digest of that entry."""
    sha256: str = Field(max_length=64)
    sealed_at: datetime = Field(sa_type=TimestampUTC)
    sealed_by: str
    content: bytes = Field(sa_type=LargeBinary)
    figures: bytes | None = Field(default=None, sa_type=LargeBinary)
    """What the file was written from, to write copies of it in other languages."""
