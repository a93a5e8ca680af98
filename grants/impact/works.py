"""The works of a programme after their handover: how each was found, which checks of it are due."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from core.accounts.person import Reach
from grants.impact.due_checks import DueCheck, DueState, Made, due_checks, next_due
from grants.impact.handovers import handed_over_on
from grants.visible import projects_within
from household_groups.models.projects import Project, ProjectStatus
from household_groups.models.registry import Community
from household_groups.models.service import Functional, ServiceCheck
from household_groups.project_states import state_of


@dataclass(frozen=True)
class Work:
    """A project that was approved; `checks` in the order of their days."""

    project: Project
    community: Community
    handed_over_on: date | None
    checks: Sequence[ServiceCheck]
    due: Sequence[DueCheck]

    @property
    def latest(self) -> ServiceCheck | None:
        return self.checks[-1] if self.checks else None

    @property
    def state(self) -> ProjectStatus:
        return state_of(self.project)

    @property
    def is_there(self) -> bool:
        """Whether anything was built that could be looked at."""
        return self.handed_over_on is not None or self.state is not ProjectStatus.APPROVED

    @property
    def serving(self) -> Functional | None:
        """As the latest check found it; None where there was none."""
        return None if self.latest is None else self.latest.functional

    @property
    def has_stopped(self) -> bool:
        return self.serving is Functional.NO

    @property
    def next(self) -> DueCheck | None:
        return next_due(self.due)

    @property
    def is_overdue(self) -> bool:
        return self.next is not None and self.next.state is DueState.OVERDUE

    @property
    def is_due(self) -> bool:
        """Whether a check can be made now: it is overdue, or its day is near."""
        return self.next is not None and self.next.state in (DueState.OVERDUE, DueState.SOON)


def works_within(session: Session, reach: Reach, today: date, code: str | None = None) -> list[Work]:
    """Overdue checks first, the longest overdue before the others; then those that have stopped serving."""
    query = (
        select(Project, Community)
        .where(projects_within(reach), col(Community.id) == col(Project.community_id))
        .where(col(Project.approved_on).is_not(None))
        .where(col(Project.status).is_(None) | (col(Project.status) != ProjectStatus.CANCELLED))
        .order_by(col(Project.code))
    )
    if code is not None:
        query = query.where(col(Project.code) == code)
    found = session.exec(query).all()
    checks = _checks(session, reach.programme_id, {project.id or 0 for project, _ in found})
    handed_over = handed_over_on(session, reach.programme_id, today)
    works = [
        _work(project, community, handed_over.get(project.id or 0), checks[project.id or 0], today)
        for project, community in found
    ]
    return sorted(works, key=lambda work: (_overdue_since(work), not work.has_stopped, work.project.code))


def _work(
    project: Project, community: Community, on: date | None, checks: Sequence[ServiceCheck], today: date
) -> Work:
    made = [Made(each.checked_on, each.months) for each in checks]
    return Work(project, community, on, checks, due_checks(on, made, today))


def _overdue_since(work: Work) -> date:
    return work.next.due_on if work.next is not None and work.is_overdue else date.max


def _checks(session: Session, programme_id: int, ids: set[int]) -> defaultdict[int, list[ServiceCheck]]:
    found: defaultdict[int, list[ServiceCheck]] = defaultdict(list)
    query = select(ServiceCheck).where(ServiceCheck.programme_id == programme_id)
    for check in session.exec(query.order_by(col(ServiceCheck.checked_on))):
        if check.project_id in ids:
            found[check.project_id].append(check)
    return found
