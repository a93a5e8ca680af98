"""The monthly rates of a programme, as they stand in its books."""

from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session

from core.exchange import Exchange
from core.programmes import Rate
from core.tables import table


def exchange_of(session: Session, programme_id: int) -> Exchange:
    t = table(Rate).c
    query = sa.select(t.currency, t.month, t.units_per_usd).where(t.programme_id == programme_id)
    return Exchange({(code, month): Decimal(units) for code, month, units in session.execute(query)})
