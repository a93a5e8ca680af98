"""What was put right in a project: contributions taken back, its settlement, and what funds granted again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.roles import Action
from core.tables import table, total
from core.web.access import Here
from grants.models.funds import Fund
from grants.models.matches import MatchEntry, Rematch
from grants.settling import SettledFund, settled
from grants.visible import contributions_within
from household_groups.models.contributions import Contribution, ContributionStatus, Reversal
from household_groups.models.projects import Project

_LATEST = 10


@dataclass(frozen=True)
class TakenBackThere:
    """`replaced_by` is the reference of the contribution that takes the place of this one."""

    reversal: Reversal
    contribution: Contribution
    replaced_by: str | None


@dataclass(frozen=True)
class GrantedAgain:
    """What a re-match granted to contributions for the project, in the fund's currency."""

    on: date
    fund: Fund
    minor: int


@dataclass(frozen=True)
class ProjectCorrections:
    """`reversals` counts all that the reader may see, `latest` are the last ones of them."""

    reversals: int
    latest: Sequence[TakenBackThere]
    settled: Sequence[SettledFund]
    granted_again: Sequence[GrantedAgain]

    def __bool__(self) -> bool:
        return bool(self.reversals or self.settled or self.granted_again)


def corrections_in(session: Session, here: Here, project: Project, sees_all: bool) -> ProjectCorrections:
    """Whoever does not see all of the project's money reads of their own funds alone."""
    reach = contributions_within(here.reach_of(Action.SEE_CONTRIBUTIONS))
    within = (
        col(Reversal.contribution_id) == col(Contribution.id),
        *(col(Contribution.project_id) == project.id, reach),
    )
    count = sa.select(sa.func.count()).select_from(Reversal, Contribution).where(*within)
    return ProjectCorrections(
        reversals=session.execute(count).scalar_one(),
        latest=_latest(session, project, within, reach),
        settled=[
            fund
            for fund in (settled(session, project).funds if project.settled_on else ())
            if sees_all or here.reach.has_fund(fund.after.fund.code)
        ],
        granted_again=[
            again
            for again in _granted_again(session, project)
            if sees_all or here.reach.has_fund(again.fund.code)
        ],
    )


def _latest(
    session: Session,
    project: Project,
    within: Sequence[sa.ColumnElement[bool]],
    reach: sa.ColumnElement[bool],
) -> list[TakenBackThere]:
    query = sa.select(Reversal, Contribution).where(*within).order_by(col(Reversal.seq).desc()).limit(_LATEST)
    found = session.execute(query).all()
    names = select(Contribution.amends, Contribution.reference).where(
        Contribution.programme_id == project.programme_id,
        Contribution.status != ContributionStatus.WITHDRAWN,
        col(Contribution.amends).in_({contribution.reference for _, contribution in found}),
        reach,
    )
    replaced = dict(session.exec(names).all()) if found else {}
    return [
        TakenBackThere(reversal, contribution, replaced.get(contribution.reference))
        for reversal, contribution in found
    ]


def _granted_again(session: Session, project: Project) -> list[GrantedAgain]:
    rematch, t = table(Rematch).c, table(MatchEntry).c
    query = (
        sa.select(rematch.seq, rematch.booked_on, rematch.fund_id, total(t.granted_minor))
        .where(rematch.programme_id == project.programme_id)
        .where(t.programme_id == rematch.programme_id, t.seq == rematch.seq, t.project_id == project.id)
        .group_by(rematch.seq, rematch.booked_on, rematch.fund_id)
        .order_by(rematch.seq.desc())
        .limit(_LATEST)
    )
    return [
        GrantedAgain(on, session.get_one(Fund, fund_id), minor)
        for _, on, fund_id, minor in session.execute(query).all()
    ]
