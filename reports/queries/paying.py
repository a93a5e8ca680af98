"""What was paid to projects, and what projects paid."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from grants.models.payments import Disbursement, Expenditure


class DisbursementRecord(NamedTuple):
    """In the fund's currency; a refund is negative."""

    reference: str
    fund_id: int
    project_id: int
    paid_on: date
    amount_minor: int
    arrived_amount_minor: int | None
    arrived_currency: str | None
    milestone: str | None
    refund_of: str | None
    counted_on: date
    tranche: str | None
    override_reason: str | None
    bank_reference: str | None


class ExpenditureRecord(NamedTuple):
    """In the currency of the invoice; a correction is negative."""

    reference: str
    project_id: int
    spent_on: date
    amount_minor: int
    currency: str
    category: str
    budget_line: str | None
    payee: str | None
    fund_id: int | None
    corrects: str | None
    counted_on: date


def disbursements(session: Session, programme_id: int, until: date) -> Iterator[DisbursementRecord]:
    t = table(Disbursement).c
    query = sa.select(
        *(t.reference, t.fund_id, t.project_id, t.paid_on, t.amount_minor),
        *(t.arrived_amount_minor, t.arrived_currency, t.milestone, t.refund_of, t.counted_on),
        *(t.tranche, t.override_reason, t.bank_reference),
    ).where(t.programme_id == programme_id, t.counted_on <= until)
    return map(DisbursementRecord._make, session.execute(query))


def expenditures(session: Session, programme_id: int, until: date) -> Iterator[ExpenditureRecord]:
    t = table(Expenditure).c
    query = sa.select(
        *(t.reference, t.project_id, t.spent_on, t.amount_minor, t.currency),
        *(sa.type_coerce(t.category, sa.String), t.budget_line, t.payee),
        *(t.fund_id, t.corrects, t.counted_on),
    ).where(t.programme_id == programme_id, t.counted_on <= until)
    return map(ExpenditureRecord._make, session.execute(query))
