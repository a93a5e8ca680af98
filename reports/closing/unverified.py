"""What is recorded and not verified when a quarter is to be closed."""

from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.projects import Project
from household_groups.models.registry import HouseholdGroup

_WAITING = (ContributionStatus.RECORDED, ContributionStatus.RETURNED)


class Unverified(NamedTuple):
    """Recorded, or returned to whoever recorded it; once verified, it counts in a later quarter."""

    reference: str
    project: str
    group: str
    received_on: date
    amount_minor: int
    currency: str
    status: str


def unverified_until(session: Session, programme_id: int, until: date) -> list[Unverified]:
    """All that was received up to a day, also what an earlier closing has carried forward."""
    t, project, group = table(Contribution).c, table(Project).c, table(HouseholdGroup).c
    query = (
        sa.select(t.reference, project.code, group.code, t.received_on, t.amount_minor, t.currency)
        .add_columns(sa.type_coerce(t.status, sa.String))
        .where(t.programme_id == programme_id, t.status.in_(_WAITING), t.received_on <= until)
        .where(t.project_id == project.id, t.group_id == group.id)
        .order_by(t.received_on, t.reference)
    )
    return [Unverified._make(row) for row in session.execute(query)]
