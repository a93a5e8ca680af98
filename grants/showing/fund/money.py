"""What a fund has, has matched and has paid: the figures of funds as the tables hold them now.

They are the cumulative columns of the sheet `funds` in the report of the latest quarter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from core.tables import table, total
from grants.matching import accounts
from grants.models.funds import Fund, Receipt
from grants.models.matches import Balance, MatchEntry
from grants.models.payments import Disbursement


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
    receipts = _sums(session, Receipt, ids)
    payments = _sums(session, Disbursement, ids)
    found = []
    for fund in funds:
        received, last_receipt = receipts.get(fund.id, (0, None))
        disbursed, last_payment = payments.get(fund.id, (0, None))
        matched, released, last_entry = _matched(session, fund)
        until = max(filter(None, (last_receipt, last_entry, last_payment)), default=None)
        found.append(FundMoney(fund, received, matched + released, released, disbursed, until))
    return found


def matched_of(session: Session, fund: Fund) -> int:
    """What stands matched under all rules of the fund, as its balance says."""
    balance = table(Balance).c
    matched = sa.select(total(balance.minor)).where(*_is_granted(fund))
    return int(session.execute(matched).scalar_one())


def _is_granted(fund: Fund) -> tuple[sa.ColumnElement[bool], ...]:
    """On `Balance`: what the fund granted, net of releases."""
    balance = table(Balance).c
    return (
        *(balance.programme_id == fund.programme_id, balance.account == accounts.FUND),
        *(balance.subject == "", balance.owner == fund.code, balance.period == ""),
    )


def _matched(session: Session, fund: Fund) -> tuple[int, int, date | None]:
    """What stands matched, what was released, and the last day: none of it by a look at every match."""
    balance, entry = table(Balance).c, table(MatchEntry).c
    matched = sa.select(total(balance.minor)).where(*_is_granted(fund))
    # The words of the index that has the releases alone.
    is_release = entry.released_minor > sa.literal_column("0")
    released = sa.select(total(entry.released_minor)).where(entry.fund_id == fund.id, is_release)
    last = sa.select(sa.func.max(entry.counted_on)).where(entry.fund_id == fund.id)
    row = session.execute(sa.select(*(each.scalar_subquery() for each in (matched, released, last)))).one()
    return row[0], row[1], row[2]


def _sums(
    session: Session, model: type[SQLModel], ids: Iterable[int | None]
) -> dict[int | None, tuple[int, date]]:
    """By fund id, the total of its rows, and their last day."""
    t = table(model).c
    query = sa.select(t.fund_id, total(t.amount_minor), sa.func.max(t.counted_on))
    rows = session.execute(query.where(t.fund_id.in_(list(ids))).group_by(t.fund_id))
    return {id: (minor, last) for id, minor, last in rows}
