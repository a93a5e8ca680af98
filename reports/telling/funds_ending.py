"""Funds near their end: little of the budget left, a last day that comes soon, cash below what is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.roles import Action
from core.tables import table
from core.web.i18n import day
from grants.matching import accounts
from grants.models.funds import Fund, Receipt
from grants.models.matches import Balance
from grants.models.milestones import Tranche
from grants.models.payments import Disbursement
from grants.paying.asked import tranche_query, with_milestones
from grants.paying.states import State
from grants.visible import funds_within
from reports.waiting.managing import NEARLY_USED
from reports.waiting.task import Place, Task

SOON = timedelta(days=60)

_OVER = frozenset({State.PAID, State.DECLINED, State.WITHDRAWN})


@dataclass(frozen=True)
class _Standing:
    """Of one fund, in minor units of its currency."""

    fund: Fund
    uncommitted: int
    cash: int
    asked: int


def tasks(session: Session, place: Place) -> Iterator[Task]:
    """For managers and donors, each of the funds that they see."""
    if not place.may(Action.SEE_FUND):
        return
    for standing in _standings(session, place):
        fund, today = standing.fund, place.today
        if standing.uncommitted * 100 < fund.budget_minor * NEARLY_USED:
            yield _task(place, fund, _("Fund %(fund)s is nearly used", fund=fund.code))
        if fund.closes_on is not None and fund.closes_on <= today + SOON:
            yield _task(
                place, fund, _("Fund %(fund)s closes on %(day)s", fund=fund.code, day=day(fund.closes_on))
            )
        if standing.cash < standing.asked:
            yield _task(place, fund, _("Fund %(fund)s has less cash than it is asked to pay", fund=fund.code))


def _task(place: Place, fund: Fund, what: str) -> Task:
    return Task(str(what), "", place.url("funds.fund_detail", fund=fund.code), str(_("Look at it")))


def _standings(session: Session, place: Place) -> Iterator[_Standing]:
    """Of funds that are open today."""
    is_open = sa.or_(col(Fund.closes_on).is_(None), col(Fund.closes_on) >= place.today)
    within = funds_within(place.reach(Action.SEE_FUND))
    funds = session.exec(select(Fund).where(within, is_open).order_by(col(Fund.code))).all()
    ids = [fund.id for fund in funds]
    received, paid = _sums(session, Receipt, ids), _sums(session, Disbursement, ids)
    granted, asked = _granted(session, place.programme_id), _asked(session, ids)
    for fund in funds:
        id = fund.id or 0
        yield _Standing(
            fund,
            fund.budget_minor - granted.get(fund.code, 0),
            received.get(id, 0) - paid.get(id, 0),
            asked.get(id, 0),
        )


def _sums(session: Session, of: type[Receipt] | type[Disbursement], ids: list[int | None]) -> dict[int, int]:
    t = table(of).c
    total = sa.cast(sa.func.sum(t.amount_minor), sa.BigInteger).label("total")
    query = sa.select(t.fund_id, total).where(t.fund_id.in_(ids)).group_by(t.fund_id)
    return {row.fund_id: row.total for row in session.execute(query)}


def _granted(session: Session, programme_id: int) -> dict[str, int]:
    t = table(Balance).c
    query = sa.select(t.owner, t.minor).where(
        *(t.programme_id == programme_id, t.account == accounts.FUND, t.subject == "", t.period == "")
    )
    return {row.owner: row.minor for row in session.execute(query)}


def _asked(session: Session, ids: list[int | None]) -> dict[int, int]:
    """Tranches that wait for approval or payment."""
    rows = session.execute(tranche_query().where(col(Tranche.fund_id).in_(ids)))
    asked: dict[int, int] = {}
    for each in with_milestones(((row[0], row[1], row[2]) for row in rows), session):
        if each.state not in _OVER:
            id = each.tranche.fund_id
            asked[id] = asked.get(id, 0) + each.tranche.amount_minor
    return asked
