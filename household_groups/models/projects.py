"""Projects with their budget lines, progress of works, indicators and measurements."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, Column, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme


class ProjectStatus(StrEnum):
    """Where a project stands, from proposal to maintenance."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    HANDED_OVER = "handed_over"
    MAINTAINED = "maintained"
    CANCELLED = "cancelled"


class Project(InProgramme, table=True):
    """One small work (a water pipe, a school roof) or housing scheme; its budget is in its own currency.

    `approved_seq` and `settled_seq` are the places of its approval and settlement in the sequence.
    """

    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    code: str = Field(max_length=64)
    community_id: int = Field(foreign_key="community.id", index=True)
    name: str
    sector: str = Field(max_length=5)
    budget_minor: int = Field(sa_type=BigInteger)
    currency: str = Field(max_length=3)
    approved_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    status: ProjectStatus | None = Field(default=None, sa_column=Column(choice_column(ProjectStatus)))
    settled_on: date | None = None
    final_cost_minor: int | None = Field(default=None, sa_type=BigInteger)
    approved_seq: int | None = Field(default=None, sa_type=BigInteger)
    settled_seq: int | None = Field(default=None, sa_type=BigInteger)


class BudgetLine(InProgramme, table=True):
    """A line of a project's budget, in the project's currency."""

    __tablename__ = "budget_line"
    __table_args__ = (UniqueConstraint("project_id", "line"),)

    project_id: int = Field(foreign_key="project.id")
    line: str = Field(max_length=64)
    category: str
    description: str
    unit: str | None = None
    quantity: str | None = Field(default=None, max_length=41)
    unit_cost: str | None = Field(default=None, max_length=41)
    amount_minor: int = Field(sa_type=BigInteger)
    source: str | None = None


class Progress(InProgramme, table=True):
    """How far the works are on a day, in percent, planned and actual."""

    __table_args__ = (UniqueConstraint("project_id", "on"),)

    project_id: int = Field(foreign_key="project.id")
    on: date
    planned: str | None = Field(default=None, max_length=41)
    actual: str = Field(max_length=41)
    certified_by: str | None = None
    evidence: str | None = None
    counted_on: date | None = None
    """The day in whose quarter it counts, where that is not its own: it came late."""


class Indicator(InProgramme, table=True):
    """What a project is to achieve: households connected, students with access."""

    __table_args__ = (UniqueConstraint("project_id", "code"),)

    project_id: int = Field(foreign_key="project.id")
    code: str = Field(max_length=64)
    name: str
    unit: str
    baseline: str | None = Field(default=None, max_length=41)
    target: str = Field(max_length=41)
    catalogue: str | None = Field(default=None, max_length=64)
    """Its code in the catalogue of indicators, which says what it means and how it is counted."""
    baseline_on: date | None = None
    baseline_source: str | None = None


class Measurement(InProgramme, table=True):
    """What an indicator was found to be on a day."""

    __table_args__ = (UniqueConstraint("indicator_id", "measured_on"),)

    project_id: int = Field(foreign_key="project.id")
    indicator_id: int = Field(foreign_key="indicator.id")
    measured_on: date
    value: str = Field(max_length=41)
    female: str | None = Field(default=None, max_length=41)
    male: str | None = Field(default=None, max_length=41)
    source: str | None = None
    counted_on: date | None = None
    """The day in whose quarter it counts, where that is not its own: it came late."""
