"""Whom works reach in which community, and how they were found after their handover."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from household_groups.models.service import Functional, Reached, ServiceCheck


class ReachedRecord(NamedTuple):
    project_id: int
    community_id: int
    measured_on: date
    people: int
    households: int | None
    counted_on: date


class CheckRecord(NamedTuple):
    """Money in the project's currency."""

    project_id: int
    checked_on: date
    months: int | None
    functional: Functional
    fee_due_minor: int | None
    fee_paid_minor: int | None
    fund_balance_minor: int | None
    repairs_minor: int | None
    days_down: int | None
    counted_on: date


def reached(session: Session, programme_id: int, until: date) -> Iterator[ReachedRecord]:
    t = table(Reached).c
    counted_on = sa.func.coalesce(t.counted_on, t.measured_on)
    query = sa.select(t.project_id, t.community_id, t.measured_on, t.people, t.households, counted_on)
    query = query.where(t.programme_id == programme_id, counted_on <= until)
    return map(ReachedRecord._make, session.execute(query.order_by(t.measured_on)))


def checks(session: Session, programme_id: int, until: date) -> Iterator[CheckRecord]:
    t = table(ServiceCheck).c
    counted_on = sa.func.coalesce(t.counted_on, t.checked_on)
    query = sa.select(
        *(t.project_id, t.checked_on, t.months, t.functional, t.fee_due_minor, t.fee_paid_minor),
        *(t.fund_balance_minor, t.repairs_minor, t.days_down, counted_on),
    )
    query = query.where(t.programme_id == programme_id, counted_on <= until)
    return map(CheckRecord._make, session.execute(query.order_by(t.checked_on)))
