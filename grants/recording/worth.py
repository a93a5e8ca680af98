"""What an amount is worth in other currencies, in the month in which it was received."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import month_name
from core.exchange import Exchange, MissingRate
from core.programmes import Rate
from core.tables import table


def worth_in(
    session: Session, programme_id: int, minor: int, currency: str, on: date, targets: Iterable[str]
) -> list[tuple[int, str]]:
    """Minor units and currency, of the others among `targets`; those without a rate are left out."""
    month, t = month_name(on), table(Rate).c
    query = sa.select(t.currency, t.units_per_usd).where(t.programme_id == programme_id, t.month == month)
    exchange = Exchange({(code, month): Decimal(units) for code, units in session.execute(query)})
    found = []
    for target in dict.fromkeys(targets):
        if target == currency:
            continue
        try:
            found.append((exchange.convert(minor, currency, target, month), target))
        except MissingRate:
            continue
    return found
