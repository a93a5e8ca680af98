"""What moved in a fund, day by day: receipts, payments, matches. Of matches it reads the latest quarters only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from core.calendar import Span, quarter_of
from core.tables import table, total
from grants.models.funds import Fund, Receipt
from grants.models.matches import MatchEntry
from grants.models.payments import Disbursement
from grants.showing.fund.figures import Moved
from grants.showing.fund.money import matched_of

ByDay = Mapping[date, int]
_QUARTERS_OF_PACE = 4


@dataclass(frozen=True)
class Movements:
    """By the day in whose quarter it counts. `matched` has the latest days, `matched_now` is all that stands."""

    received: ByDay
    disbursed: ByDay
    matched: ByDay
    matched_now: int
    quarters: list[Span]
    """The last four, up to the span, in which anything of the fund counts; the earliest first."""

    def of_matches(self, span: Span) -> Moved:
        """All that stands, less what came from the span's first day on, and what came in it."""
        since = sum(minor for day, minor in self.matched.items() if day >= span.starts_on)
        return Moved(self.matched_now - since, during(self.matched, span))


def movements(session: Session, fund: Fund, span: Span) -> Movements:
    received, disbursed = _by_day(session, fund, Receipt), _by_day(session, fund, Disbursement)
    quarters = _latest_quarters(session, fund, span, {*received, *disbursed})
    since = min([span.starts_on, *(each.starts_on for each in quarters)])
    return Movements(received, disbursed, _matched(session, fund, since), matched_of(session, fund), quarters)


def moved(by_day: ByDay, span: Span) -> Moved:
    before = sum(minor for day, minor in by_day.items() if day < span.starts_on)
    return Moved(before, during(by_day, span))


def during(by_day: ByDay, span: Span) -> int:
    return sum(minor for day, minor in by_day.items() if day in span)


def _by_day(session: Session, fund: Fund, model: type[SQLModel]) -> dict[date, int]:
    t = table(model).c
    query = sa.select(t.counted_on, total(t.amount_minor)).where(t.fund_id == fund.id)
    return dict(_pairs(session, query.group_by(t.counted_on)))


def _matched(session: Session, fund: Fund, since: date) -> dict[date, int]:
    t = table(MatchEntry).c
    query = sa.select(t.counted_on, total(t.granted_minor - t.released_minor)).where(
        t.fund_id == fund.id, t.counted_on >= since
    )
    return dict(_pairs(session, query.group_by(t.counted_on)))


def _pairs(session: Session, query: sa.Select[Any]) -> list[tuple[date, int]]:
    return [(day, minor) for day, minor in session.execute(query)]


def _latest_quarters(session: Session, fund: Fund, span: Span, days: set[date]) -> list[Span]:
    """Backwards from quarter to quarter: of matches, of which there may be a million, by their index."""
    found: list[Span] = []
    until = span.ends_on
    while len(found) < _QUARTERS_OF_PACE:
        last = max([*(day for day in days if day <= until), *_last_match(session, fund, until)], default=None)
        if last is None:
            break
        found.append(quarter_of(last))
        until = found[-1].starts_on - timedelta(days=1)
    return found[::-1]


def _last_match(session: Session, fund: Fund, until: date) -> list[date]:
    t = table(MatchEntry).c
    query = sa.select(sa.func.max(t.counted_on)).where(t.fund_id == fund.id, t.counted_on <= until)
    day = session.execute(query).scalar()
    return [] if day is None else [day]
