"""Grievances: what people complained of, and what became of it."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme


class Channel(StrEnum):
    """How it was brought."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    LETTER = "letter"
    BOX = "box"
    MESSAGE = "message"


class Category(StrEnum):
    """What it is about."""

    MONEY = "money"
    WORKS = "works"
    SELECTION = "selection"
    CONDUCT = "conduct"
    LAND = "land"
    SERVICE = "service"
    OTHER = "other"


class Access(StrEnum):
    """Who may read it: those who may see the works, or those who handle grievances only."""

    OPEN = "open"
    RESTRICTED = "restricted"


class GrievanceStepKind(StrEnum):
    """What was done about it."""

    ACKNOWLEDGED = "acknowledged"
    REFERRED = "referred"
    RESOLVED = "resolved"
    REOPENED = "reopened"


class Grievance(InProgramme, table=True):
    """A complaint, without the name of who complains."""

    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    code: str = Field(max_length=64)
    received_on: date
    channel: Channel = Field(sa_column=Column(choice_column(Channel), nullable=False))
    category: Category = Field(sa_column=Column(choice_column(Category), nullable=False))
    access: Access = Field(sa_column=Column(choice_column(Access), nullable=False))
    community_id: int | None = Field(default=None, foreign_key="community.id", index=True)
    project_id: int | None = Field(default=None, foreign_key="project.id", index=True)
    words: str
    recorded_by: str


class GrievanceStep(InProgramme, table=True):
    """What was done about a grievance on a day, numbered from 1."""

    __tablename__ = "grievance_step"
    __table_args__ = (UniqueConstraint("grievance_id", "number"),)

    grievance_id: int = Field(foreign_key="grievance.id")
    number: int
    step: GrievanceStepKind = Field(sa_column=Column(choice_column(GrievanceStepKind), nullable=False))
    decided_on: date
    decided_by: str
    words: str | None = None
