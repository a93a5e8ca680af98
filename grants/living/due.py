"""What is due across a programme: every project whose life is not at its end, since when, and what comes next."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from core.accounts.person import Reach
from core.money import to_major
from core.roles import Action
from core.tables import table
from grants.living.ahead import Ahead, next_of
from grants.living.facts import Facts, facts_of
from grants.living.transitions import FINAL
from grants.paying.refunds_due import RefundDue, refunds_due
from grants.visible import projects_within
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.life import ProjectStep, ProjectStepKind
from household_groups.models.projects import Project, ProjectStatus

_ENDED = (ProjectStatus.MAINTAINED, ProjectStatus.CANCELLED)


@dataclass(frozen=True)
class Due:
    """`since` is the day of the latest step; where none was entered, what the books say of the project."""

    facts: Facts
    since: date | None
    next: Ahead | None
    refunds: Sequence[RefundDue] = ()

    def days(self, on: date) -> int | None:
        return None if self.since is None else max(0, (on - self.since).days)

    @property
    def owed(self) -> list[tuple[Any, str, str]]:
        """(amount, currency, fund) that has to come back of a cancelled project."""
        return [
            (to_major(each.due_minor, each.fund.currency), each.fund.currency, each.fund.code)
            for each in self.refunds
        ]


def due_ids(
    reach: Reach, owing: Collection[int] = (), *, state: str = "", has_steps: bool = False
) -> sa.Select[Any]:
    """Ids of projects, the longest first; `owing` are cancelled ones of which money has to come back."""
    t, latest = table(Project).c, _latest_step()
    query = (
        sa.select(t.id)
        .join(latest, latest.c.project_id == t.id, isouter=not has_steps)
        .where(projects_within(reach), _is_due(latest, owing))
    )
    if state == "none":
        query = query.where(latest.c.step.is_(None))
    elif state:
        query = query.where(latest.c.step == ProjectStepKind(state))
    return query.order_by(_since(latest).asc().nulls_last(), t.code)


def due_of(
    session: Session,
    reach: Reach,
    ids: Sequence[int],
    *,
    on: date,
    by: str,
    may: Callable[[Action, str], bool],
    refunds: Sequence[RefundDue] = (),
    communities: dict[int, str],
) -> list[Due]:
    """In the order of `ids`; `may` says of an action and a community whether this person may."""
    found = facts_of(session, reach.programme_id, ids)
    due = []
    for facts in (found[id] for id in ids):
        community = communities[facts.project.community_id]
        ahead = next_of(facts, on, by, lambda action, code=community: may(action, code))  # type: ignore[misc]
        owed = [each for each in refunds if each.project.id == facts.project.id]
        due.append(Due(facts, since_of(facts), ahead, owed))
    return due


def since_of(facts: Facts) -> date | None:
    if facts.latest is not None:
        return facts.latest.decided_on
    return (
        facts.project.starts_on
        if facts.project.status == ProjectStatus.IN_PROGRESS
        else facts.project.approved_on
    )


def owed_by_cancelled(session: Session, reach: Reach) -> list[RefundDue]:
    """As far as the person sees funds."""
    is_cancelled = ProjectStatus.CANCELLED
    return [each for each in refunds_due(session, reach) if each.project.status == is_cancelled]


def _latest_step() -> sa.Subquery:
    t = table(ProjectStep)
    last = (
        sa.select(t.c.project_id, sa.func.max(t.c.number).label("number")).group_by(t.c.project_id).subquery()
    )
    query = sa.select(t.c.project_id, t.c.step, t.c.decided_on).join(
        last, (last.c.project_id == t.c.project_id) & (last.c.number == t.c.number)
    )
    return query.subquery()


def _is_due(latest: sa.Subquery, owing: Collection[int]) -> sa.ColumnElement[bool]:
    t = table(Project).c
    by_status = latest.c.step.is_(None) & (t.status.is_(None) | t.status.not_in(_ENDED))
    given = sa.exists().where(
        col(Contribution.project_id) == t.id, col(Contribution.status) == ContributionStatus.VERIFIED
    )
    holds_money = (latest.c.step == ProjectStepKind.DECLINED) & given
    return by_status | latest.c.step.not_in(FINAL) | holds_money | t.id.in_(owing)


def _since(latest: sa.Subquery) -> sa.ColumnElement[date]:
    t = table(Project).c
    by_status = sa.case((t.status == ProjectStatus.IN_PROGRESS, t.starts_on), else_=t.approved_on)
    return sa.func.coalesce(latest.c.decided_on, by_status)
