"""Booking: whatever was recorded since the last booked event is decided on and stored, in one transaction."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from core.programmes import Closing
from core.tables import batches, table
from grants.ledger import events as ev
from grants.ledger.applying import Booked, apply_all
from grants.ledger.codes import Ids
from grants.ledger.facts import load_books
from grants.ledger.opening import load_payments, open_books
from grants.ledger.rows import rows_of
from grants.ledger.storing import mark_used_rates, store_balances, store_entries
from grants.matching.books import Books

_EVENTS_AT_ONCE = 2_000
_CLOSED = sa.select(table(Closing).c.quarter).where(
    table(Closing).c.programme_id == sa.bindparam("of"), table(Closing).c.seq <= sa.bindparam("until")
)
MAX_STORED = 2**63 - 1
"""What a BIGINT holds."""


class MissingRates(LookupError):
    """Rates that the events need and nobody has entered: (currency, month), with the first event that asked."""

    def __init__(self, missing: dict[tuple[str, str], ev.Event]) -> None:
        super().__init__(*missing)
        self.missing = missing


class TooLarge(ValueError):
    """A figure that follows from the events cannot be stored; nothing real comes near it.

    `event` is the one that led to it, None where only their sum is too large.
    """

    def __init__(self, event: ev.Event | None) -> None:
        super().__init__(event)
        self.event = event


@dataclass(frozen=True)
class Told:
    """What whoever wrote the events knows: of which kinds they are, and the quarters closed before them."""

    kinds: Collection[type[ev.Event]]
    closed: Collection[str]


def book_since(
    session: Session,
    programme_id: int,
    seq: int,
    on_event: Callable[[int], None] | None = None,
    told: Told | None = None,
) -> int:
    """Decide on every event after `seq`, the last one booked; returns how many entries that made.

    The caller holds the lock of the programme's head and has written the events into their tables;
    `on_event` is told of the progress; of what the caller has `told`, nothing is read again. Raises
    MissingRates, TooLarge.
    """
    kinds = None if told is None else told.kinds
    if kinds is not None and not kinds:
        return 0
    closed = closed_quarters(session, programme_id, seq) if told is None else told.closed
    events: Iterable[ev.Event] = ev.events_since(session, programme_id, seq, kinds)
    if seq == 0:
        opened = load_books(session, programme_id, 0)
        opened.books.keeps_ceilings = False
    else:
        events = list(events)
        opened = open_books(session, programme_id, seq, events, kinds)
    books = opened.books
    before = books.balances
    missing: dict[tuple[str, str], ev.Event] = {}
    settles = kinds is None or ev.ProjectSettled in kinds
    booked = apply_all(books, events, load_payments(session, programme_id) if settles else {}, closed)
    watched = _within_bounds(_noting_missing(books, booked, missing))
    entries = _store(session, programme_id, opened.ids, watched, on_event)
    if missing:
        raise MissingRates(missing)
    if any(minor > MAX_STORED for minor in books.balances.values()):
        raise TooLarge(None)
    store_balances(session, programme_id, books, before)
    mark_used_rates(session, programme_id, books.exchange.used - opened.frozen)
    return entries


def _noting_missing(
    books: Books, booked: Iterable[Booked], missing: dict[tuple[str, str], ev.Event]
) -> Iterator[Booked]:
    for each in booked:
        if len(books.exchange.missing) > len(missing):
            for rate in books.exchange.missing:
                missing.setdefault(rate, each.event)
        yield each


def _within_bounds(booked: Iterable[Booked]) -> Iterator[Booked]:
    for each in booked:
        for entry in each.entries:
            if entry.desired > MAX_STORED or entry.counted > MAX_STORED:
                raise TooLarge(each.event)
        yield each


def closed_quarters(session: Session, programme_id: int, seq: int) -> list[str]:
    return list(session.execute(_CLOSED, {"of": programme_id, "until": seq}).scalars())


def _store(
    session: Session,
    programme_id: int,
    ids: Ids,
    booked: Iterable[Booked],
    on_event: Callable[[int], None] | None,
) -> int:
    count = 0
    for batch in batches(booked, _EVENTS_AT_ONCE):
        count += store_entries(session, rows_of(batch, programme_id, ids))
        for each in batch:
            for entry in each.entries:
                entry.steps = ()  # stored now; a large import would otherwise carry them to its end
        if on_event is not None:
            on_event(len(batch))
    return count
