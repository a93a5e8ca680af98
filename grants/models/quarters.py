"""What is told of a quarter, and who signed for it."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme


class Section(StrEnum):
    """A part of the narrative."""

    ACHIEVEMENTS = "achievements"
    DEVIATIONS = "deviations"
    RISKS = "risks"
    LESSONS = "lessons"
    NEXT_QUARTER = "next_quarter"


class Part(StrEnum):
    """What a person signs for: that they prepared, checked or approved the report."""

    PREPARED = "prepared"
    CHECKED = "checked"
    APPROVED = "approved"


class Narrative(InProgramme, table=True):
    """A section of what is told of a quarter; the one with the highest number holds."""

    __table_args__ = (UniqueConstraint("programme_id", "quarter", "section", "number"),)

    quarter: str = Field(max_length=7)
    section: Section = Field(sa_column=Column(choice_column(Section), nullable=False))
    number: int
    words: str
    written_on: date
    written_by: str


class Signature(InProgramme, table=True):
    """Who prepared, checked or approved a quarter's report; the one with the highest number holds.

    `statement` is what they signed, `figures` the digest of the figures that they saw.
    """

    __table_args__ = (UniqueConstraint("programme_id", "quarter", "part", "number"),)

    quarter: str = Field(max_length=7)
    part: Part = Field(sa_column=Column(choice_column(Part), nullable=False))
    number: int
    statement: str
    signed_on: date
    signed_by: str
    figures: str | None = Field(default=None, max_length=64)
