"""Which projects were at work in a quarter, as a condition of a query."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from core.calendar import Span
from core.tables import table
from household_groups.models.life import ProjectStep, ProjectStepKind
from household_groups.models.projects import Project, ProjectStatus

_ENDS = (ProjectStepKind.COMPLETED, ProjectStepKind.HANDED_OVER, ProjectStepKind.CANCELLED)
_OVER = (
    *(ProjectStatus.COMPLETED, ProjectStatus.HANDED_OVER),
    *(ProjectStatus.MAINTAINED, ProjectStatus.CANCELLED),
)

A_MONTH = timedelta(days=30)


def is_at_work_in(programme_id: int, span: Span) -> sa.ColumnElement[bool]:
    """On `Project`: at work for the last month of the quarter or longer, and not done before it began.

    What is done, and nobody said since when, was done before.
    """
    t = table(Project).c
    done_on = sa.func.coalesce(_done_on(programme_id), t.settled_on)
    started = sa.func.coalesce(t.starts_on, t.approved_on) <= span.ends_on - A_MONTH
    still = sa.or_(t.status.is_(None), t.status.not_in(_OVER))
    return sa.and_(
        *(t.programme_id == programme_id, t.approved_on <= span.ends_on, started),
        sa.or_(done_on >= span.starts_on, done_on.is_(None) & still),
    )


def _done_on(programme_id: int) -> Any:
    """The day of the first step that ended the work."""
    t = table(ProjectStep).c
    query = sa.select(sa.func.min(t.decided_on)).where(
        t.programme_id == programme_id, t.project_id == table(Project).c.id, t.step.in_(_ENDS)
    )
    return query.scalar_subquery()
