"""The rows behind each figure of a fund: they add up to exactly it."""

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.paying.asked import Asked
from grants.showing.fund.ahead import Due
from grants.showing.fund.figures import Standing
from grants.showing.fund.glance import FundBooks
from grants.showing.fund.money_rows import budget, cash, matched, one_way, uncommitted, unpaid
from grants.showing.fund.movements import during
from grants.showing.fund.row import OF_VOUCHERS, STANDINGS, Figure, Row, Sort
from grants.showing.fund.spending import FundVoucher
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project


def rows_of(session: Session, books: FundBooks, figure: Figure, is_to_date: bool) -> list[Row]:
    """All of them; of matches to date one a project. Matches of a span come by `matches_in()` instead."""
    return list(_READERS[figure](session, books, is_to_date))


def matches_in(books: FundBooks) -> sa.Select[Any]:
    """(seq, line, reference, project, day, minor) of entries of the span that moved anything, the latest first."""
    t, of, project = table(MatchEntry).c, table(Contribution).c, table(Project).c
    moved = t.granted_minor - t.released_minor
    return (
        sa.select(t.seq, t.line, of.reference, project.code, t.counted_on, moved.label("minor"))
        .where(t.fund_id == books.fund.id, t.counted_on >= books.span.starts_on)
        .where(t.counted_on <= books.span.ends_on, moved != 0)
        .where(t.contribution_id == of.id, t.project_id == project.id)
        .order_by(t.counted_on.desc(), t.seq.desc(), t.line.desc())
    )


def row_of_match(found: Any) -> Row:
    return Row(Sort.MATCH, found.reference, found.minor, found.counted_on, found.code, found)


def _vouchers(standing: Standing | None) -> Callable[..., Iterator[Row]]:
    def read(session: Session, books: FundBooks, is_to_date: bool) -> Iterator[Row]:
        codes = project_codes(session, books.fund)
        for each in books.vouchers or []:
            if standing in (None, each.standing) and _counts(each, books, is_to_date):
                yield Row(
                    *(Sort.VOUCHER, each.reference, each.share, each.spent_on),
                    *(codes[each.project_id], each),
                )

    return read


def _counts(voucher: FundVoucher, books: FundBooks, is_to_date: bool) -> bool:
    span = books.span
    return voucher.counted_on <= span.ends_on and (is_to_date or voucher.counted_on >= span.starts_on)


def project_codes(session: Session, fund: Fund) -> dict[int, str]:
    """By id, of the whole programme."""
    t = table(Project).c
    query = sa.select(t.id, t.code).where(t.programme_id == fund.programme_id)
    return {row.id: row.code for row in session.execute(query)}


def _quarters(of: str) -> Callable[..., Iterator[Row]]:
    def read(session: Session, books: FundBooks, is_to_date: bool) -> Iterator[Row]:
        by_day = getattr(books.movements, of)
        for quarter in books.movements.quarters:
            yield Row(Sort.QUARTER, str(quarter), during(by_day, quarter), quarter.ends_on, of=of)

    return read


def _planned(session: Session, books: FundBooks, is_to_date: bool) -> Iterator[Row]:
    for each in books.next.planned(books.planned_until):
        yield row_of_milestone(each)
    yield from map(_row_of_tranche, books.next.approved)


def _requested(session: Session, books: FundBooks, is_to_date: bool) -> Iterator[Row]:
    return map(_row_of_tranche, books.next.open)


def row_of_milestone(due: Due) -> Row:
    milestone = due.milestone
    return Row(Sort.MILESTONE, milestone.code, due.minor, milestone.due_on, due.reached.project.code, due)


def _row_of_tranche(asked: Asked) -> Row:
    tranche = asked.tranche
    return Row(
        Sort.TRANCHE, tranche.reference, tranche.amount_minor, tranche.asked_on, asked.project.code, asked
    )


def _waiting(session: Session, books: FundBooks, is_to_date: bool) -> Iterator[Row]:
    for code, minor in sorted(books.waiting_at_most.items()):
        yield Row(Sort.WAITING, code, minor, project=code)


_READERS: dict[Figure, Callable[[Session, FundBooks, bool], Any]] = {
    Figure.OPENING: cash(receipts_until_end=False, payments_until_end=False),
    Figure.RECEIVED: one_way(Sort.RECEIPT),
    Figure.AVAILABLE: cash(receipts_until_end=True, payments_until_end=False),
    Figure.DISBURSED: one_way(Sort.PAYMENT),
    Figure.CLOSING: cash(receipts_until_end=True, payments_until_end=True),
    Figure.BUDGET: budget,
    Figure.MATCHED: matched,
    Figure.UNPAID: unpaid,
    Figure.UNCOMMITTED: uncommitted,
    Figure.SPENT: _vouchers(None),
    **{figure: _vouchers(standing) for figure, standing in STANDINGS.items()},
    Figure.MATCHED_A_MONTH: _quarters("matched"),
    Figure.DISBURSED_A_MONTH: _quarters("disbursed"),
    Figure.PLANNED: _planned,
    Figure.REQUESTED: _requested,
    Figure.WAITING: _waiting,
}


def figure_of(books: FundBooks, figure: Figure, is_to_date: bool) -> int | None:
    """The figure itself, from the formulas of `figures`; None where it cannot be told."""
    glance = books.glance
    if figure in OF_VOUCHERS:
        if glance.spending is None:
            return None
        standing = STANDINGS.get(figure)
        part = glance.spending.spent if standing is None else glance.spending.of(standing)
        return part.total if is_to_date else part.during
    moved = {
        Figure.RECEIVED: glance.cash.received,
        Figure.DISBURSED: glance.cash.disbursed,
        Figure.MATCHED: glance.commitment.matched,
    }
    if figure in moved:
        return moved[figure].total if is_to_date else moved[figure].during
    return {
        Figure.OPENING: glance.cash.opening,
        Figure.AVAILABLE: glance.cash.available,
        Figure.CLOSING: glance.cash.closing,
        Figure.BUDGET: glance.commitment.budget,
        Figure.UNPAID: glance.commitment.unpaid,
        Figure.UNCOMMITTED: glance.commitment.uncommitted,
        Figure.MATCHED_A_MONTH: glance.pace.matched_a_month,
        Figure.DISBURSED_A_MONTH: glance.pace.disbursed_a_month,
        Figure.PLANNED: glance.ahead.planned,
        Figure.REQUESTED: glance.ahead.requested,
        Figure.WAITING: glance.ahead.waiting,
    }[figure]
