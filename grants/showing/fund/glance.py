"""A fund at a glance: everything that its figures, and the rows behind them, are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import Span, quarter_after, quarter_of
from core.exchange import MissingRate
from core.tables import table
from grants.models.funds import Fund
from grants.models.payments import Disbursement, Expenditure
from grants.showing.fund.ahead import Next, asked_next
from grants.showing.fund.budget import BudgetStep, steps_of_budget, until
from grants.showing.fund.figures import Ahead, Cash, Commitment, Glance
from grants.showing.fund.money import FundMoney
from grants.showing.fund.movements import Movements, during, moved, movements
from grants.showing.fund.pace import Pace
from grants.showing.fund.spending import FundVoucher, spending_of, vouchers_of
from grants.showing.fund.waiting_at_most import at_most_matched
from grants.showing.waiting import Waiting, waiting_for


@dataclass(frozen=True)
class FundBooks:
    """What was read of a fund for a span. `vouchers` is None, and `missing` says why, where a rate is missing.

    They are those that count by the end of the span. What is asked of the fund next, and what waits, is as of
    today, whatever the span.
    """

    fund: Fund
    span: Span
    movements: Movements
    budget: list[BudgetStep]
    vouchers: Sequence[FundVoucher] | None
    missing: MissingRate | None
    next: Next
    waiting: list[Waiting]
    waiting_at_most: dict[str, int]

    @property
    def planned_until(self) -> date:
        """The end of the quarter after the span."""
        return quarter_after(self.span).ends_on

    @property
    def glance(self) -> Glance:
        had, span = self.movements, self.span
        disbursed = moved(had.disbursed, span)
        return Glance(
            span=span,
            cash=Cash(moved(had.received, span), disbursed),
            commitment=Commitment(
                sum(step.minor for step in until(self.budget, span.ends_on)),
                had.of_matches(span),
                disbursed.total,
            ),
            spending=None if self.vouchers is None else spending_of(self.vouchers, span),
            pace=self._pace(),
            ahead=Ahead(
                self.next.planned_minor(self.planned_until),
                self.next.requested_minor,
                sum(self.waiting_at_most.values()),
            ),
            closes_on=self.fund.closes_on,
        )

    def _pace(self) -> Pace:
        quarters = self.movements.quarters
        matched, disbursed = (
            sum(during(by_day, each) for each in quarters)
            for by_day in (self.movements.matched, self.movements.disbursed)
        )
        return Pace(quarters, matched, disbursed)


def books_of(session: Session, fund: Fund, span: Span, with_vouchers: bool = True) -> FundBooks:
    waiting = waiting_for(session, fund)
    vouchers, missing = _vouchers(session, fund, span.ends_on) if with_vouchers else (None, None)
    return FundBooks(
        *(fund, span, movements(session, fund, span), steps_of_budget(session, fund), vouchers, missing),
        *(asked_next(session, fund), waiting, at_most_matched(session, fund, waiting)),
    )


def _vouchers(
    session: Session, fund: Fund, until: date
) -> tuple[Sequence[FundVoucher] | None, MissingRate | None]:
    try:
        return vouchers_of(session, fund, until), None
    except MissingRate as missing:
        return None, missing


def current_quarter(session: Session, money: FundMoney) -> Span:
    """The latest one in which anything of the fund counts, or, while nothing does, the one in which it opens.

    That is what moved, a change of its budget, and a voucher of a project that it paid or that names it.
    """
    fund = money.fund
    changes = [step.on for step in steps_of_budget(session, fund) if not step.is_first]
    days = [money.until, *changes, _last_voucher(session, fund)]
    return quarter_of(max((day for day in days if day), default=fund.opens_on))


def _last_voucher(session: Session, fund: Fund) -> date | None:
    t, paid = table(Expenditure).c, table(Disbursement).c
    projects = sa.select(paid.project_id).where(paid.fund_id == fund.id)
    query = sa.select(sa.func.max(t.counted_on)).where(t.programme_id == fund.programme_id)
    charged = t.project_id.in_(projects) & t.fund_id.is_(None)
    day: date | None = session.execute(query.where((t.fund_id == fund.id) | charged)).scalar()
    return day
