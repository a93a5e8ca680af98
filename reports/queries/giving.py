"""What groups gave: contributions, and what of them was taken back."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.jobs.progress import counted
from core.tables import alike, table
from household_groups.models.contributions import Contribution, ContributionStatus, Reversal

AT_ONCE = 2_000
"""Rows fetched at a time, so that memory holds what a report keeps and not what it reads."""


class ContributionRecord(NamedTuple):
    """`counted_on` is the day in whose quarter it counts; None until it is verified."""

    id: int
    reference: str
    project_id: int
    group_id: int
    household_id: int | None
    received_on: date
    amount_minor: int
    currency: str
    kind: str
    source: str | None
    status: str
    verified_on: date | None
    counted_on: date | None
    amends: str | None


class ReversalRecord(NamedTuple):
    """With what its value depends on: the project, group, month, currency, kind and source of its contribution."""

    contribution_id: int
    project_id: int
    group_id: int
    received_on: date
    currency: str
    kind: str
    source: str | None
    reversed_on: date
    amount_minor: int
    reason: str | None
    seq: int
    counted_on: date


def contributions(session: Session, programme_id: int, until: date) -> Iterator[ContributionRecord]:
    """All that counts up to a day, and all that was received up to it and does not count (yet)."""
    t = table(Contribution).c
    text = sa.String()
    is_verified = t.status == ContributionStatus.VERIFIED
    query = sa.select(
        *(t.id, t.reference, t.project_id, t.group_id, t.household_id, t.received_on),
        *(t.amount_minor, t.currency, sa.type_coerce(t.kind, text), sa.type_coerce(t.source, text)),
        *(sa.type_coerce(t.status, text), t.verified_on, t.counted_on, t.amends),
    ).where(
        t.programme_id == programme_id,
        sa.or_(is_verified & (t.counted_on <= until), ~is_verified & (t.received_on <= until)),
    )
    rows = session.execute(query.execution_options(yield_per=AT_ONCE))
    return map(ContributionRecord._make, counted(alike(rows)))


def reversals(session: Session, programme_id: int, until: date) -> Iterator[ReversalRecord]:
    t, of = table(Reversal).c, table(Contribution).c
    text = sa.String()
    query = sa.select(
        *(t.contribution_id, of.project_id, of.group_id, of.received_on, of.currency),
        *(sa.type_coerce(of.kind, text), sa.type_coerce(of.source, text)),
        *(t.reversed_on, t.amount_minor, t.reason, t.seq, t.counted_on),
    ).where(t.programme_id == programme_id, t.contribution_id == of.id, t.counted_on <= until)
    return map(ReversalRecord._make, session.execute(query))
