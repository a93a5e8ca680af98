"""What of a fund may need attention, told from the rows behind each concern."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session

from core.programmes import Programme
from grants.showing.fund_attention import Concern, Matter, lacking
from grants.showing.fund_concerns import ahead_of_works, late, overdue, unanswered, unreconciled
from grants.showing.fund_glance import FundBooks
from grants.showing.fund_row import Row
from grants.showing.fund_works import works_of


def matters_of(session: Session, books: FundBooks, programme: Programme, on: date) -> Iterator[Matter]:
    """As of a day; what is asked, waits or is unanswered is so today."""
    yield from _of_money(books)
    yield from _of_rows(Concern.MILESTONES, overdue(books, on))
    yield from _of_rows(Concern.VOUCHERS, unanswered(session, books, programme))
    yield from _of_rows(Concern.BANK, unreconciled(session, books))
    works = works_of(session, books.fund, on)
    yield from _of_rows(Concern.AHEAD, ahead_of_works(works))
    yield from _of_rows(Concern.LATE, late(works, on))


def _of_money(books: FundBooks) -> Iterator[Matter]:
    glance = books.glance
    lasts, short = glance.runway, glance.commitment.unpaid - glance.cash.closing
    left = glance.commitment.uncommitted - glance.ahead.waiting
    stake = lacking(left, glance.pace.matched, glance.pace.months)
    if lasts is not None and stake:
        yield Matter(Concern.DRY, stake, lasts.months, on=lasts.until)
    if short > 0:
        beside = (glance.commitment.unpaid, max(0, glance.cash.closing))
        yield Matter(Concern.CASH, short, beside=beside)
    if books.waiting:
        count = len({reference for each in books.waiting for reference in each.contributions})
        yield Matter(Concern.WAITING, glance.ahead.waiting, count)
    if books.next.open:
        oldest = books.next.open[0]
        yield Matter(
            *(Concern.TRANCHES, glance.ahead.requested, len(books.next.open)),
            *(oldest.tranche.reference, oldest.project.name, oldest.tranche.asked_on),
        )


def _of_rows(concern: Concern, rows: Sequence[Row]) -> Iterator[Matter]:
    """The first row is the worst of them."""
    if not rows:
        return
    first = rows[0]
    project, name = "", first.name
    if concern is Concern.MILESTONES:
        project, name = first.of.reached.project.name, first.of.milestone.name
    beside = first.of if concern is Concern.AHEAD else ()
    stake = sum(row.minor for row in rows)
    yield Matter(concern, stake, len(rows), name, project, first.on, beside)
