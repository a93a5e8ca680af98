"""What donors and managers said of vouchers."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from grants.models.agreements import Side
from grants.models.reviews import Review, Verdict


class WordRecord(NamedTuple):
    """One turn in the thread of a fund and a voucher."""

    expenditure: str
    fund_id: int
    said_on: date
    said_by: str
    side: Side
    verdict: Verdict
    words: str | None


def words(session: Session, programme_id: int, until: date) -> Iterator[WordRecord]:
    """Those of a thread in their order."""
    t = table(Review).c
    query = sa.select(t.expenditure, t.fund_id, t.said_on, t.said_by, t.side, t.verdict, t.words)
    query = query.where(t.programme_id == programme_id, t.said_on <= until)
    return map(WordRecord._make, session.execute(query.order_by(t.number)))
