"""What the rows of a list of money add up to, currency by currency."""

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session


class Total(NamedTuple):
    """Minor units of a currency, over so many rows."""

    currency: str
    minor: int
    rows: int


def totals(
    session: Session,
    query: sa.Select[*tuple[Any, ...]],
    currency: sa.SQLColumnExpression[str],
    amount: sa.SQLColumnExpression[int],
) -> list[Total]:
    """Of all rows that a list's query finds, not only of the page at hand."""
    added = sa.cast(sa.func.sum(amount), sa.BigInteger)
    grouped = query.with_only_columns(currency, added, sa.func.count(), maintain_column_froms=True)
    return [
        Total(*row) for row in session.execute(grouped.order_by(None).group_by(currency).order_by(currency))
    ]
