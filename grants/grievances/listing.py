"""Grievances as lists show them: each with where it stands, those first that wait longest past their day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.web.access import Here
from grants.grievances.timing import Taken, Timing, timing_of
from grants.grievances.visible import grievances_within
from household_groups.models.grievances import Grievance, GrievanceStep
from household_groups.models.projects import Project
from household_groups.models.registry import Community


@dataclass(frozen=True)
class Listed:
    """A grievance as of today; `community` is the one that it is about, or its project's."""

    grievance: Grievance
    timing: Timing
    community: Community | None
    project: Project | None
    is_overdue: bool


def grievances_of(session: Session, place: Here, today: date) -> list[Listed]:
    """All that the person sees: overdue ones first, then the other open ones by their day, then the rest."""
    within = grievances_within(place)
    steps = _steps(session, within)
    found = [
        _listed(row, steps.get(row[0].id or 0, []), today) for row in session.execute(_query(within)).all()
    ]
    return sorted(found, key=_attention)


def _query(within: sa.ColumnElement[bool]) -> sa.Select[Grievance, Project | None, Community | None]:
    of = sa.func.coalesce(col(Grievance.community_id), col(Project.community_id))
    return (
        sa.select(Grievance, Project, Community)
        .join(Project, col(Grievance.project_id) == col(Project.id), isouter=True)
        .join(Community, of == col(Community.id), isouter=True)
        .where(within)
    )


def _steps(session: Session, within: sa.ColumnElement[bool]) -> dict[int, list[Taken]]:
    query = (
        select(col(GrievanceStep.grievance_id), col(GrievanceStep.step), col(GrievanceStep.decided_on))
        .join(Grievance, col(GrievanceStep.grievance_id) == col(Grievance.id))
        .where(within)
        .order_by(col(GrievanceStep.number))
    )
    found: defaultdict[int, list[Taken]] = defaultdict(list)
    for id, step, on in session.exec(query):
        found[id].append((step, on))
    return found


def _listed(
    row: sa.Row[Grievance, Project | None, Community | None], steps: list[Taken], today: date
) -> Listed:
    grievance, project, community = row
    timing = timing_of(grievance.received_on, steps)
    return Listed(grievance, timing, community, project, timing.is_overdue(today))


def _attention(each: Listed) -> tuple[bool, bool, int, str]:
    day = each.timing.due_on or each.timing.resolved_on or each.grievance.received_on
    order = day.toordinal() if each.timing.is_open else -day.toordinal()
    return not each.is_overdue, not each.timing.is_open, order, each.grievance.code
