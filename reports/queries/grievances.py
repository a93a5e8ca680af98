"""What people complained of, without their words: when, of what kind, and what was done on which day."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from household_groups.models.grievances import (
    Access,
    Category,
    Grievance,
    GrievanceStep,
    GrievanceStepKind,
)


class GrievanceRecord(NamedTuple):
    """`access` is that of today: what was restricted later is kept from earlier quarters too."""

    id: int
    received_on: date
    category: Category
    access: Access
    project_id: int | None


Steps = dict[int, list[tuple[GrievanceStepKind, date]]]
"""By id of the grievance, in their order."""


def grievances(session: Session, programme_id: int, until: date) -> list[GrievanceRecord]:
    t = table(Grievance).c
    query = sa.select(t.id, t.received_on, t.category, t.access, t.project_id)
    query = query.where(t.programme_id == programme_id, t.received_on <= until)
    return [GrievanceRecord._make(row) for row in session.execute(query)]


def steps(session: Session, programme_id: int, until: date) -> Steps:
    t = table(GrievanceStep).c
    query = sa.select(t.grievance_id, t.step, t.decided_on)
    query = query.where(t.programme_id == programme_id, t.decided_on <= until)
    found: defaultdict[int, list[tuple[GrievanceStepKind, date]]] = defaultdict(list)
    for id, step, on in session.execute(query.order_by(t.number)):
        found[id].append((step, on))
    return found
