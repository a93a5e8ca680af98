"""Which meetings lie within a person's reach: those of one's communities, and those that chose one's projects."""

import sqlalchemy as sa
from sqlmodel import col

from core.accounts.person import Reach
from grants.visible import communities_within, projects_within
from household_groups.models.life import Choice, Meeting, ProjectStep
from household_groups.models.projects import Project
from household_groups.models.registry import Community


def meetings_within(reach: Reach) -> sa.ColumnElement[bool]:
    """On `Meeting`."""
    of_programme = col(Meeting.programme_id) == reach.programme_id
    if reach.is_whole:
        return of_programme
    mine = sa.select(col(Community.id)).where(communities_within(reach))
    projects = sa.select(col(Project.id)).where(projects_within(reach))
    chose = sa.select(col(Choice.meeting_id)).where(col(Choice.project_id).in_(projects))
    named = sa.select(col(ProjectStep.meeting_id)).where(
        col(ProjectStep.project_id).in_(projects), col(ProjectStep.meeting_id).is_not(None)
    )
    id = col(Meeting.id)
    return of_programme & (col(Meeting.community_id).in_(mine) | id.in_(chose) | id.in_(named))
