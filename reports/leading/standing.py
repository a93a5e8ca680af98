"""How a quarter stands on its way to the seal: over or not, asked for, closed, and what comes before it."""

from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import Span, quarter_of
from core.jobs.models import Job
from core.journal.append import row_key
from core.journal.models import JournalEntry
from core.tables import table
from core.web.engine import engine
from grants.models.quarters import Part, Signature
from grants.telling.signatures import holding, signatures_of
from reports.closing.asking import requests_of
from reports.closing.job import closing_at_work
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

    @cached_property
    def at_work(self) -> Job | None:
        """The job by which it is being closed."""
        return closing_at_work(engine(), self.place.programme_id, self.quarter) if self.asked else None

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
        return self.asked is not None and self._booked_since(self.asked.position)

    @cached_property
    def check_may_be_old(self) -> bool:
        """Whether the signature of who checked the report names no figures, or may be for others than it has now.

        The page of the signatures, which makes the report, says whether it still counts.
        """
        signed = self.signed.get(Part.CHECKED)
        if signed is None or self.closed:
            return False
        t = table(JournalEntry).c
        query = sa.select(t.position).where(
            *(t.programme_id == self.place.programme_id, t.sheet == "signatures"),
            t.key == row_key(self.quarter, Part.CHECKED.value, str(signed.number)),
        )
        position = self.session.execute(query).scalar()
        return not signed.figures or (position is not None and self._booked_since(position))

    def _booked_since(self, position: int) -> bool:
        """Anything but signatures."""
        t = table(JournalEntry).c
        query = sa.select(t.position).where(
            *(t.programme_id == self.place.programme_id, t.position > position), t.sheet != "signatures"
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
