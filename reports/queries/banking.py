"""What the banks show: lines of the accounts of funds, and what they are ticked off against."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from grants.models.bank import BankLine


class BankLineRecord(NamedTuple):
    """In the fund's currency: above 0 what came, below 0 what left."""

    reference: str
    fund_id: int
    booked_on: date
    amount_minor: int
    party: str | None
    bank_reference: str | None
    statement: str | None
    ticks_sheet: str | None
    ticks: str | None
    ticked_on: date | None


def bank_lines(session: Session, programme_id: int, until: date) -> Iterator[BankLineRecord]:
    t = table(BankLine).c
    query = sa.select(
        *(t.reference, t.fund_id, t.booked_on, t.amount_minor, t.party, t.bank_reference, t.statement),
        *(t.ticks_sheet, t.ticks, t.ticked_on),
    ).where(t.programme_id == programme_id, t.booked_on <= until)
    return map(BankLineRecord._make, session.execute(query))
