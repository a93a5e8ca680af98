"""What of a programme lies within a person's reach: conditions that narrow every query of a page.

A community's people reach what is in it. A donor reaches the projects in which their fund is, and of the
contributions those that it decided on; what another fund did, and what nobody of theirs matched, is not there.
"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from core.accounts.person import Reach
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.payments import Disbursement
from household_groups.models.contributions import Contribution, ContributionTally
from household_groups.models.projects import Project
from household_groups.models.registry import Community, HouseholdGroup

Condition = sa.ColumnElement[bool]


def communities_within(reach: Reach) -> Condition:
    """On `Community`."""
    return _of(reach, Community) & reach.within_communities(col(Community.code))


def groups_within(reach: Reach) -> Condition:
    """On `HouseholdGroup`."""
    return _of(reach, HouseholdGroup) & _in_communities(reach, col(HouseholdGroup.community_id))


def funds_within(reach: Reach) -> Condition:
    """On `Fund`."""
    return _of(reach, Fund) & reach.within_funds(col(Fund.code))


def funds_seen(reach: Reach) -> Condition:
    """On `Fund`: one's own, and for a community's people those that decided on something there."""
    if reach.is_whole or not reach.communities:
        return funds_within(reach)
    return col(Fund.id).in_(sa.select(col(MatchEntry.fund_id)).where(matches_within(reach)))


def projects_within(reach: Reach) -> Condition:
    """On `Project`: of one's communities, and those that one's funds matched or paid."""
    of_communities = _of(reach, Project) & _in_communities(reach, col(Project.community_id))
    if not reach.funds:
        return of_communities
    funds = _fund_ids(reach)
    matched = sa.select(col(MatchEntry.project_id)).where(col(MatchEntry.fund_id).in_(funds))
    paid = sa.select(col(Disbursement.project_id)).where(col(Disbursement.fund_id).in_(funds))
    id = col(Project.id)
    return of_communities | (_of(reach, Project) & (id.in_(matched) | id.in_(paid)))


def contributions_within(reach: Reach) -> Condition:
    """On `Contribution`: for projects of one's communities, and those that one's funds decided on.

    Of all that could be said of one, it says the least: each condition more leads a database to a longer index.
    """
    if reach.is_whole:
        return _of(reach, Contribution)
    within: Condition = sa.false()
    if reach.communities:  # those of the programme, whose projects are of no other
        within |= col(Contribution.project_id).in_(_project_ids(reach))
    if reach.funds:
        decided = col(MatchEntry.fund_id).in_(_fund_ids(reach))
        ids = sa.select(col(MatchEntry.contribution_id)).where(decided)
        within |= _of(reach, Contribution) & col(Contribution.id).in_(ids)
    return within


def contribution_within(reach: Reach, reference: str) -> Condition:
    """On `Contribution`: the one of this reference, if it is within reach."""
    is_it = _of(reach, Contribution) & (col(Contribution.reference) == reference)
    return is_it & contributions_within(reach)


def recorded_within(reach: Reach) -> Condition:
    """On `Contribution`: those that wait for verification.

    Said as the index says it that has these alone: SQLite takes no other words for it.
    """
    return contributions_within(reach) & (col(Contribution.status) == sa.literal_column("'recorded'"))


def tallies_within(reach: Reach) -> Condition | None:
    """On `ContributionTally`; None where what a fund decided on is within reach, of which there are no tallies."""
    if reach.funds and not reach.is_whole:
        return None
    of_programme = col(ContributionTally.programme_id) == reach.programme_id
    if reach.is_whole:
        return of_programme
    return of_programme & col(ContributionTally.project_id).in_(_project_ids(reach))


def matches_within(reach: Reach) -> Condition:
    """On `MatchEntry`: of one's funds, and those of contributions for projects of one's communities."""
    of_programme = _of(reach, MatchEntry)
    if reach.is_whole:
        return of_programme
    within: Condition = sa.false()
    if reach.communities:  # those of the programme, whose projects are of no other
        within |= col(MatchEntry.project_id).in_(_project_ids(reach))
    if reach.funds:
        within |= of_programme & col(MatchEntry.fund_id).in_(_fund_ids(reach))
    return within


def _of(
    reach: Reach, model: type[Community | HouseholdGroup | Fund | Project | Contribution | MatchEntry]
) -> Condition:
    return col(model.programme_id) == reach.programme_id


def _in_communities(reach: Reach, community_id: sa.SQLColumnExpression[int]) -> Condition:
    if reach.is_whole:
        return sa.true()
    mine = sa.select(col(Community.id)).where(
        col(Community.programme_id) == reach.programme_id, col(Community.code).in_(reach.communities)
    )
    return community_id.in_(mine)


def _project_ids(reach: Reach) -> sa.Select[Any]:
    """Of the projects in one's communities."""
    return sa.select(col(Project.id)).where(_in_communities(reach, col(Project.community_id)))


def _fund_ids(reach: Reach) -> sa.Select[Any]:
    return sa.select(col(Fund.id)).where(funds_within(reach))
