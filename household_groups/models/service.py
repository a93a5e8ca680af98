"""What works do for people: whom they reach, and whether they still serve after the handover."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, Column, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme


class Functional(StrEnum):
    """Whether a work does what it was built for."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Reached(InProgramme, table=True):
    """How many people of a community a project reaches, where it serves more than one community."""

    __table_args__ = (UniqueConstraint("project_id", "community_id", "measured_on"),)

    project_id: int = Field(foreign_key="project.id")
    community_id: int = Field(foreign_key="community.id", index=True)
    measured_on: date
    people: int
    female: int | None = None
    male: int | None = None
    households: int | None = None
    source: str | None = None
    counted_on: date | None = None
    """The day in whose quarter it counts, where that is not its own: it came late."""


class ServiceCheck(InProgramme, table=True):
    """How a work was found some `months` after its handover; money in the project's currency.

    `fee_due` and `fee_paid` are of the time since the last check, as are `repairs` (what they cost) and
    `days_down`; `fund_balance` is what the maintenance fund holds on the day.
    """

    __tablename__ = "service_check"
    __table_args__ = (UniqueConstraint("project_id", "checked_on"),)

    project_id: int = Field(foreign_key="project.id")
    checked_on: date
    months: int | None = None
    functional: Functional = Field(sa_column=Column(choice_column(Functional), nullable=False))
    fee_due_minor: int | None = Field(default=None, sa_type=BigInteger)
    fee_paid_minor: int | None = Field(default=None, sa_type=BigInteger)
    fund_balance_minor: int | None = Field(default=None, sa_type=BigInteger)
    repairs_minor: int | None = Field(default=None, sa_type=BigInteger)
    days_down: int | None = None
    checked_by: str
    words: str | None = None
    counted_on: date | None = None
    """The day in whose quarter it counts, where that is not its own: it came late."""
