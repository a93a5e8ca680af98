"""The vouchers of which a fund paid a part, and how each of them stands with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from core.accounts.person import Reach
from grants.models.funds import Fund
from grants.models.payments import Expenditure
from grants.reviewing.standing import Standing
from grants.reviewing.threads import standing_in, threads_of_fund
from grants.spending.shares import spent_of_fund
from grants.spending.sources import fund_source
from grants.visible_money import expenditures_within
from household_groups.models.projects import Project


@dataclass(frozen=True)
class FundVoucher:
    """`share_minor` is the fund's part of it in the programme's currency; negative of a correction."""

    voucher: Expenditure
    project: str
    share_minor: int
    standing: Standing
    last_on: date | None
    """The day of the last word."""
    sample: str | None
    """Of its first word: the digest from which it was drawn to be looked at."""

    @property
    def reference(self) -> str:
        return self.voucher.reference


def vouchers_of_fund(session: Session, fund: Fund) -> list[FundVoucher]:
    """By day and reference; the same whoever asks. Raises MissingRate."""
    threads = threads_of_fund(session, fund.id or 0)
    shares = {
        share.reference: share.of(fund_source(fund.code))
        for of_project in spent_of_fund(session, fund.programme_id, fund.code).values()
        for share in of_project
    }
    return [
        FundVoucher(
            voucher,
            project,
            shares[voucher.reference],
            standing_in(threads.get(voucher.reference, [])),
            threads[voucher.reference][-1].said_on if voucher.reference in threads else None,
            threads[voucher.reference][0].sample if voucher.reference in threads else None,
        )
        for voucher, project in _within(session, fund)
        if voucher.reference in shares
    ]


def _within(session: Session, fund: Fund) -> Iterable[Any]:
    """(voucher, code of its project) of what a donor of this fund alone sees: the same list for everybody."""
    alone = Reach(fund.programme_id, funds=frozenset((fund.code,)))
    query = (
        sa.select(Expenditure, col(Project.code))
        .where(expenditures_within(alone), col(Expenditure.project_id) == col(Project.id))
        .order_by(col(Expenditure.spent_on), col(Expenditure.reference))
    )
    return session.execute(query)
