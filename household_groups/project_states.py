"""In which state a project is: what was said of it, else what its approval tells."""

import sqlalchemy as sa

from core.tables import table
from household_groups.models.projects import Project, ProjectStatus


def state_of(project: Project) -> ProjectStatus:
    if project.status is not None:
        return project.status
    return ProjectStatus.PROPOSED if project.approved_on is None else ProjectStatus.APPROVED


def in_state(state: ProjectStatus) -> sa.ColumnElement[bool]:
    """On `Project`."""
    t = table(Project).c
    said = t.status == state
    if state is ProjectStatus.PROPOSED:
        return said | (t.status.is_(None) & t.approved_on.is_(None))
    if state is ProjectStatus.APPROVED:
        return said | (t.status.is_(None) & t.approved_on.is_not(None))
    return said
