"""Milestones of what a fund pays for a project, and how far each has come."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, Column, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme


class Gate(StrEnum):
    """What has to be shown before a milestone is reached."""

    AGREEMENT = "agreement"
    MINUTES = "minutes"
    PARTNERS_MONEY = "partners_money"
    WORKS = "works"
    HANDOVER = "handover"


class Milestone(InProgramme, table=True):
    """A part of what a fund matches in a project, paid once `gate` is passed; at the handover, the retention.

    `share` is a decimal above 0, at most 1, and those of a project and fund make at most 1. `works` are the
    percent of works that the gate `works` asks for.
    """

    __table_args__ = (UniqueConstraint("project_id", "fund_id", "code"),)

    project_id: int = Field(foreign_key="project.id")
    fund_id: int = Field(foreign_key="fund.id", index=True)
    code: str = Field(max_length=64)
    name: str
    share: str = Field(max_length=41)
    due_on: date | None = None
    gate: Gate = Field(sa_column=Column(choice_column(Gate), nullable=False))
    works: str | None = Field(default=None, max_length=41)


class Certification(InProgramme, table=True):
    """Somebody asks that a milestone be certified as reached; what became of it stands in the steps."""

    __table_args__ = (UniqueConstraint("programme_id", "reference"),)

    reference: str = Field(max_length=64)
    project_id: int = Field(foreign_key="project.id", index=True)
    fund_id: int = Field(foreign_key="fund.id")
    milestone: str = Field(max_length=64)
    asked_on: date
    asked_by: str
    words: str | None = None


class Tranche(InProgramme, table=True):
    """Somebody asks a fund to pay a project `amount`, in the fund's currency; its steps say what became of it.

    `override_reason` says why it is asked before its milestone.
    """

    __table_args__ = (UniqueConstraint("programme_id", "reference"),)

    reference: str = Field(max_length=64)
    project_id: int = Field(foreign_key="project.id", index=True)
    fund_id: int = Field(foreign_key="fund.id", index=True)
    milestone: str | None = Field(default=None, max_length=64)
    asked_on: date
    asked_by: str
    amount_minor: int = Field(sa_type=BigInteger)
    words: str | None = None
    override_reason: str | None = None


class Subject(StrEnum):
    """The sheets whose rows go through steps."""

    CERTIFICATIONS = "certifications"
    TRANCHES = "tranches"


class Decision(StrEnum):
    """What somebody said to a certification or a tranche that was asked for."""

    CERTIFIED = "certified"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Step(InProgramme, table=True):
    """One decision on what was asked for. The last word stands; a tranche is approved by two persons."""

    __table_args__ = (UniqueConstraint("programme_id", "subject", "reference", "number"),)

    subject: Subject = Field(sa_column=Column(choice_column(Subject), nullable=False))
    reference: str = Field(max_length=64)
    number: int
    decision: Decision = Field(sa_column=Column(choice_column(Decision), nullable=False))
    decided_on: date
    decided_by: str
    reason: str | None = None
    document: str | None = None
