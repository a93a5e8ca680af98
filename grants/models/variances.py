"""Explanations of what a budget line cost beside what was planned."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from core.programmes import InProgramme


class Variance(InProgramme, table=True):
    """Why a line of a project's budget costs more or less than planned; the one with the highest number holds."""

    __table_args__ = (UniqueConstraint("project_id", "line", "number"),)

    project_id: int = Field(foreign_key="project.id")
    line: str = Field(max_length=64)
    number: int
    explained_on: date
    explained_by: str
    words: str
