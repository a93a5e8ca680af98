"""By what funds pay projects: milestones, what was asked for under them, and what was decided on it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from grants.models.milestones import Certification, Decision, Milestone, Step, Subject, Tranche


class MilestoneRecord(NamedTuple):
    """`share` and `works` are decimals as text."""

    project_id: int
    fund_id: int
    code: str
    name: str
    share: str
    due_on: date | None
    gate: str
    works: str | None


class AskedRecord(NamedTuple):
    """A certification or a tranche; only the latter has an amount, in the fund's currency, and a reason."""

    reference: str
    project_id: int
    fund_id: int
    milestone: str | None
    amount_minor: int | None
    override_reason: str | None


class StepRecord(NamedTuple):
    subject: Subject
    reference: str
    number: int
    decision: Decision
    decided_on: date
    decided_by: str
    reason: str | None


def milestones(session: Session, programme_id: int) -> Iterator[MilestoneRecord]:
    t = table(Milestone).c
    query = sa.select(
        *(t.project_id, t.fund_id, t.code, t.name, t.share, t.due_on),
        *(sa.type_coerce(t.gate, sa.String), t.works),
    ).where(t.programme_id == programme_id)
    return map(MilestoneRecord._make, session.execute(query))


def certifications(session: Session, programme_id: int, until: date) -> Iterator[AskedRecord]:
    """The oldest first."""
    t = table(Certification).c
    query = sa.select(t.reference, t.project_id, t.fund_id, t.milestone, sa.null(), sa.null())
    query = query.where(t.programme_id == programme_id, t.asked_on <= until)
    return map(AskedRecord._make, session.execute(query.order_by(t.asked_on, t.id)))


def tranches(session: Session, programme_id: int, until: date) -> Iterator[AskedRecord]:
    """The oldest first."""
    t = table(Tranche).c
    query = sa.select(
        *(t.reference, t.project_id, t.fund_id, t.milestone, t.amount_minor, t.override_reason)
    ).where(t.programme_id == programme_id, t.asked_on <= until)
    return map(AskedRecord._make, session.execute(query.order_by(t.asked_on, t.id)))


def steps(session: Session, programme_id: int, until: date) -> Iterator[StepRecord]:
    """In their order, whatever they are of."""
    t = table(Step).c
    query = sa.select(
        *(t.subject, t.reference, t.number, t.decision, t.decided_on, t.decided_by, t.reason),
    ).where(t.programme_id == programme_id, t.decided_on <= until)
    return map(StepRecord._make, session.execute(query.order_by(t.number)))
