"""The rows behind each concern: what is overdue, unanswered, late, not reconciled, or paid ahead of the works."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import month_name
from core.programmes import Programme
from core.rates import exchange_of
from core.tables import table
from grants.models.bank import BankLine
from grants.showing.fund.attention import POINTS_AHEAD
from grants.showing.fund.glance import FundBooks
from grants.showing.fund.row import Row, Sort
from grants.showing.fund.rows import project_codes, row_of_milestone
from grants.showing.fund.spending import open_vouchers_of
from grants.showing.fund.works import Works


def overdue(books: FundBooks, on: date) -> list[Row]:
    """Milestones that were due before a day and are not certified, with what of them is not paid."""
    return [
        row_of_milestone(each)
        for each in books.next.due
        if each.milestone.due_on and each.milestone.due_on < on and each.reached.certified is None
    ]


def unanswered(session: Session, books: FundBooks, programme: Programme) -> list[Row]:
    """Vouchers that the donor queried or disallowed, the oldest word first.

    The fund's share, in its currency at the rate of the month of the voucher. Raises MissingRate.
    """
    vouchers = open_vouchers_of(session, books.fund)
    if not vouchers:
        return []
    codes = project_codes(session, books.fund)
    exchange, currency = exchange_of(session, books.fund.programme_id), books.fund.currency
    rows = [
        Row(
            *(Sort.VOUCHER, each.reference),
            exchange.convert(each.share, programme.currency, currency, month_name(each.spent_on)),
            on=each.said_on,
            project=codes[each.project_id],
            of=each,
        )
        for each in vouchers
    ]
    return sorted(rows, key=lambda row: (row.on or date.min, row.name))


def unreconciled(session: Session, books: FundBooks) -> list[Row]:
    """Lines of the bank that name no receipt and no payment, without their sign; the oldest first."""
    t = table(BankLine).c
    query = sa.select(t.reference, t.booked_on, t.amount_minor).where(
        t.fund_id == books.fund.id, t.ticks.is_(None)
    )
    return [
        Row(Sort.BANK, row.reference, abs(row.amount_minor), row.booked_on)
        for row in session.execute(query.order_by(t.booked_on, t.reference))
    ]


def ahead_of_works(works: Iterable[Works]) -> list[Row]:
    """Projects of which more is paid than is built, by how much; the furthest first."""
    return [
        Row(Sort.PROJECT, each.project.name, each.minor_ahead, project=each.project.code, of=each.percents)
        for each in sorted(works, key=lambda each: (-each.points_ahead, each.project.code))
        if each.points_ahead >= POINTS_AHEAD
    ]


def late(works: Iterable[Works], on: date) -> list[Row]:
    """Projects that should have ended before a day, with what the fund matched of works that are not built.

    The longest late comes first.
    """
    rows = [
        Row(Sort.PROJECT, each.project.name, each.minor_unbuilt, each.project.ends_on, each.project.code)
        for each in works
        if each.project.ends_on and each.project.ends_on < on and not each.is_over
    ]
    return sorted(rows, key=lambda row: (row.on or date.min, row.project))
