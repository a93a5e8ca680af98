"""The events of a programme, read from the tables in which they are recorded, in their sequence."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.programmes import Closing, FactChange
from core.tables import read_large, table
from grants.models.funds import Fund, OtherFunding
from grants.models.matches import Rematch
from household_groups.models.contributions import Contribution, Reversal
from household_groups.models.projects import Project
from household_groups.models.registry import Household, HouseholdGroup


@dataclass(slots=True)
class Event:
    """A place in the sequence of a programme, and its date."""

    seq: int
    on: date


@dataclass(slots=True)
class FactChanged(Event):
    """A fact got a new value, as text of the workbook."""

    sheet: str
    code: str
    column: str
    value: str | None


@dataclass(slots=True)
class ProjectApproved(Event):
    project: str


@dataclass(slots=True)
class OtherFundingAgreed(Event):
    reference: str
    project: str
    amount: int
    currency: str


@dataclass(slots=True)
class ContributionVerified(Event):
    """All that decisions read of a contribution; its amount in minor units of its currency."""

    id: int
    reference: str
    project: str
    group: str
    household: str | None
    received_on: date
    recorded_on: date | None
    amount: int
    currency: str
    kind: str
    source: str | None


@dataclass(slots=True)
class ContributionReversed(Event):
    reference: str
    amount: int


@dataclass(slots=True)
class ProjectSettled(Event):
    project: str
    final_cost: int


@dataclass(slots=True)
class FundRematched(Event):
    fund: str


@dataclass(slots=True)
class QuarterClosed(Event):
    quarter: str


def events_since(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    """Every event after `seq`, in order."""
    streams = (
        _changes(session, programme_id, seq),
        _approvals(session, programme_id, seq),
        _other_funding(session, programme_id, seq),
        verified_contributions(session, programme_id, seq),
        _reversals(session, programme_id, seq),
        _settlements(session, programme_id, seq),
        _rematches(session, programme_id, seq),
        _closings(session, programme_id, seq),
    )
    return heapq.merge(*streams, key=lambda event: event.seq)


def _changes(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    t = table(FactChange).c
    columns = (t.seq, t.effective_on, t.sheet, t.code, t.column, t.value)
    for row in session.execute(_after(sa.select(*columns), t.programme_id, t.seq, programme_id, seq)):
        yield FactChanged(*row)


def _approvals(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    t = table(Project).c
    query = sa.select(t.approved_seq, t.approved_on, t.code)
    for row in session.execute(_after(query, t.programme_id, t.approved_seq, programme_id, seq)):
        yield ProjectApproved(*row)


def _other_funding(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    t, project = table(OtherFunding).c, table(Project).c
    query = sa.select(t.seq, t.agreed_on, t.reference, project.code, t.amount_minor, t.currency)
    query = query.where(t.project_id == project.id)
    for row in session.execute(_after(query, t.programme_id, t.seq, programme_id, seq)):
        yield OtherFundingAgreed(*row)


def verified_contributions(
    session: Session, programme_id: int, seq: int, only: sa.ColumnElement[bool] | None = None
) -> Iterator[ContributionVerified]:
    """The verified contributions after `seq`; `only` narrows them down."""
    c, project, group, household = (
        table(Contribution),
        table(Project).c,
        table(HouseholdGroup).c,
        table(Household),
    )
    t = c.c
    text = sa.String()
    query: sa.Select[Any] = (
        sa.select(
            *(t.verified_seq, t.verified_on, t.id, t.reference, project.code, group.code, household.c.code),
            *(t.received_on, t.recorded_on, t.amount_minor, t.currency),
            *(sa.type_coerce(t.kind, text), sa.type_coerce(t.source, text)),
        )
        .select_from(c.outerjoin(household, t.household_id == household.c.id))
        .where(t.project_id == project.id, t.group_id == group.id)
    )
    if only is not None:
        query = query.where(only)
    query = _after(query, t.programme_id, t.verified_seq, programme_id, seq)
    for row in read_large(session, query):
        yield ContributionVerified(*row)


def _reversals(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    t, contribution = table(Reversal).c, table(Contribution).c
    query = sa.select(t.seq, t.reversed_on, contribution.reference, t.amount_minor)
    query = query.where(t.contribution_id == contribution.id)
    for row in session.execute(_after(query, t.programme_id, t.seq, programme_id, seq)):
        yield ContributionReversed(*row)


def _settlements(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    t = table(Project).c
    query = sa.select(t.settled_seq, t.settled_on, t.code, t.final_cost_minor)
    for row in session.execute(_after(query, t.programme_id, t.settled_seq, programme_id, seq)):
        yield ProjectSettled(*row)


def _rematches(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    t, fund = table(Rematch).c, table(Fund).c
    query = sa.select(t.seq, t.booked_on, fund.code).where(t.fund_id == fund.id)
    for row in session.execute(_after(query, t.programme_id, t.seq, programme_id, seq)):
        yield FundRematched(*row)


def _closings(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    t = table(Closing).c
    query = sa.select(t.seq, t.closed_on, t.quarter)
    for row in session.execute(_after(query, t.programme_id, t.seq, programme_id, seq)):
        yield QuarterClosed(*row)


def _after(
    query: sa.Select[Any],
    programme: sa.ColumnElement[int],
    place: sa.ColumnElement[int],
    programme_id: int,
    seq: int,
) -> sa.Select[Any]:
    return query.where(programme == programme_id, place > seq).order_by(place)
