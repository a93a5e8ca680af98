"""Groups of households and who is in them."""

from collections import defaultdict
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from household_groups.models.registry import Household, HouseholdGroup


class GroupRecord(NamedTuple):
    id: int
    code: str
    community_id: int
    members: int | None
    leader_sex: str | None


def groups(session: Session, programme_id: int) -> list[GroupRecord]:
    t = table(HouseholdGroup).c
    query = sa.select(t.id, t.code, t.community_id, t.members, sa.type_coerce(t.leader_sex, sa.String))
    rows = session.execute(query.where(t.programme_id == programme_id).order_by(t.code))
    return [GroupRecord._make(row) for row in rows]


def households_of_groups(session: Session, programme_id: int) -> dict[int, int]:
    """How many are registered in each group, by its id: a household is in one group."""
    t = table(Household).c
    query = sa.select(t.group_id, sa.func.count()).where(t.programme_id == programme_id)
    found: defaultdict[int, int] = defaultdict(int)
    found.update({row[0]: row[1] for row in session.execute(query.group_by(t.group_id))})
    return found
