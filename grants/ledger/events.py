"""The events of a programme, read from the tables in which they are recorded, in their sequence."""

import heapq
from collections.abc import Callable, Collection, Iterator
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


def _after(query: sa.Select[Any], place: sa.ColumnElement[int]) -> sa.Select[Any]:
    """Of the programme `of`, in order after the event `after`."""
    of_programme = place.table.c.programme_id == sa.bindparam("of")
    return query.where(of_programme, place > sa.bindparam("after")).order_by(place)


_change, _other, _reversal, _rematch, _closing = (
    table(model).c for model in (FactChange, OtherFunding, Reversal, Rematch, Closing)
)
_contribution, _household = table(Contribution), table(Household)
_project, _group, _fund, _c = table(Project).c, table(HouseholdGroup).c, table(Fund).c, _contribution.c
_CHANGED = _after(
    sa.select(
        *(_change.seq, _change.effective_on, _change.sheet, _change.code, _change.column, _change.value)
    ),
    _change.seq,
)
_APPROVED = _after(
    sa.select(_project.approved_seq, _project.approved_on, _project.code), _project.approved_seq
)
_AGREED = _after(
    sa.select(
        *(_other.seq, _other.agreed_on, _other.reference, _project.code, _other.amount_minor),
        _other.currency,
    ).where(_other.project_id == _project.id),
    _other.seq,
)
_VERIFIED = _after(
    sa.select(
        *(_c.verified_seq, _c.verified_on, _c.id, _c.reference, _project.code, _group.code),
        *(_household.c.code, _c.received_on, _c.recorded_on, _c.amount_minor, _c.currency),
        *(sa.type_coerce(_c.kind, sa.String()), sa.type_coerce(_c.source, sa.String())),
    )
    .select_from(_contribution.outerjoin(_household, _c.household_id == _household.c.id))
    .where(_c.project_id == _project.id, _c.group_id == _group.id),
    _c.verified_seq,
)
_REVERSED = _after(
    sa.select(_reversal.seq, _reversal.reversed_on, _c.reference, _reversal.amount_minor).where(
        _reversal.contribution_id == _c.id
    ),
    _reversal.seq,
)
_SETTLED = _after(
    sa.select(_project.settled_seq, _project.settled_on, _project.code, _project.final_cost_minor),
    _project.settled_seq,
)
_REMATCHED = _after(
    sa.select(_rematch.seq, _rematch.booked_on, _fund.code).where(_rematch.fund_id == _fund.id),
    _rematch.seq,
)
_CLOSED = _after(sa.select(_closing.seq, _closing.closed_on, _closing.quarter), _closing.seq)
# Built once: a live booking reads some of these every time.


def events_since(
    session: Session, programme_id: int, seq: int, kinds: Collection[type[Event]] | None = None
) -> Iterator[Event]:
    """Every event after `seq`, in order; whoever knows of which kinds they are asks for these only."""
    streams = [
        read(session, programme_id, seq) for kind, read in _STREAMS.items() if kinds is None or kind in kinds
    ]
    return heapq.merge(*streams, key=lambda event: event.seq)


def _changes(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    for row in session.execute(_CHANGED, {"of": programme_id, "after": seq}):
        yield FactChanged(*row)


def _approvals(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    for row in session.execute(_APPROVED, {"of": programme_id, "after": seq}):
        yield ProjectApproved(*row)


def _other_funding(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    for row in session.execute(_AGREED, {"of": programme_id, "after": seq}):
        yield OtherFundingAgreed(*row)


def verified_contributions(
    session: Session, programme_id: int, seq: int, only: sa.ColumnElement[bool] | None = None
) -> Iterator[ContributionVerified]:
    """The verified contributions after `seq`; `only` narrows them down."""
    query = _VERIFIED if only is None else _VERIFIED.where(only)
    after = {"of": programme_id, "after": seq}
    all_of_them = seq == 0 and only is None
    for row in read_large(session, query, after) if all_of_them else session.execute(query, after):
        yield ContributionVerified(*row)


def _reversals(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    for row in session.execute(_REVERSED, {"of": programme_id, "after": seq}):
        yield ContributionReversed(*row)


def _settlements(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    for row in session.execute(_SETTLED, {"of": programme_id, "after": seq}):
        yield ProjectSettled(*row)


def _rematches(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    for row in session.execute(_REMATCHED, {"of": programme_id, "after": seq}):
        yield FundRematched(*row)


def _closings(session: Session, programme_id: int, seq: int) -> Iterator[Event]:
    for row in session.execute(_CLOSED, {"of": programme_id, "after": seq}):
        yield QuarterClosed(*row)


_STREAMS: dict[type[Event], Callable[[Session, int, int], Iterator[Event]]] = {
    FactChanged: _changes,
    ProjectApproved: _approvals,
    OtherFundingAgreed: _other_funding,
    ContributionVerified: verified_contributions,
    ContributionReversed: _reversals,
    ProjectSettled: _settlements,
    FundRematched: _rematches,
    QuarterClosed: _closings,
}
