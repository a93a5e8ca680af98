"""The vouchers that a fund paid wholly or in part, and what its donor last said of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import Span
from core.tables import in_clauses, table
from grants.models.funds import Fund
from grants.models.payments import Expenditure
from grants.models.reviews import Review, Verdict
from grants.reviewing.standing import Standing as Reviewed
from grants.reviewing.standing import standing_of
from grants.showing.fund.figures import Moved, Spending, Standing
from grants.showing.fund.kept import kept
from grants.spending.shares import VoucherShare, shares_of_projects, spent_of_fund
from grants.spending.sources import fund_source

_STANDINGS = {
    Reviewed.NOT_LOOKED_AT: Standing.UNREVIEWED,
    Reviewed.QUERIED: Standing.QUERIED,
    Reviewed.ANSWERED: Standing.QUERIED,
    Reviewed.DISALLOWED: Standing.DISALLOWED,
    Reviewed.ACCEPTED: Standing.ACCEPTED,
}
"""An answer ends no query: only the donor does."""


@dataclass(frozen=True)
class FundVoucher:
    """`share` is the fund's part of `value`, in the programme's currency; `said_on` is the last word's day."""

    reference: str
    project_id: int
    spent_on: date
    counted_on: date
    payee: str | None
    value: int
    share: int
    standing: Standing
    said_on: date | None


def vouchers_of(session: Session, fund: Fund, until: date) -> Sequence[FundVoucher]:
    """Of the rows that count by a day, as the fund's report to that day has them; what was said is so today.

    The latest first. Raises MissingRate.
    """
    return kept(session, fund, until, lambda: tuple(_read(session, fund, until)))


def unanswered_since(session: Session, fund: Fund) -> dict[str, date]:
    """By voucher, the day since which what the donor queried or disallowed waits for an answer."""
    return {
        reference: thread[-1].said_on
        for reference, thread in _threads(session, fund).items()
        if _is_open(thread)
    }


def open_vouchers_of(session: Session, fund: Fund) -> list[FundVoucher]:
    """Those that wait for an answer, by all of today's books. Raises MissingRate."""
    threads = {reference: thread for reference, thread in _threads(session, fund).items() if _is_open(thread)}
    t = table(Expenditure).c
    projects = {
        project_id
        for clause in in_clauses(t.reference, threads)
        for project_id in session.scalars(
            sa.select(t.project_id).where(t.programme_id == fund.programme_id, clause)
        )
    }
    shares = {
        project_id: [share for share in of_project if share.reference in threads]
        for project_id, of_project in shares_of_projects(session, fund.programme_id, projects).items()
    }
    return _joined(session, fund, shares, threads)


def _read(session: Session, fund: Fund, until: date) -> list[FundVoucher]:
    shares = spent_of_fund(session, fund.programme_id, fund.code, until)
    return _joined(session, fund, shares, _threads(session, fund))


def _joined(
    session: Session,
    fund: Fund,
    shares: Mapping[int, Sequence[VoucherShare]],
    threads: Mapping[str, list[Any]],
) -> list[FundVoucher]:
    source = fund_source(fund.code)
    rows = _rows(session, shares)
    found = [
        _voucher(
            *(rows[share.reference], project_id, share.value, share.of(source)),
            threads.get(share.reference, []),
        )
        for project_id, of_project in shares.items()
        for share in of_project
    ]
    return sorted(found, key=lambda each: (each.spent_on, each.reference), reverse=True)


def spending_of(vouchers: Iterable[FundVoucher], span: Span) -> Spending:
    found: dict[Standing, list[int]] = {standing: [0, 0] for standing in Standing}
    for each in vouchers:
        if each.counted_on <= span.ends_on:
            found[each.standing][each.counted_on >= span.starts_on] += each.share
    return Spending({standing: Moved(*parts) for standing, parts in found.items()})


def _voucher(row: Any, project_id: int, value: int, share: int, thread: list[Any]) -> FundVoucher:
    return FundVoucher(
        *(row.reference, project_id, row.spent_on, row.counted_on, row.payee, value, share),
        _STANDINGS[standing_of(word.verdict for word in thread)],
        thread[-1].said_on if thread else None,
    )


def _is_open(thread: list[Any]) -> bool:
    return thread[-1].verdict in (Verdict.QUERIED, Verdict.DISALLOWED)


def _rows(session: Session, projects: Iterable[int]) -> dict[str, Any]:
    """By reference, all vouchers of these projects: sooner read than some of them one by one."""
    t = table(Expenditure).c
    query = sa.select(t.reference, t.spent_on, t.counted_on, t.payee)
    return {
        row.reference: row
        for clause in in_clauses(t.project_id, projects)
        for row in session.execute(query.where(clause))
    }


def _threads(session: Session, fund: Fund) -> dict[str, list[Any]]:
    """By voucher, what the fund's donor and the manager said of it, in order."""
    t = table(Review).c
    query = sa.select(t.expenditure, t.verdict, t.said_on).where(t.fund_id == fund.id)
    found: dict[str, list[Any]] = {}
    for row in session.execute(query.order_by(t.expenditure, t.number)):
        found.setdefault(row.expenditure, []).append(row)
    return found
