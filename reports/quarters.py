"""In which quarters of a programme anything happened."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from core.accounts.person import Reach
from core.calendar import Span, quarter_of
from core.tables import table
from grants.models.funds import Fund, Receipt
from grants.models.matches import MatchEntry
from grants.models.payments import Disbursement, Expenditure
from grants.visible import funds_within
from household_groups.models.contributions import Contribution, Reversal

_OF_FUNDS: tuple[type[SQLModel], ...] = (MatchEntry, Receipt, Disbursement)
_COUNTED: tuple[type[SQLModel], ...] = (Contribution, Reversal, Expenditure, *_OF_FUNDS)


def quarters_of(session: Session, reach: Reach) -> list[Span]:
    """Those with anything in them that is within reach, the latest first."""
    days: set[date] = set()
    for model in _models(reach):
        counted = sa.select(table(model).c.counted_on).where(_counts(model, reach)).distinct()
        days |= set(session.execute(counted).scalars())
    return sorted({quarter_of(day) for day in days}, key=lambda span: span.starts_on, reverse=True)


def _models(reach: Reach) -> tuple[type[SQLModel], ...]:
    """What a donor's report is about are their funds."""
    return _COUNTED if reach.is_whole else _OF_FUNDS


def _counts(model: type[SQLModel], reach: Reach) -> sa.ColumnElement[bool]:
    t = table(model).c
    funds = sa.select(col(Fund.id)).where(funds_within(reach))
    within = sa.true() if reach.is_whole else t.fund_id.in_(funds)
    return sa.and_(t.programme_id == reach.programme_id, t.counted_on.is_not(None), within)
