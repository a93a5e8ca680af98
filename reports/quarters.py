"""In which quarters of a programme anything happened."""

from collections.abc import Iterator
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

_OF_PROGRAMME: tuple[type[SQLModel], ...] = (Contribution, Reversal, Expenditure)
_OF_FUND: tuple[type[SQLModel], ...] = (MatchEntry, Receipt, Disbursement)


def quarters_of(session: Session, reach: Reach) -> list[Span]:
    """Those with anything in them that is within reach, the latest first."""
    counted = list(_counted_days(session, reach))
    found: list[Span] = []
    while (day := _first_after(session, counted, found[-1].ends_on if found else None)) is not None:
        found.append(quarter_of(day))
    return found[::-1]


def _counted_days(session: Session, reach: Reach) -> Iterator[sa.Select[date | None]]:
    """What a donor's report is about are their funds."""
    if reach.is_whole:
        for model in _OF_PROGRAMME:
            t = table(model).c
            yield sa.select(t.counted_on).where(t.programme_id == reach.programme_id)
    funds = session.execute(sa.select(col(Fund.id)).where(funds_within(reach))).scalars().all()
    for model in _OF_FUND:
        t = table(model).c
        yield from (sa.select(t.counted_on).where(t.fund_id == fund) for fund in funds)


def _first_after(session: Session, counted: list[sa.Select[date | None]], last: date | None) -> date | None:
    """From quarter to quarter by the indexes of these days: there may be a million of them to read."""
    if not counted:
        return None
    firsts = []
    for days in counted:
        [on] = days.selected_columns
        later = days if last is None else days.where(on > last)
        firsts.append(later.with_only_columns(sa.func.min(on).label("first")))
    first = sa.union_all(*firsts).subquery()
    found: date | None = session.execute(sa.select(sa.func.min(first.c.first))).scalar_one()
    return found
