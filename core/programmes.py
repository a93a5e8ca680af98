"""Programmes, and what they share: monthly rates, dated changes of facts, closed quarters."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

import core.columns  # noqa: F401  (names constraints: has to be there before the first table)


class InProgramme(SQLModel):
    """A row of one programme's books."""

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id", index=True)


class Programme(SQLModel, table=True):
    """One programme: its country, its reporting currency and the zone in which its days begin."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=64, unique=True)
    name: str
    country: str = Field(max_length=2)
    currency: str = Field(max_length=3)
    starts_on: date
    ends_on: date | None = None
    time_zone: str
    language: str | None = None
    reversal_limit_minor: int | None = Field(default=None, sa_type=BigInteger)
    complaints: str | None = None
    """Where people can complain: a telephone, an address, a box."""


def today_in(programme: Programme, at: datetime) -> date:
    """The day that it is in the programme's time zone."""
    return at.astimezone(ZoneInfo(programme.time_zone)).date()


class Rate(InProgramme, table=True):
    """Units of a currency per USD in a month, as written (a decimal is kept as text: SQLite has no other)."""

    __table_args__ = (UniqueConstraint("programme_id", "currency", "month"),)

    currency: str = Field(max_length=3)
    month: str = Field(max_length=7)
    units_per_usd: str = Field(max_length=41)
    source: str | None = None
    is_used: bool = False
    """Once a decision has used it, it is frozen."""


class FactChange(InProgramme, table=True):
    """One column of one row got a new value; values are written as in the workbook, None for an empty cell."""

    __tablename__ = "fact_change"
    __table_args__ = (UniqueConstraint("programme_id", "seq"),)

    sheet: str = Field(max_length=64)
    code: str
    column: str = Field(max_length=64)
    old: str | None = None
    value: str | None = None
    effective_on: date
    reason: str | None = None
    document: str | None = None
    seq: int = Field(sa_type=BigInteger)
    counted_on: date


class Closing(InProgramme, table=True):
    """A quarter that was closed: nothing is counted in it any more."""

    __table_args__ = (
        UniqueConstraint("programme_id", "quarter"),
        UniqueConstraint("programme_id", "seq"),
    )

    quarter: str = Field(max_length=7)
    closed_on: date
    closed_by: str | None = None
    sha256: str | None = Field(default=None, max_length=64)
    seq: int = Field(sa_type=BigInteger)
