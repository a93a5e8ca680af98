"""A programme at a glance, as far as a person's reach goes in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from core.accounts.person import Reach
from core.programmes import Programme
from core.roles import Action
from core.tables import table
from grants.matching import accounts
from grants.models.funds import Fund
from grants.models.matches import Balance, MatchEntry
from grants.recording.totals import Totals, totals_within
from grants.visible import (
    communities_within,
    contributions_within,
    funds_within,
    groups_within,
    matches_within,
    projects_within,
)
from household_groups.models.contributions import Contribution, ContributionStatus, Reversal
from household_groups.models.projects import Project
from household_groups.models.registry import Community, HouseholdGroup
from reports.waiting.task import Place

Amounts = list[tuple[int, str]]
"""Minor units and their currency, each currency once."""

_LATEST = 5


@dataclass(frozen=True)
class Overview:
    """Numbers of what lies within reach; None is what the person does not see at all."""

    programme: Programme
    projects: int
    communities: int | None
    groups: int | None
    contributions: int | None
    """Verified ones; donors are told what is matched instead."""
    matched: Amounts


@dataclass(frozen=True)
class Latest:
    """A contribution that was verified lately."""

    contribution: Contribution
    project: Project


def overview_of(session: Session, place: Place) -> Overview:
    registry, giving = place.reach(Action.SEE_REGISTRY), place.reach(Action.SEE_CONTRIBUTIONS)
    return Overview(
        place.programme,
        _count(session, Project, projects_of(place.reach(Action.SEE_PROJECTS))),
        _count(session, Community, communities_within(registry)) if registry else None,
        _count(session, HouseholdGroup, groups_within(registry)) if registry else None,
        _verified_contributions(session, giving).count() if registry else None,
        matched_within(session, place.reach(Action.SEE_MATCHES)),
    )


def given_within(session: Session, reach: Reach) -> Amounts:
    """What verified contributions come to, net of reversals, in the currencies in which they came."""
    currency = col(Contribution.currency)
    given = _verified_contributions(session, reach).sums()
    taken_back = (
        sa.select(currency, _sum(Reversal.amount_minor))
        .where(col(Reversal.programme_id) == reach.programme_id)
        .where(col(Reversal.contribution_id) == col(Contribution.id), _verified(reach))
        .group_by(currency)
    )
    reversed_now: dict[str, int] = {code: int(minor) for code, minor in session.execute(taken_back)}
    amounts = [(minor - reversed_now.get(code, 0), code) for code, minor in given]
    return [amount for amount in amounts if amount[0]]


def matched_within(session: Session, reach: Reach) -> Amounts:
    """What stands matched, net of releases, in the currencies of the funds."""
    return _by_currency(session, _of_funds(reach) if not reach.communities else _of_entries(reach))


def latest_within(session: Session, reach: Reach) -> Sequence[Latest]:
    """The contributions that were verified last."""
    query = (
        select(Contribution, Project)
        .where(_verified(reach), col(Project.id) == col(Contribution.project_id))
        .order_by(col(Contribution.verified_seq).desc())
        .limit(_LATEST)
    )
    return [Latest(contribution, project) for contribution, project in session.exec(query)]


def projects_of(reach: Reach) -> sa.ColumnElement[bool]:
    """On `Project`; where the reach is whole, without asking which funds are in it."""
    return col(Project.programme_id) == reach.programme_id if reach.is_whole else projects_within(reach)


def _verified_contributions(session: Session, reach: Reach) -> Totals:
    return totals_within(session, reach, ContributionStatus.VERIFIED)


def _verified(reach: Reach) -> sa.ColumnElement[bool]:
    """On `Contribution`: all that are verified, and no others, have a place in the sequence, which is indexed.

    That index begins with the programme, or with the project.
    """
    return contributions_within(reach) & col(Contribution.verified_seq).is_not(None)


def _of_funds(reach: Reach) -> sa.Select[str, int]:
    """By the balances, which need no look at the single matches."""
    balance = table(Balance).c
    return (
        sa.select(col(Fund.currency), _sum(balance.minor))
        .where(funds_within(reach), balance.programme_id == reach.programme_id)
        .where(balance.account == accounts.FUND, balance.owner == col(Fund.code))
    )


def _of_entries(reach: Reach) -> sa.Select[str, int]:
    entry = table(MatchEntry).c
    return sa.select(col(Fund.currency), _sum(entry.granted_minor - entry.released_minor)).where(
        matches_within(reach), col(Fund.id) == entry.fund_id
    )


def _by_currency(session: Session, query: sa.Select[str, int]) -> Amounts:
    currency = col(Fund.currency)
    rows = session.execute(query.group_by(currency).order_by(currency))
    return [(minor, code) for code, minor in rows if minor]


def _sum(minor: Any) -> sa.ColumnElement[int]:
    return sa.cast(sa.func.sum(minor), sa.BigInteger)


def _count(session: Session, model: type[SQLModel], condition: sa.ColumnElement[bool]) -> int:
    count: int = session.execute(
        sa.select(sa.func.count()).select_from(table(model)).where(condition)
    ).scalar_one()
    return count
