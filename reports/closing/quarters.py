"""Which quarters of a programme are closed, and which may be closed next."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import Session, col, select

from core.accounts.person import Reach
from core.calendar import Span, parse_span, quarter_of
from core.errors import Refusal
from core.programmes import Closing, Programme
from reports.closing.refusals import ClosingReason
from reports.quarters import quarters_of


def read_quarter(text: str) -> Span:
    """Raises Refusal for what is no quarter, also where it is a span of months."""
    try:
        span = parse_span(text)
    except ValueError:
        span = None
    if span is None or str(span) != text or ".." in text:
        raise Refusal(ClosingReason.NOT_A_QUARTER, quarter=text)
    return span


def closings_of(session: Session, programme_id: int) -> dict[str, Closing]:
    """By quarter."""
    found = session.exec(select(Closing).where(col(Closing.programme_id) == programme_id))
    return {closing.quarter: closing for closing in found}


def active_quarters(session: Session, programme_id: int) -> list[Span]:
    """Those in which anything counts, the earliest first."""
    return quarters_of(session, Reach(programme_id, is_whole=True))[::-1]


def next_to_close(session: Session, programme: Programme, today: date) -> Span | None:
    """The earliest open quarter in which anything counts; None where that is not over, or there is none."""
    assert programme.id is not None
    closed = closings_of(session, programme.id)
    for span in active_quarters(session, programme.id):
        if str(span) not in closed:
            return span if span.ends_on < today else None
    return None


def empty_before(
    programme: Programme, span: Span, active: list[Span], closed: dict[str, Closing]
) -> list[str]:
    """Open quarters before one that is to be closed, from the programme's start: nothing counts in them.

    They are closed with it. Else what is dated in them would later count before a report that is sealed.
    """
    first = min([programme.starts_on, *(each.starts_on for each in active)])
    open_before = (each for each in _quarters(first, span) if str(each) not in closed)
    return [str(each) for each in open_before if each not in active]


def _quarters(first: date, until: Span) -> Iterator[Span]:
    """From the one of a day up to another, which does not belong to them."""
    span = quarter_of(first)
    while span < until:
        yield span
        span = quarter_of(span.ends_on + timedelta(days=1))
