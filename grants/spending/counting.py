"""By which day what a partner brought counts: it keeps no such day itself, so the closings of quarters tell."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import earliest_open_day
from core.programmes import Closing, FactChange
from core.tables import table


class ReceivedFromPartners:
    """Of one programme. `seq` is the place of a row in the sequence, unless it was told later that it came."""

    def __init__(self, session: Session, programme_id: int) -> None:
        closing, change = table(Closing).c, table(FactChange).c
        closings = sa.select(closing.quarter, closing.seq).where(closing.programme_id == programme_id)
        told = sa.select(change.code, change.seq).where(
            *(change.programme_id == programme_id, change.sheet == "other_funding"),
            change.column == "received_on",
        )
        self._closings = [(row.quarter, row.seq) for row in session.execute(closings)]
        self._told = {row.code: row.seq for row in session.execute(told.order_by(change.seq))}

    def counted_on(self, reference: str, seq: int, received_on: date) -> date:
        booked = self._told.get(reference, seq)
        return earliest_open_day(received_on, (quarter for quarter, at in self._closings if at < booked))
