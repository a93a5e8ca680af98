"""What of a fund may need attention, told from the rows behind each concern."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session

from core.exchange import MissingRate
from core.programmes import Programme
from grants.showing.fund.attention import SOON, Concern, Matter, lacking
from grants.showing.fund.concerns import ahead_of_works, late, overdue, unanswered, unreconciled
from grants.showing.fund.figures import Glance
from grants.showing.fund.glance import FundBooks
from grants.showing.fund.row import Row
from grants.showing.fund.spending import unanswered_since
from grants.showing.fund.works import works_of


def matters_of(session: Session, books: FundBooks, programme: Programme, on: date) -> Iterator[Matter]:
    """As of a day; what is asked, waits, is unanswered or not reconciled is so today."""
    yield from _of_money(books)
    yield from _of_rows(Concern.MILESTONES, overdue(books, on))
    yield from _of_vouchers(session, books, programme)
    yield from _of_rows(Concern.BANK, unreconciled(session, books))
    works = works_of(session, books.fund, books.span.ends_on)
    yield from _of_rows(Concern.AHEAD, ahead_of_works(works))
    yield from _of_rows(Concern.LATE, late(works, on))


def _of_money(books: FundBooks) -> Iterator[Matter]:
    glance = books.glance
    yield from _of_budget(glance)
    unpaid, cash = max(0, glance.commitment.unpaid), glance.cash.closing
    if unpaid > cash:
        yield Matter(Concern.CASH, unpaid - cash, beside=(unpaid, cash))
    if books.waiting:
        count = len({reference for each in books.waiting for reference in each.contributions})
        yield Matter(Concern.WAITING, glance.ahead.waiting, count)
    if books.next.open:
        oldest = books.next.open[0]
        yield Matter(
            *(Concern.TRANCHES, glance.ahead.requested, len(books.next.open)),
            *(oldest.tranche.reference, oldest.project.name, oldest.tranche.asked_on),
        )


def _of_budget(glance: Glance) -> Iterator[Matter]:
    """A fund that closes sooner needs less; where nothing moves, or no more, there is no day on which it ends."""
    soon = SOON if glance.months_open is None else min(SOON, glance.months_open)
    stake = lacking(glance.left, glance.pace.matched, glance.pace.months, soon)
    lasts = glance.runway if soon else None
    if stake and lasts is not None:
        yield Matter(Concern.DRY, stake, lasts.months, on=lasts.until, beside=(soon,))
    elif stake:
        yield Matter(Concern.DRY, stake)


def _of_vouchers(session: Session, books: FundBooks, programme: Programme) -> Iterator[Matter]:
    try:
        yield from _of_rows(Concern.VOUCHERS, unanswered(session, books, programme))
    except MissingRate:
        days = unanswered_since(session, books.fund).values()
        yield Matter(Concern.VOUCHERS, 0, len(days), on=min(days), is_told=False)


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
