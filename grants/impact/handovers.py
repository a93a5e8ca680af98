"""When works were finished, and when they were handed over: from there on they are maintained and checked."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from household_groups.models.life import ProjectStep, ProjectStepKind
from household_groups.models.projects import Project, ProjectStatus

_DONE = (ProjectStatus.COMPLETED, ProjectStatus.HANDED_OVER, ProjectStatus.MAINTAINED)


def handed_over_on(session: Session, programme_id: int, until: date) -> dict[int, date]:
    """By project id: the day of its last handover up to then; of one without steps, of its settlement.

    What was completed and not handed over is nobody's to check yet.
    """
    by_steps = _steps(session, programme_id, until, ProjectStepKind.HANDED_OVER)
    return _settled(session, programme_id, until) | by_steps


def finished_on(session: Session, programme_id: int, until: date) -> dict[int, date]:
    """By project id: the day of its handover, else of its completion; of one without steps, of its settlement."""
    completed = _steps(session, programme_id, until, ProjectStepKind.COMPLETED)
    return completed | handed_over_on(session, programme_id, until)


def _steps(session: Session, programme_id: int, until: date, kind: ProjectStepKind) -> dict[int, date]:
    t = table(ProjectStep).c
    query = sa.select(t.project_id, t.decided_on).where(
        t.programme_id == programme_id, t.decided_on <= until, t.step == kind
    )
    return {row.project_id: row.decided_on for row in session.execute(query.order_by(t.number))}


def _settled(session: Session, programme_id: int, until: date) -> dict[int, date]:
    t, step = table(Project).c, table(ProjectStep).c
    query = sa.select(t.id, t.settled_on).where(
        *(t.programme_id == programme_id, t.settled_on <= until, t.status.in_(_DONE)),
        ~sa.exists().where(step.project_id == t.id),
    )
    return {row.id: row.settled_on for row in session.execute(query)}
