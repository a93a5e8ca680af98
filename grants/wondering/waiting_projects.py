"""The projects in which something may wait: a query, so that no other is opened."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from core.accounts.person import Reach
from core.tables import table
from grants.matching import accounts
from grants.models.funds import Fund
from grants.models.matches import Balance, MatchEntry
from grants.models.rules import MatchingRule
from grants.visible import projects_within
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.projects import Project, ProjectStatus
from household_groups.models.registry import Community


def projects_with_waits(reach: Reach, fund: str = "") -> sa.Select[Project, Community]:
    """(project, community) within reach in which something may wait, of one fund where it is named, by code."""
    unapproved = col(Project.approved_seq).is_(None) & _has_verified()
    is_open = col(Project.status).is_(None) | (col(Project.status) != ProjectStatus.CANCELLED)
    may_wait = _waits_below_a_threshold(fund) if fund else unapproved | _waits_below_a_threshold(fund)
    return (
        sa.select(Project, Community)
        .join(Community, col(Community.id) == col(Project.community_id))
        .where(projects_within(reach), is_open, col(Project.settled_seq).is_(None), may_wait)
        .order_by(col(Project.code))
    )


def _has_verified() -> sa.ColumnElement[bool]:
    given = aliased(Contribution)
    is_verified = col(given.status) == ContributionStatus.VERIFIED
    return sa.exists().where(col(given.project_id) == col(Project.id), is_verified)


def _waits_below_a_threshold(fund: str) -> sa.ColumnElement[bool]:
    """Where any rule of those under which something waited has not reached its threshold."""
    entry, rule, balance = aliased(MatchEntry), aliased(MatchingRule), table(Balance).c
    reached = sa.exists().where(
        *(balance.programme_id == col(Project.programme_id), balance.account == accounts.REACHED),
        *(balance.subject == col(Project.code), balance.owner == col(rule.code), balance.period == ""),
    )
    reached = reached.correlate(Project, rule)
    waited = sa.exists().where(
        *(col(entry.project_id) == col(Project.id), col(entry.reason) == sa.literal_column("'waiting'")),
        *(col(rule.id) == col(entry.rule_id), ~reached),
    )
    if not fund:
        return waited
    ours, of = aliased(MatchEntry), aliased(Fund)
    return waited & sa.exists().where(
        *(col(ours.project_id) == col(Project.id), col(ours.reason) == sa.literal_column("'waiting'")),
        *(col(of.id) == col(ours.fund_id), col(of.code) == fund),
    )
