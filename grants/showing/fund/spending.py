"""The vouchers that a fund paid wholly or in part, and what its donor last said of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import Span
from core.tables import in_clauses, table
from grants.models.agreements import Side
from grants.models.funds import Fund
from grants.models.payments import Expenditure, ExpenditureCategory
from grants.models.reviews import Review, Verdict
from grants.showing.fund_figures import Moved, Spending, Standing
from grants.showing.fund_kept import kept
from grants.spending.shares import spent_of_fund
from grants.spending.sources import fund_source


@dataclass(frozen=True)
class FundVoucher:
    """`share` is the fund's part of `value`, both in the programme's currency.

    `is_open`: the donor has queried or disallowed it, and nobody has answered since.
    """

    reference: str
    project_id: int
    spent_on: date
    counted_on: date
    category: ExpenditureCategory
    payee: str | None
    value: int
    share: int
    standing: Standing
    is_open: bool
    said_on: date | None


def vouchers_of(session: Session, fund: Fund) -> Sequence[FundVoucher]:
    """The latest first. Raises MissingRate."""
    return kept(session, fund, lambda: tuple(_read(session, fund)))


def _read(session: Session, fund: Fund) -> list[FundVoucher]:
    source = fund_source(fund.code)
    shares = [
        (share.reference, project_id, share.value, share.of(source))
        for project_id, of_project in spent_of_fund(session, fund.programme_id, fund.code).items()
        for share in of_project
    ]
    rows = _rows(session, fund, [reference for reference, *_ in shares])
    threads = _threads(session, fund)
    found = [
        _voucher(rows[reference], project_id, value, share, threads.get(reference, []))
        for reference, project_id, value, share in shares
    ]
    return sorted(found, key=lambda each: (each.spent_on, each.reference), reverse=True)


def spending_of(vouchers: Iterable[FundVoucher], span: Span) -> Spending:
    found: dict[Standing, list[int]] = {standing: [0, 0] for standing in Standing}
    for each in vouchers:
        if each.counted_on <= span.ends_on:
            found[each.standing][each.counted_on >= span.starts_on] += each.share
    return Spending({standing: Moved(*parts) for standing, parts in found.items()})


def _voucher(row: Any, project_id: int, value: int, share: int, thread: list[Any]) -> FundVoucher:
    said = [word for word in thread if word.side is Side.DONOR and word.verdict is not Verdict.ANSWERED]
    standing = Standing(said[-1].verdict.value) if said else Standing.UNREVIEWED
    last = thread[-1] if thread else None
    is_open = last is not None and last.verdict in (Verdict.QUERIED, Verdict.DISALLOWED)
    return FundVoucher(
        *(row.reference, project_id, row.spent_on, row.counted_on, row.category, row.payee),
        *(value, share, standing, is_open, last.said_on if last is not None else None),
    )


def _rows(session: Session, fund: Fund, references: list[str]) -> dict[str, Any]:
    t = table(Expenditure).c
    query = sa.select(t.reference, t.spent_on, t.counted_on, t.category, t.payee)
    query = query.where(t.programme_id == fund.programme_id)
    found = (
        row for clause in in_clauses(t.reference, references) for row in session.execute(query.where(clause))
    )
    return {row.reference: row for row in found}


def _threads(session: Session, fund: Fund) -> dict[str, list[Any]]:
    """By voucher, what the fund's donor and the manager said of it, in order."""
    t = table(Review).c
    query = sa.select(t.expenditure, t.side, t.verdict, t.said_on).where(t.fund_id == fund.id)
    found: dict[str, list[Any]] = {}
    for row in session.execute(query.order_by(t.expenditure, t.number)):
        found.setdefault(row.expenditure, []).append(row)
    return found
