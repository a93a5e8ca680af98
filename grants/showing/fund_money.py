"""What a fund has, has matched and has paid: the figures of funds as the tables hold them now.

They are the cumulative columns of the sheet `funds` in the report of the latest quarter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from core.tables import table
from grants.matching import accounts
from grants.models.funds import Fund, Receipt
from grants.models.matches import Balance, MatchEntry
from grants.models.payments import Disbursement
from household_groups.models.contributions import Contribution


@dataclass(frozen=True)
class FundMoney:
    """In minor units of the fund's currency; `disbursed` is net of refunds.

    `until` is the last day on which anything of the fund is counted.
    """

    fund: Fund
    received: int
    granted: int
    released: int
    disbursed: int
    until: date | None

    @property
    def matched(self) -> int:
        return self.granted - self.released

    @property
    def unpaid(self) -> int:
        """Matched and not yet paid; negative where more was paid than is matched."""
        return self.matched - self.disbursed

    @property
    def uncommitted(self) -> int:
        """Negative where the budget was lowered below what is matched."""
        return self.fund.budget_minor - self.matched

    @property
    def cash(self) -> int:
        return self.received - self.disbursed


def money_of(session: Session, funds: Sequence[Fund]) -> list[FundMoney]:
    """The figures of each of these funds of one programme, in their order."""
    ids = [fund.id for fund in funds]
    receipts = _sums(session, Receipt, ids, "amount_minor")
    entries = _sums(session, MatchEntry, ids, "granted_minor", "released_minor")
    payments = _sums(session, Disbursement, ids, "amount_minor")
    found = []
    for fund in funds:
        received, last_receipt = receipts.get(fund.id, (0, None))
        granted, released, last_entry = entries.get(fund.id, (0, 0, None))
        disbursed, last_payment = payments.get(fund.id, (0, None))
        until = max(filter(None, (last_receipt, last_entry, last_payment)), default=None)
        found.append(FundMoney(fund, received, granted, released, disbursed, until))
    return found


def matched_groups_and_projects(session: Session, fund: Fund) -> tuple[int, int]:
    """How many groups, and how many projects, have a match of the fund that was not wholly released."""
    entry, given, balance = (table(model).c for model in (MatchEntry, Contribution, Balance))
    matched = (
        sa.select(given.group_id)
        .where(entry.programme_id == fund.programme_id, entry.fund_id == fund.id)
        .where(entry.contribution_id == given.id)
        .group_by(given.group_id)
        .having(sa.func.sum(entry.granted_minor - entry.released_minor) > 0)
    )
    projects = sa.select(sa.func.count()).where(
        *(balance.programme_id == fund.programme_id, balance.account == accounts.FUND_PROJECT),
        *(balance.owner == fund.code, balance.minor > 0),
    )
    groups = sa.select(sa.func.count()).select_from(matched.subquery())
    return session.execute(groups).scalar_one(), session.execute(projects).scalar_one()


def total(column: sa.SQLColumnExpression[Any]) -> sa.ColumnElement[int]:
    """The sum of a column of minor units: an integer on both databases, 0 where there are no rows."""
    return sa.cast(sa.func.coalesce(sa.func.sum(column), 0), sa.BigInteger)


def _sums(
    session: Session, model: type[SQLModel], ids: Iterable[int | None], *names: str
) -> dict[int | None, Sequence[Any]]:
    """By fund id, the total of each of these columns over the rows of the fund, and their last day."""
    t = table(model).c
    query = sa.select(t.fund_id, *(total(t[name]) for name in names), sa.func.max(t.counted_on))
    rows = session.execute(query.where(t.fund_id.in_(list(ids))).group_by(t.fund_id))
    return {id: found for id, *found in rows}
