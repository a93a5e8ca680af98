"""The new events of a file, put in order and numbered; see 'Events, in order' in docs/matching.md."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.calendar import earliest_open_day
from grants.importing.changes import Change
from grants.importing.history import ClosingRow, RematchRow
from grants.importing.problems import RowProblem
from grants.importing.reversals import ReversalRow
from grants.importing.upload import Row, Upload
from grants.ledger import events as ev

CHANGE, APPROVE, OTHER_FUNDING, VERIFY, REVERSE, SETTLE, REMATCH, CLOSE = range(1, 9)
KINDS: dict[int, type[ev.Event]] = {
    CHANGE: ev.FactChanged,
    APPROVE: ev.ProjectApproved,
    OTHER_FUNDING: ev.OtherFundingAgreed,
    VERIFY: ev.ContributionVerified,
    REVERSE: ev.ContributionReversed,
    SETTLE: ev.ProjectSettled,
    REMATCH: ev.FundRematched,
    CLOSE: ev.QuarterClosed,
}
"""What they are to the ledger."""


@dataclass(slots=True)
class Pending:
    """An event without its place yet. `place` is told to whatever recorded it."""

    on: date
    order: int
    code: str
    number: int
    given_seq: int | None
    sheet: str
    place: Callable[[int], None]
    what: Row | Change | ReversalRow | RematchRow | ClosingRow
    seq_column: str = "seq"
    counts_from: date | None = None
    """The day in whose quarter it counts, where that is not its date: a contribution's `received_on`."""
    seq: int = 0
    counted_on: date | None = None

    @property
    def sort_key(self) -> tuple[date, int, str, int]:
        return self.on, self.order, self.code, self.number


def number_events(upload: Upload, pending: list[Pending], closed_quarters: set[str]) -> list[Pending]:
    """Events in their order, with their places and the day in whose quarter each counts.

    An import into an empty programme keeps the sequence numbers of its file, when it has them; everything
    else is booked after what is there, by date, kind, code and row.
    """
    if upload.last_seq == 0 and any(event.given_seq is not None for event in pending):
        _check_given(upload, pending)
        pending.sort(key=lambda event: event.given_seq or 0)
        for event in pending:
            event.seq = event.given_seq or 0
    else:
        pending.sort(key=lambda event: event.sort_key)
        for seq, event in enumerate(pending, upload.last_seq + 1):
            event.seq = seq
    closed = set(closed_quarters)
    for event in pending:
        event.place(event.seq)
        event.counted_on = earliest_open_day(event.counts_from or event.on, closed)
        if event.order == CLOSE:
            closed.add(event.code)
    return pending


def _check_given(upload: Upload, pending: list[Pending]) -> None:
    seen: set[int] = set()
    reversed_ = {event.code for event in pending if event.order == REVERSE}
    verified = {event.code: event for event in pending if event.order == VERIFY and event.code in reversed_}
    for event in pending:
        seq, place = event.given_seq, (event.sheet, event.number, event.seq_column)
        if seq is None or seq < 1:
            upload.refuse_cell(*place, RowProblem.SEQ_FOR_SOME)
            continue
        if seq in seen:
            upload.refuse_cell(*place, RowProblem.SEQ_TWICE, seq=seq)
        seen.add(seq)
        if event.order == REVERSE and seq < (verified[event.code].given_seq or 0):
            on = verified[event.code].on
            upload.refuse_cell(*place, RowProblem.REVERSED_BEFORE_VERIFIED, code=event.code, date=on)
