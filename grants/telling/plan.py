"""What the books say of works beside their money: which were finished in a quarter, what is planned after it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import Span
from core.programmes import FactChange
from core.tables import table
from grants.impact.due_checks import DueState, Made, due_checks
from grants.impact.handovers import finished_on, handed_over_on
from grants.models.funds import Fund
from household_groups.models.life import ProjectStep, ProjectStepKind
from household_groups.models.projects import Progress, Project, ProjectStatus
from household_groups.models.registry import Community
from household_groups.models.service import ServiceCheck

_COMPLETED = (ProjectStepKind.COMPLETED, ProjectStepKind.HANDED_OVER)
_UNDER_WAY = (ProjectStatus.APPROVED, ProjectStatus.IN_PROGRESS)


@dataclass(frozen=True)
class Work:
    """A project and the day that is told of it."""

    code: str
    name: str
    community: str
    on: date


@dataclass(frozen=True)
class WorkCheck:
    """A check of a work in use, so many months after its handover."""

    work: Work
    months: int


def finished_in(session: Session, programme_id: int, span: Span) -> dict[ProjectStepKind, list[Work]]:
    """Works completed and handed over: by the steps of their life, else by a change of their status."""
    step, change, project = table(ProjectStep).c, table(FactChange).c, table(Project).c
    steps = (
        sa.select(project.code, sa.type_coerce(step.step, sa.String), step.decided_on)
        .where(step.programme_id == programme_id, step.project_id == project.id)
        .where(step.step.in_(_COMPLETED), step.decided_on.between(span.starts_on, span.ends_on))
    )
    changes = (
        sa.select(change.code, change.value, change.effective_on)
        .where(change.programme_id == programme_id, change.sheet == "projects", change.column == "status")
        .where(change.value.in_([each.value for each in _COMPLETED]))
        .where(change.effective_on.between(span.starts_on, span.ends_on))
    )
    found: dict[ProjectStepKind, dict[str, date]] = {kind: {} for kind in _COMPLETED}
    for code, kind, on in (*session.execute(changes), *session.execute(steps)):
        found[ProjectStepKind(kind)][code] = on
    works = _works(session, programme_id)
    return {
        kind: [_on(works[code], on) for code, on in sorted(days.items(), key=lambda each: (each[1], each[0]))]
        for kind, days in found.items()
    }


def done_by(session: Session, programme_id: int, day: date) -> set[str]:
    """Codes of the works that were finished by a day; of those without steps, as their status says today."""
    project, step = table(Project).c, table(ProjectStep).c
    has_steps = sa.exists().where(step.project_id == project.id, step.step.in_(_COMPLETED))
    query = sa.select(project.id, project.code, project.status, has_steps)
    finished = finished_on(session, programme_id, day)
    return {
        code
        for id, code, status, knows in session.execute(query.where(project.programme_id == programme_id))
        if id in finished or (not knows and status is not None and status not in _UNDER_WAY)
    }


def ending_in(session: Session, programme_id: int, span: Span, done: Collection[str]) -> list[Work]:
    """Works that were approved and not finished before these months, and whose last day is in them."""
    t = table(Project).c
    query = (
        sa.select(t.code, t.ends_on)
        .where(t.programme_id == programme_id, t.approved_on < span.starts_on)
        .where(t.ends_on.between(span.starts_on, span.ends_on))
        .order_by(t.ends_on, t.code)
    )
    works = _works(session, programme_id)
    return [_on(works[code], on) for code, on in session.execute(query) if code not in done]


def without_progress_in(
    session: Session, programme_id: int, span: Span, done: Collection[str]
) -> tuple[list[str], int]:
    """Names of communities with works under way of which none was reported on; how many have such works."""
    project, progress, community = table(Project).c, table(Progress).c, table(Community).c
    reported = sa.exists().where(
        progress.project_id == project.id, progress.on.between(span.starts_on, span.ends_on)
    )
    query = (
        sa.select(project.code, community.name, reported)
        .where(project.programme_id == programme_id, project.community_id == community.id)
        .where(project.approved_on < span.starts_on)
    )
    is_told: dict[str, bool] = {}
    for code, name, is_reported in session.execute(query):
        if code not in done:
            is_told[name] = is_told.get(name, False) or bool(is_reported)
    return sorted(name for name, told in is_told.items() if not told), len(is_told)


def closing_in(session: Session, programme_id: int, span: Span) -> list[tuple[str, date]]:
    """Funds whose last day is in these months."""
    t = table(Fund).c
    query = sa.select(t.code, t.closes_on).where(t.programme_id == programme_id)
    query = query.where(t.closes_on.between(span.starts_on, span.ends_on)).order_by(t.closes_on, t.code)
    return [(code, on) for code, on in session.execute(query)]


def checks_due_in(session: Session, programme_id: int, span: Span) -> list[WorkCheck]:
    """Checks of works in use whose day is in these months, and that nobody has made yet."""
    handed_over = handed_over_on(session, programme_id, span.ends_on)
    made = _checks(session, programme_id)
    codes, works = _codes(session, programme_id), _works(session, programme_id)
    due = [
        WorkCheck(_on(works[codes[id]], each.due_on), each.months)
        for id, day in handed_over.items()
        for each in due_checks(day, made[id], span.starts_on)
        if each.due_on in span and each.state not in (DueState.DONE, DueState.MISSED)
    ]
    return sorted(due, key=lambda each: (each.work.on, each.work.code))


def _checks(session: Session, programme_id: int) -> defaultdict[int, list[Made]]:
    t = table(ServiceCheck).c
    query = sa.select(t.project_id, t.checked_on, t.months).where(t.programme_id == programme_id)
    found: defaultdict[int, list[Made]] = defaultdict(list)
    for project_id, checked_on, months in session.execute(query):
        found[project_id].append(Made(checked_on, months))
    return found


def _codes(session: Session, programme_id: int) -> dict[int, str]:
    t = table(Project).c
    rows = session.execute(sa.select(t.id, t.code).where(t.programme_id == programme_id))
    return {row.id: row.code for row in rows}


def _works(session: Session, programme_id: int) -> dict[str, Work]:
    project, community = table(Project).c, table(Community).c
    query = sa.select(project.code, project.name, community.name).where(
        project.programme_id == programme_id, project.community_id == community.id
    )
    return {code: Work(code, name, place, date.min) for code, name, place in session.execute(query)}


def _on(work: Work, day: date) -> Work:
    return Work(work.code, work.name, work.community, day)
