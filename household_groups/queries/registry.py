"""Communities and groups with what stands in them, within a person's reach."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from core.accounts.person import Reach
from core.tables import table
from household_groups.models.projects import Project
from household_groups.models.registry import Community, Household, HouseholdGroup

Condition = sa.ColumnElement[bool]


def community_rows(reach: Reach, *conditions: Condition) -> sa.Select[Any]:
    """(community, groups, households, projects) by code."""
    id = col(Community.id)
    in_groups = (col(Household.group_id) == col(HouseholdGroup.id)) & (col(HouseholdGroup.community_id) == id)
    return (
        sa.select(
            Community,
            _count(HouseholdGroup, col(HouseholdGroup.community_id) == id).label("group_count"),
            _count(Household, in_groups).label("household_count"),
            _count(Project, col(Project.community_id) == id).label("project_count"),
        )
        .where(within(reach), *conditions)
        .order_by(col(Community.code))
    )


def group_rows(reach: Reach, *conditions: Condition) -> sa.Select[Any]:
    """(group, community, households) by code."""
    return (
        sa.select(
            HouseholdGroup,
            Community,
            _count(Household, col(Household.group_id) == col(HouseholdGroup.id)).label("household_count"),
        )
        .join(Community, col(Community.id) == col(HouseholdGroup.community_id))
        .where(within(reach), *conditions)
        .order_by(col(HouseholdGroup.code))
    )


def totals_of(session: Session, rows: sa.Select[Any], *names: str) -> dict[str, int]:
    """The sums of counted columns over all pages of a list."""
    part = rows.order_by(None).subquery()
    sums = [sa.func.coalesce(sa.func.sum(part.c[name]), 0) for name in names]
    return {
        name: int(total) for name, total in zip(names, session.execute(sa.select(*sums)).one(), strict=True)
    }


def households_of(session: Session, group_id: int) -> list[Household]:
    query = sa.select(Household).where(col(Household.group_id) == group_id).order_by(col(Household.code))
    return list(session.scalars(query))


def regions(session: Session, reach: Reach) -> list[str]:
    """The regions in which the communities lie."""
    query = sa.select(col(Community.admin1)).where(within(reach), col(Community.admin1).is_not(None))
    return [str(name) for name in session.scalars(query.distinct().order_by(col(Community.admin1)))]


def communities(session: Session, reach: Reach) -> list[tuple[str, str]]:
    """Code and name."""
    query = sa.select(col(Community.code), col(Community.name)).where(within(reach))
    return [(code, name) for code, name in session.execute(query.order_by(col(Community.code)))]


def within(reach: Reach) -> Condition:
    """On `Community`."""
    return (col(Community.programme_id) == reach.programme_id) & reach.within_communities(col(Community.code))


def _count(model: type[SQLModel], condition: Condition) -> sa.ScalarSelect[Any]:
    return sa.select(sa.func.count()).select_from(table(model)).where(condition).scalar_subquery()
