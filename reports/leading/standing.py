"""How a quarter stands on its way to the seal: over or not, asked for, closed, and what comes before it."""

from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import Span, quarter_of
from core.journal.models import JournalEntry
from core.tables import table
from grants.models.quarters import Part, Signature
from grants.telling.signatures import holding, signatures_of
from reports.closing.asking import requests_of
from reports.closing.kept import ClosedQuarter, closed_quarter
from reports.closing.models import ClosingRequest, ClosingState
from reports.closing.quarters import active_quarters, closings_of
from reports.leading.holders import Holders
from reports.waiting.task import Place


@dataclass(frozen=True)
class Standing:
    """`request` is the latest one for the quarter, whatever became of it.

    `comes_first` is an earlier quarter that is open, `earlier` and `later` are its neighbours.
    """

    session: Session
    place: Place
    span: Span
    holders: Holders
    closed: ClosedQuarter | None
    request: ClosingRequest | None
    comes_first: Span | None
    earlier: Span | None
    later: Span | None

    @property
    def quarter(self) -> str:
        return str(self.span)

    @property
    def is_over(self) -> bool:
        return self.span.ends_on < self.place.today

    @property
    def asked(self) -> ClosingRequest | None:
        """The request that waits for a second person."""
        is_open = self.request is not None and self.request.state is ClosingState.OPEN
        return self.request if is_open and self.closed is None else None

    @property
    def check_list(self) -> str:
        """The address of the list, where closing is asked for and decided on."""
        return self.place.url("closing.quarter_close", quarter=self.quarter)

    @cached_property
    def signed(self) -> dict[Part, Signature]:
        """Of each part that was signed the last signature."""
        return holding(signatures_of(self.session, self.place.programme_id, self.quarter))

    @cached_property
    def books_moved(self) -> bool:
        """Whether anything but signatures was booked since it was asked for: the list may be another by now."""
        if self.asked is None:
            return False
        t = table(JournalEntry).c
        query = sa.select(t.position).where(
            *(t.programme_id == self.place.programme_id, t.position > self.asked.position),
            t.sheet != "signatures",
        )
        return self.session.execute(query.limit(1)).first() is not None


def standing_of(session: Session, place: Place, span: Span, holders: Holders) -> Standing:
    programme_id = place.programme_id
    active, closed = active_quarters(session, programme_id), closings_of(session, programme_id)
    shown = {*active, *_current(place)}
    return Standing(
        *(session, place, span, holders),
        closed=closed_quarter(session, programme_id, str(span), None),
        request=next(iter(requests_of(session, programme_id, str(span))), None),
        comes_first=next((each for each in active if each < span and str(each) not in closed), None),
        earlier=max((each for each in shown if each < span), default=None),
        later=min((each for each in shown if each > span), default=None),
    )


def _current(place: Place) -> list[Span]:
    """The quarter of today, while the programme lasts."""
    ends_on = place.programme.ends_on
    return [quarter_of(place.today)] if ends_on is None or place.today <= ends_on else []
