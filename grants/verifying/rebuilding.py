"""Every match rebuilt from the events alone, compared entry by entry and balance by balance."""

from collections.abc import Iterator
from itertools import chain, islice

import sqlalchemy as sa
from sqlmodel import Session

from core.programmes import Rate
from core.tables import batches, read_large, table
from grants.ledger import events as ev
from grants.ledger.applying import Booked, apply_all
from grants.ledger.codes import Ids, load_ids
from grants.ledger.facts import load_books
from grants.ledger.opening import load_payments
from grants.ledger.rows import COLUMNS, Row, rows_of
from grants.matching.books import Books
from grants.models.matches import Balance, MatchEntry
from grants.verifying.differences import Difference, DifferenceKind
from grants.verifying.recorded import Recorded

_AT_ONCE = 2_000
_EVENTS_AT_ONCE = 500

_KINDS = {
    ev.FactChanged: "change",
    ev.ProjectApproved: "approve",
    ev.OtherFundingAgreed: "other_funding",
    ev.ContributionVerified: "verify",
    ev.ContributionReversed: "reverse",
    ev.ProjectSettled: "settle",
    ev.FundRematched: "rematch",
    ev.QuarterClosed: "close",
}


class Rebuilding:
    """A programme's entries and balances, made again from its events; what was stored is only compared."""

    def __init__(self, session: Session, programme_id: int, code: str, recorded: Recorded) -> None:
        self.session = session
        self.programme_id = programme_id
        self.code = code
        self.recorded = recorded
        self.entries = 0
        self.balances = 0
        self.granted: dict[str, int] = {}
        self._events: list[Difference] = []

    def differences(self) -> Iterator[Difference]:
        books = load_books(self.session, self.programme_id, 0)
        books.keeps_ceilings = False
        events = ev.events_since(self.session, self.programme_id, 0)
        payments = load_payments(self.session, self.programme_id)
        booked = apply_all(books, self._as_recorded(events), payments)
        ids = load_ids(self.session, self.programme_id)
        yield from self._entries(self._rebuilt_entries(booked, ids))
        yield from self._events
        for seq, (kind, key, _) in self.recorded.events.items():
            yield self._difference(DifferenceKind.EVENT_MISSING, f"{seq}: {kind} {key}")
        yield from self._balances(books)
        yield from self._rates(books)
        for currency, month in books.exchange.missing:
            yield self._difference(DifferenceKind.RATE_MISSING, f"{currency} {month}")
        for fund in books.funds.values():
            self.granted[fund.currency] = self.granted.get(fund.currency, 0) + books.balance(
                ("fund_granted", "", fund.code, "")
            )

    def _as_recorded(self, events: Iterator[ev.Event]) -> Iterator[ev.Event]:
        """Each event of the tables has its entry in the journal, of the same kind, row and date."""
        for event in events:
            wanted = self.recorded.events.pop(event.seq, None)
            found = _KINDS[type(event)], _key(event), event.on
            if wanted != found:
                self._events.append(
                    self._difference(DifferenceKind.EVENT_DIFFERS, str(event.seq), str(found), str(wanted))
                )
            yield event

    def _rebuilt_entries(self, booked: Iterator[Booked], ids: Ids) -> Iterator[Row]:
        """Event by event in turn with the rows of the last one would be slower than some thousands at once."""
        for batch in batches(booked, _EVENTS_AT_ONCE):
            rows = list(rows_of(batch, self.programme_id, ids))
            self.entries += len(rows)
            for each in batch:
                for entry in each.entries:
                    entry.steps = ()
            yield from rows

    def _entries(self, rebuilt: Iterator[Row]) -> Iterator[Difference]:
        """Batches that are equal need no look at their rows; from the first that is not, row by row."""
        stored = self._stored_entries()
        for theirs in stored:
            ours = list(islice(rebuilt, len(theirs)))
            if theirs != ours:
                yield from self._one_by_one(chain(theirs, chain.from_iterable(stored)), chain(ours, rebuilt))
        yield from self._one_by_one(iter(()), rebuilt)

    def _one_by_one(self, stored: Iterator[Row], rebuilt: Iterator[Row]) -> Iterator[Difference]:
        theirs, ours = next(stored, None), next(rebuilt, None)
        while theirs is not None or ours is not None:
            if theirs == ours:
                theirs, ours = next(stored, None), next(rebuilt, None)
            elif ours is None or (theirs is not None and theirs[1:3] < ours[1:3]):
                assert theirs is not None
                yield self._difference(DifferenceKind.ENTRY_UNFOUNDED, _place(theirs), _shown(theirs))
                theirs = next(stored, None)
            elif theirs is None or ours[1:3] < theirs[1:3]:
                yield self._difference(DifferenceKind.ENTRY_MISSING, _place(ours), "", _shown(ours))
                ours = next(rebuilt, None)
            else:
                for column, is_, should in zip(COLUMNS, theirs, ours, strict=True):
                    if is_ != should:
                        what = f"{_place(ours)} {column}"
                        yield self._difference(DifferenceKind.ENTRY_DIFFERS, what, str(is_), str(should))
                theirs, ours = next(stored, None), next(rebuilt, None)

    def _stored_entries(self) -> Iterator[list[Row]]:
        t = table(MatchEntry).c
        columns = [sa.type_coerce(t[name], sa.String) if name == "kind" else t[name] for name in COLUMNS]
        query = sa.select(*columns).where(t.programme_id == self.programme_id).order_by(t.seq, t.line)
        for batch in self.session.execute(query.execution_options(yield_per=_AT_ONCE)).partitions():
            yield list(map(tuple, batch))

    def _balances(self, books: Books) -> Iterator[Difference]:
        t = table(Balance).c
        query = sa.select(t.account, t.subject, t.owner, t.period, t.minor)
        query = query.where(t.programme_id == self.programme_id)
        rebuilt = dict(books.balances)
        self.balances = len(rebuilt)
        for *key, minor in read_large(self.session, query):
            should = rebuilt.pop((key[0], key[1], key[2], key[3]), None)
            if should != minor:
                yield self._difference(DifferenceKind.BALANCE_DIFFERS, " ".join(key), str(minor), str(should))
        for missing, should in rebuilt.items():
            yield self._difference(DifferenceKind.BALANCE_DIFFERS, " ".join(missing), "", str(should))

    def _rates(self, books: Books) -> Iterator[Difference]:
        t = table(Rate).c
        query = sa.select(t.currency, t.month, t.is_used).where(t.programme_id == self.programme_id)
        for currency, month, is_used in self.session.execute(query):
            should = (currency, month) in books.exchange.used
            if is_used != should:
                what = f"{currency} {month}"
                yield self._difference(DifferenceKind.RATE_USE_DIFFERS, what, str(is_used), str(should))

    def _difference(self, kind: DifferenceKind, what: str, stored: str = "", rebuilt: str = "") -> Difference:
        return Difference(kind, self.code, what, stored, rebuilt)


def _key(event: ev.Event) -> str:
    match event:
        case ev.ContributionVerified():
            return event.reference
        case ev.ProjectApproved() | ev.ProjectSettled():
            return event.project
        case ev.OtherFundingAgreed():
            return event.reference
    return str(event.seq)


def _place(row: Row) -> str:
    return f"{row[1]}.{row[2]}"


def _shown(row: Row) -> str:
    return ", ".join(f"{name} {value}" for name, value in zip(COLUMNS[3:], row[3:], strict=True) if value)
