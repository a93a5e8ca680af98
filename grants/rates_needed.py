"""Which rates are missing for what is recorded and waits for verification, and for what may come this month.

A contribution needs the rates of its month between its own currency, its project's, the programme's and those
of the funds whose rules could answer it; where all are one currency, none. USD is 1.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from core.calendar import Span, month_name, months
from core.programmes import Programme, Rate
from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from grants.recording.totals import totals_within
from grants.visible import recorded_within
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.projects import Project

Pair = tuple[str, str]
"""Currency and month."""


@dataclass(frozen=True)
class MissingRate:
    """A rate that somebody has to enter; `contributions` wait for it, 0 where it is only foreseen."""

    currency: str
    month: str
    contributions: int = 0


@dataclass(frozen=True)
class _Terms:
    """A rule version's span within that of its fund, and the fund's currency."""

    currency: str
    starts_on: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def missing_rates(session: Session, programme: Programme, today: date) -> list[MissingRate]:
    """Those that recorded contributions wait for, then those of this month; each by month and currency."""
    assert programme.id is not None
    known = _known(session, programme.id)
    terms = _terms(session, programme.id)
    waiting = _waiting(session, programme, terms, known)
    needed = [MissingRate(*pair, count) for pair, count in waiting.items() if pair not in known]
    foreseen = _foreseen(session, programme, terms, today) - known - waiting.keys()
    found = [*needed, *(MissingRate(*pair) for pair in foreseen)]
    return sorted(found, key=lambda rate: (not rate.contributions, rate.month, rate.currency))


def _known(session: Session, programme_id: int) -> set[Pair]:
    query = select(Rate.currency, Rate.month).where(Rate.programme_id == programme_id)
    return set(session.exec(query))


def _terms(session: Session, programme_id: int) -> set[_Terms]:
    query = select(Fund, MatchingRule).where(
        Fund.programme_id == programme_id, MatchingRule.fund_id == Fund.id
    )
    return {_both(fund, rule) for fund, rule in session.exec(query)}


def _both(fund: Fund, rule: MatchingRule) -> _Terms:
    ends = [day for day in (fund.closes_on, rule.effective_to) if day is not None]
    return _Terms(fund.currency, max(fund.opens_on, rule.effective_from), min(ends, default=None))


def _waiting(
    session: Session, programme: Programme, terms: Iterable[_Terms], known: set[Pair]
) -> dict[Pair, int]:
    """How many recorded contributions need each rate, in the months in which any is missing."""
    incomplete = _incomplete(session, programme, terms, known)
    if not incomplete:
        return {}
    columns = (col(Contribution.currency), col(Project.currency), col(Contribution.received_on))
    query = (
        sa.select(*columns, sa.func.count())
        .where(col(Contribution.programme_id) == programme.id, col(Contribution.project_id) == Project.id)
        .where(col(Contribution.status) == ContributionStatus.RECORDED)
        .where(sa.or_(*(columns[2].between(month.starts_on, month.ends_on) for month in incomplete)))
        .group_by(*columns)
    )
    waiting: dict[Pair, int] = defaultdict(int)
    for own, projects, received_on, contributions in session.execute(query):
        for pair in _needed({own, projects, programme.currency}, terms, received_on):
            waiting[pair] += contributions
    return dict(waiting)


def _incomplete(
    session: Session, programme: Programme, terms: Iterable[_Terms], known: set[Pair]
) -> list[Span]:
    """The months of recorded contributions in which some currency has no rate, needed or not."""
    whole, received_on = Reach(int(programme.id or 0), is_whole=True), col(Contribution.received_on)
    recorded = totals_within(session, whole, ContributionStatus.RECORDED)
    if not recorded.count():
        return []
    given = [currency for currency, _ in recorded.sums()]
    projects = session.exec(select(Project.currency).where(Project.programme_id == programme.id).distinct())
    currencies = {*given, *projects, programme.currency, *(each.currency for each in terms)} - {"USD"}
    first, last = (
        session.execute(sa.select(end(received_on)).where(recorded_within(whole))).scalar_one()
        for end in (sa.func.min, sa.func.max)
    )
    return [
        month
        for month in _months(first, last)
        if any((currency, month_name(month.starts_on)) not in known for currency in currencies)
    ]


def _months(first: date, last: date) -> Iterator[Span]:
    """Every month between two days, with those in which they are."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = divmod(number, 12)
        yield months(year, month + 1, year, month + 1)


def _foreseen(session: Session, programme: Programme, terms: Iterable[_Terms], today: date) -> set[Pair]:
    """What is received this month for projects at work needs these, where nothing comes in a new currency."""
    if programme.ends_on is not None and programme.ends_on < today:
        return set()
    query = select(Project.currency).where(
        Project.programme_id == programme.id,
        col(Project.approved_on).is_not(None),
        col(Project.settled_on).is_(None),
    )
    projects = set(session.exec(query.distinct()))
    return set().union(*(_needed({currency, programme.currency}, terms, today) for currency in projects))


def _needed(currencies: set[str], terms: Iterable[_Terms], on: date) -> set[Pair]:
    involved = currencies | {each.currency for each in terms if each.holds_on(on)}
    if len(involved) == 1:
        return set()
    return {(currency, month_name(on)) for currency in involved - {"USD"}}
