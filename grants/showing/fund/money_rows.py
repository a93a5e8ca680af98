"""The rows behind cash and commitments: receipts, payments, changes of the budget, what projects were matched."""

from collections.abc import Callable, Iterator
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from grants.models.funds import Receipt
from grants.models.payments import Disbursement
from grants.showing.fund.budget import until
from grants.showing.fund.by_project import matched_until, paid_until
from grants.showing.fund.glance import FundBooks
from grants.showing.fund.row import Row, Sort
from household_groups.models.projects import Project


def cash(receipts_until_end: bool, payments_until_end: bool) -> Callable[..., list[Row]]:
    def read(session: Session, books: FundBooks, is_to_date: bool) -> list[Row]:
        rows = [
            *_moved(session, books, Sort.RECEIPT, 1, before=True, during=receipts_until_end),
            *_moved(session, books, Sort.PAYMENT, -1, before=True, during=payments_until_end),
        ]
        return sorted(rows, key=lambda row: (row.on or date.min, row.name), reverse=True)

    return read


def one_way(sort: Sort) -> Callable[..., list[Row]]:
    def read(session: Session, books: FundBooks, is_to_date: bool) -> list[Row]:
        return _moved(session, books, sort, 1, before=is_to_date, during=True)

    return read


def _moved(
    session: Session, books: FundBooks, sort: Sort, sign: int, *, before: bool, during: bool
) -> list[Row]:
    """Receipts or payments that count before the span, in it, or both; the latest first."""
    t = table(Receipt if sort is Sort.RECEIPT else Disbursement).c
    query = sa.select(t.reference, t.counted_on, t.amount_minor).where(t.fund_id == books.fund.id)
    query = query.where(t.counted_on <= books.span.ends_on)
    if sort is Sort.PAYMENT:
        query = query.add_columns(table(Project).c.code).where(t.project_id == table(Project).c.id)
    if not before:
        query = query.where(t.counted_on >= books.span.starts_on)
    if not during:
        query = query.where(t.counted_on < books.span.starts_on)
    found = session.execute(query.order_by(t.counted_on.desc(), t.reference.desc()))
    return [
        Row(sort, row.reference, sign * row.amount_minor, row.counted_on, getattr(row, "code", ""))
        for row in found
    ]


def budget(session: Session, books: FundBooks, is_to_date: bool) -> Iterator[Row]:
    for step in until(books.budget, books.span.ends_on):
        yield Row(Sort.BUDGET, "", step.minor, step.on, of=step)


def matched(session: Session, books: FundBooks, is_to_date: bool) -> list[Row]:
    return [
        Row(Sort.PROJECT, code, minor, project=code)
        for code, minor in sorted(matched_until(session, books.fund, books.span.ends_on).items())
        if minor
    ]


def unpaid(session: Session, books: FundBooks, is_to_date: bool) -> Iterator[Row]:
    end = books.span.ends_on
    matched, paid = matched_until(session, books.fund, end), paid_until(session, books.fund, end)
    for code in sorted(matched.keys() | paid.keys()):
        left = matched.get(code, 0) - paid.get(code, 0)
        if left:
            yield Row(Sort.PROJECT, code, left, project=code, of=(matched.get(code, 0), paid.get(code, 0)))


def uncommitted(session: Session, books: FundBooks, is_to_date: bool) -> Iterator[Row]:
    yield from budget(session, books, is_to_date)
    for row in matched(session, books, is_to_date):
        yield Row(Sort.PROJECT, row.name, -row.minor, project=row.project)
