"""What the books share: rates, changes of facts, how far the journal has come, and the latest activity."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.journal.models import JournalHead
from core.programmes import Closing, FactChange, Rate
from core.tables import table
from grants.models.funds import Receipt
from grants.models.matches import MatchEntry
from grants.models.payments import Disbursement, Expenditure
from household_groups.models.contributions import Contribution, Reversal


class RateRecord(NamedTuple):
    currency: str
    month: str
    units_per_usd: str
    source: str | None


class ChangeRecord(NamedTuple):
    """Values are text of the workbook; None is an empty cell."""

    sheet: str
    code: str
    column: str
    old: str | None
    value: str | None
    seq: int
    counted_on: date


class ClosingRecord(NamedTuple):
    quarter: str
    seq: int


def rates(session: Session, programme_id: int) -> Iterator[RateRecord]:
    t = table(Rate).c
    query = sa.select(t.currency, t.month, t.units_per_usd, t.source)
    return map(RateRecord._make, session.execute(query.where(t.programme_id == programme_id)))


def changes(session: Session, programme_id: int) -> list[ChangeRecord]:
    """In the order in which they were booked."""
    t = table(FactChange).c
    query = sa.select(t.sheet, t.code, t.column, t.old, t.value, t.seq, t.counted_on)
    query = query.where(t.programme_id == programme_id).order_by(t.seq)
    return list(map(ChangeRecord._make, session.execute(query)))


def closings(session: Session, programme_id: int) -> list[ClosingRecord]:
    t = table(Closing).c
    query = sa.select(t.quarter, t.seq).where(t.programme_id == programme_id)
    return list(map(ClosingRecord._make, session.execute(query)))


def journal_seq(session: Session, programme_id: int) -> int:
    """The place of the last event in the programme's sequence; 0 when there is none."""
    t = table(JournalHead).c
    seq = session.execute(sa.select(t.seq).where(t.programme_id == programme_id)).scalar()
    return seq or 0


def latest_day(session: Session, programme_id: int) -> date | None:
    """The last day on which anything is counted, or on which a contribution not yet verified was received."""
    given = table(Contribution).c
    day = sa.func.coalesce(given.counted_on, given.received_on)
    queries = [sa.select(sa.func.max(day)).where(given.programme_id == programme_id)]
    for model in (Reversal, MatchEntry, Receipt, Disbursement, Expenditure):
        t = table(model).c
        queries.append(sa.select(sa.func.max(t.counted_on)).where(t.programme_id == programme_id))
    days = [session.execute(query).scalar() for query in queries]
    return max((day for day in days if day), default=None)
