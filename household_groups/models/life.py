"""The life of a project: the meetings that chose it, and each step from its proposal to its maintenance."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme


class ProjectStepKind(StrEnum):
    """What became of a project on a day."""

    PROPOSED = "proposed"
    APPRAISED = "appraised"
    DECLINED = "declined"
    APPROVED = "approved"
    STARTED = "started"
    COMPLETED = "completed"
    HANDED_OVER = "handed_over"
    MAINTAINED = "maintained"
    CANCELLED = "cancelled"


class Meeting(InProgramme, table=True):
    """A meeting of a community, with who attended; `sent_from_abroad` members sent their choice instead."""

    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    code: str = Field(max_length=64)
    community_id: int = Field(foreign_key="community.id", index=True)
    held_on: date
    women: int
    men: int
    households: int | None = None
    sent_from_abroad: int | None = None
    words: str | None = None
    kept_by: str
    """Who kept the minutes."""


class Choice(InProgramme, table=True):
    """What a meeting wants built, by its rank (1 is wanted most); `votes_for` are all, also those from abroad."""

    __table_args__ = (UniqueConstraint("meeting_id", "rank"),)

    meeting_id: int = Field(foreign_key="meeting.id")
    rank: int
    work: str
    project_id: int | None = Field(default=None, foreign_key="project.id")
    votes_for: int | None = None
    votes_from_abroad: int | None = None


class ProjectStep(InProgramme, table=True):
    """A step in the life of a project, numbered from 1; its documents stand among the documents."""

    __tablename__ = "project_step"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    project_id: int = Field(foreign_key="project.id")
    number: int
    step: ProjectStepKind = Field(sa_column=Column(choice_column(ProjectStepKind), nullable=False))
    decided_on: date
    decided_by: str
    words: str | None = None
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
