"""When works were handed over: from there on they serve, are maintained and are checked."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from household_groups.models.life import ProjectStep, ProjectStepKind
from household_groups.models.projects import Project, ProjectStatus

_DONE = (ProjectStatus.COMPLETED, ProjectStatus.HANDED_OVER, ProjectStatus.MAINTAINED)


def handed_over_on(session: Session, programme_id: int, until: date) -> dict[int, date]:
    """By project id: the day of its last handover up to then; without one, of its completion or settlement."""
    return _settled(session, programme_id, until) | _steps(session, programme_id, until)


def _steps(session: Session, programme_id: int, until: date) -> dict[int, date]:
    t = table(ProjectStep).c
    query = sa.select(t.project_id, t.step, t.decided_on).where(
        *(t.programme_id == programme_id, t.decided_on <= until),
        t.step.in_((ProjectStepKind.HANDED_OVER, ProjectStepKind.COMPLETED)),
    )
    completed: dict[int, date] = {}
    handed_over: dict[int, date] = {}
    for project_id, step, on in session.execute(query.order_by(t.number)):
        (handed_over if step is ProjectStepKind.HANDED_OVER else completed)[project_id] = on
    return completed | handed_over


def _settled(session: Session, programme_id: int, until: date) -> dict[int, date]:
    t = table(Project).c
    query = sa.select(t.id, t.settled_on).where(
        *(t.programme_id == programme_id, t.settled_on <= until, t.status.in_(_DONE))
    )
    return {row.id: row.settled_on for row in session.execute(query)}
