"""Who has waited longest: projects that are not approved or not matched, and verified contributions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from core.accounts.person import Reach
from core.tables import table
from grants.models.matches import MatchEntry
from grants.reasons import REASONS
from grants.visible import matches_within, projects_within
from grants.wondering.waiting_projects import projects_with_waits
from grants.wondering.waiting_rows import WaitingRow, grouped, waiting_rows
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.life import ProjectStep, ProjectStepKind
from household_groups.models.projects import Project, ProjectStatus
from household_groups.models.registry import Community, HouseholdGroup

MOST = 10
"""Shown, and of the contributions looked at: each of their projects is decided in memory to say why it waits."""

_ENDED = (
    *(ProjectStatus.CANCELLED, ProjectStatus.COMPLETED),
    ProjectStatus.HANDED_OVER,
    ProjectStatus.MAINTAINED,
)


@dataclass(frozen=True)
class LongWait:
    """`groups` are those whose contributions wait; none where the project itself does."""

    project: Project
    community: Community
    groups: tuple[HouseholdGroup, ...]
    what: str
    since: date
    days: int
    why: tuple[str, ...]


def longest_waits(session: Session, reach: Reach, today: date) -> list[LongWait]:
    """As the books stand today, the longest first."""
    of_contributions = list(_contributions(session, reach, today))
    told = {each.project.id for each in of_contributions}
    of_projects = [each for each in _projects(session, reach, today) if each.project.id not in told]
    return sorted([*of_contributions, *of_projects], key=lambda each: (-each.days, each.project.code))[:MOST]


def _contributions(session: Session, reach: Reach, today: date) -> Iterator[LongWait]:
    query = projects_with_waits(reach).order_by(None).order_by(_first_verified(), col(Project.code))
    for project, community in session.execute(query.limit(MOST)).all():
        for found in grouped(waiting_rows(session, reach, project, today)):
            first = found.rows[0]
            yield LongWait(
                *(project, community, _groups(found.rows), _("Verified contributions wait for a match")),
                *(first.since, first.days, tuple(found.sentences)),
            )


def _groups(rows: Sequence[WaitingRow]) -> tuple[HouseholdGroup, ...]:
    by_code = {row.group.code: row.group for row in rows}
    return tuple(by_code[code] for code in sorted(by_code))


def _first_verified() -> sa.ScalarSelect[date | None]:
    given = aliased(Contribution)
    first = sa.select(sa.func.min(col(given.verified_on))).where(
        col(given.project_id) == col(Project.id), col(given.status) == ContributionStatus.VERIFIED
    )
    return first.correlate(Project).scalar_subquery()


def _projects(session: Session, reach: Reach, today: date) -> Iterator[LongWait]:
    """Proposed since a meeting or the first contribution, or approved, and nothing matched since."""
    since = sa.func.coalesce(col(Project.approved_on), _proposed_on(), _first_received())
    status = col(Project.status)
    entry = table(MatchEntry).c
    matched = sa.exists().where(entry.project_id == col(Project.id), entry.granted_minor > 0)
    query = (
        sa.select(Project, Community, since)
        .join(Community, col(Community.id) == col(Project.community_id))
        .where(projects_within(reach), col(Project.settled_seq).is_(None), ~matched)
        .where(status.is_(None) | status.not_in(_ENDED), since <= today)
        .order_by(since, col(Project.code))
        .limit(MOST)
    )
    for project, community, day in session.execute(query).all():
        is_approved = project.approved_on is not None
        what = _("Approved, and nothing matched") if is_approved else _("Proposed, and not approved")
        why = _why(session, reach, project) if is_approved else (_("Nobody has approved it yet."),)
        yield LongWait(project, community, (), what, day, (today - day).days, why)


def _proposed_on() -> sa.ScalarSelect[date]:
    step = table(ProjectStep).c
    proposed = sa.select(sa.func.min(step.decided_on)).where(
        step.project_id == col(Project.id), step.step == ProjectStepKind.PROPOSED
    )
    return proposed.correlate(Project).scalar_subquery()


def _first_received() -> sa.ScalarSelect[date]:
    given = table(Contribution).c
    first = sa.select(sa.func.min(given.received_on)).where(
        given.project_id == col(Project.id), given.status != ContributionStatus.WITHDRAWN
    )
    return first.correlate(Project).scalar_subquery()


def _why(session: Session, reach: Reach, project: Project) -> tuple[str, ...]:
    """By what was answered to its contributions; without any, nobody could answer."""
    given = table(Contribution).c
    verified = session.execute(
        sa.select(sa.func.count()).where(
            given.project_id == project.id, given.status == ContributionStatus.VERIFIED
        )
    ).scalar_one()
    if not verified:
        return (_("No contribution to it is verified yet."),)
    answers = sa.select(col(MatchEntry.reason)).where(
        matches_within(reach), col(MatchEntry.project_id) == project.id
    )
    reasons = sorted(set(session.execute(answers.distinct()).scalars()))
    return (", ".join(str(REASONS[each]) for each in reasons) or _("No rule answered to its contributions."),)
