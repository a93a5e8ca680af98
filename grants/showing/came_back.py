"""What came back to a fund, event by event, and what of it was granted again: told by indexes alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table, total
from core.web.access import Here
from grants.matching.terms import Reason
from grants.models.funds import Fund
from grants.models.matches import MatchEntry, Rematch
from grants.showing.causes import Cause, causes_of

_LATEST = 10


@dataclass(frozen=True)
class Movement:
    """What one event released, or granted again, in minor units of the fund's currency."""

    on: date
    minor: int
    contributions: int
    cause: Cause | None
    by: str = ""


@dataclass(frozen=True)
class CameBack:
    """The sums of all, and the latest events, the last first."""

    by_reversals_minor: int
    by_settlements_minor: int
    latest: Sequence[Movement]
    granted_again: Sequence[Movement]

    def __bool__(self) -> bool:
        return bool(self.latest or self.granted_again)


def came_back(session: Session, here: Here, fund: Fund) -> CameBack:
    sums = _sums(session, fund)
    released, again = _released(session, fund), _granted_again(session, fund)
    causes = causes_of(session, here, {seq for seq, *_ in (*released, *again)})
    return CameBack(
        by_reversals_minor=sums.get(Reason.REVERSED, 0),
        by_settlements_minor=sums.get(Reason.SETTLED, 0),
        latest=[Movement(on, minor, count, causes.get(seq)) for seq, on, minor, count in released],
        granted_again=[
            Movement(on, minor, count, causes.get(seq), by) for seq, on, minor, count, by in again
        ],
    )


def _sums(session: Session, fund: Fund) -> dict[str, int]:
    """By the reason of the release."""
    t = table(MatchEntry).c
    query = sa.select(t.reason, total(t.released_minor)).where(*_releases(fund)).group_by(t.reason)
    return dict(session.execute(query).all())


def _released(session: Session, fund: Fund) -> Sequence[Any]:
    """(seq, day, minor units, entries) of the latest events."""
    t = table(MatchEntry).c
    latest = sa.select(t.seq).where(*_releases(fund)).group_by(t.seq).order_by(t.seq.desc()).limit(_LATEST)
    query = (
        sa.select(t.seq, sa.func.max(t.booked_on), total(t.released_minor), sa.func.count())
        .where(*_releases(fund), t.programme_id == fund.programme_id)
        .where(t.seq.in_(list(session.execute(latest).scalars())))
        .group_by(t.seq)
        .order_by(t.seq.desc())
    )
    return session.execute(query).all()


def _granted_again(session: Session, fund: Fund) -> Sequence[Any]:
    """(seq, day, minor units, entries, by whom) of the latest re-matches."""
    rematch, t = table(Rematch).c, table(MatchEntry).c
    query = (
        sa.select(
            *(rematch.seq, rematch.booked_on, total(t.granted_minor), sa.func.count(), rematch.booked_by)
        )
        .where(rematch.programme_id == fund.programme_id, rematch.fund_id == fund.id)
        .where(t.programme_id == rematch.programme_id, t.seq == rematch.seq)
        .group_by(rematch.seq, rematch.booked_on, rematch.booked_by)
        .order_by(rematch.seq.desc())
        .limit(_LATEST)
    )
    return session.execute(query).all()


def _releases(fund: Fund) -> tuple[sa.ColumnElement[bool], ...]:
    """In the words of the index that has the releases alone."""
    t = table(MatchEntry).c
    return t.fund_id == fund.id, t.released_minor > sa.literal_column("0")
