"""What people booked in the course of a programme that a trial looks at: budgets, re-matches, settlements."""

from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session

from core.money import to_minor
from core.programmes import FactChange
from core.tables import table
from grants.models.funds import Fund
from grants.models.matches import Rematch
from household_groups.models.projects import Project


def budget_changes(session: Session, programme_id: int) -> list[tuple[int, str, int]]:
    """(place in the sequence, fund, minor units from there on), in their order."""
    t, fund = table(FactChange).c, table(Fund).c
    query = sa.select(t.seq, t.code, t.value, fund.currency).where(
        *(t.programme_id == programme_id, t.sheet == "funds", t.column == "budget"),
        *(fund.programme_id == programme_id, fund.code == t.code),
    )
    rows = session.execute(query.order_by(t.seq))
    return [(seq, code, to_minor(Decimal(value), currency)) for seq, code, value, currency in rows]


def rematches_of(session: Session, programme_id: int) -> frozenset[int]:
    """Their places in the sequence."""
    t = table(Rematch).c
    return frozenset(session.execute(sa.select(t.seq).where(t.programme_id == programme_id)).scalars())


def settlements_of(session: Session, programme_id: int) -> frozenset[int]:
    """Their places in the sequence."""
    t = table(Project).c
    query = sa.select(t.settled_seq).where(t.programme_id == programme_id, t.settled_seq.is_not(None))
    return frozenset(session.execute(query).scalars())
