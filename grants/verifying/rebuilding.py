"""Every match rebuilt from the events alone, compared entry by entry and balance by balance."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

import sqlalchemy as sa
from sqlmodel import Session

from core.programmes import Rate
from core.tables import batches, read_large, table
from grants.ledger import events as ev
from grants.ledger.applying import Booked, apply_all
from grants.ledger.codes import Ids
from grants.ledger.facts import load_books
from grants.ledger.opening import load_payments
from grants.ledger.rows import COLUMNS, Row, rows_of
from grants.matching.accounts import Key
from grants.matching.books import Books
from grants.models.matches import Balance, MatchEntry
from grants.verifying.differences import Difference, DifferenceKind
from grants.verifying.recorded import Recorded

_AT_ONCE = 2_000
_EVENTS_AT_ONCE = 500
_FUND, _GRANTED = COLUMNS.index("fund_id"), COLUMNS.index("granted_minor")

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


EntryPair = tuple[Row | None, Row | None]
"""An entry as it is stored, and as the events give it; None where there is none."""
BalancePair = tuple[Key, int | None, int | None]


@dataclass(frozen=True)
class Consequences:
    """Where what is stored is not what the events give; `rates_used` are all (currency, month) that they use."""

    entries: list[EntryPair]
    balances: list[BalancePair]
    rates_used: frozenset[tuple[str, str]]


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
        self.unexplained: dict[str, int] = {}
        self._currencies: dict[int, str] = {}
        self._events: list[Difference] = []

    def differences(self) -> Iterator[Difference]:
        books, rebuilt = self._rebuild()
        for stored, ours in self._pairs(rebuilt):
            yield from self._of_entry(stored, ours)
        yield from self._events
        for seq, (kind, key, _) in self.recorded.events.items():
            yield self._difference(DifferenceKind.EVENT_MISSING, f"{seq}: {kind} {key}")
        for place, is_, should in self._balances(books):
            yield self._difference(
                DifferenceKind.BALANCE_DIFFERS, " ".join(place), "" if is_ is None else str(is_), str(should)
            )
        yield from self._rates(books)
        for currency, month in books.exchange.missing:
            yield self._difference(DifferenceKind.RATE_MISSING, f"{currency} {month}")
        for fund in books.funds.values():
            self.granted[fund.currency] = self.granted.get(fund.currency, 0) + books.balance(
                ("fund_granted", "", fund.code, "")
            )

    def consequences(self) -> Consequences:
        """What is stored and what it should be, wherever the two are not the same."""
        books, rebuilt = self._rebuild()
        entries = list(self._pairs(rebuilt))
        return Consequences(entries, list(self._balances(books)), frozenset(books.exchange.used))

    def _rebuild(self) -> tuple[Books, Iterator[Row]]:
        """The books fill while the rows are read."""
        opened = load_books(self.session, self.programme_id, 0)
        books, ids = opened.books, opened.ids
        books.keeps_ceilings = False
        events = ev.events_since(self.session, self.programme_id, 0)
        payments = load_payments(self.session, self.programme_id)
        booked = apply_all(books, self._as_recorded(events), payments)
        self._currencies = {ids.funds[code]: fund.currency for code, fund in books.funds.items()}
        return books, self._rebuilt_entries(booked, ids)

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

    def _pairs(self, rebuilt: Iterator[Row]) -> Iterator[EntryPair]:
        """Batches that are equal need no look at their rows; from the first that is not, row by row."""
        stored = self._stored_entries()
        for theirs in stored:
            ours = list(islice(rebuilt, len(theirs)))
            if theirs != ours:
                yield from _one_by_one(chain(theirs, chain.from_iterable(stored)), chain(ours, rebuilt))
        yield from _one_by_one(iter(()), rebuilt)

    def _of_entry(self, stored: Row | None, rebuilt: Row | None) -> Iterator[Difference]:
        if stored is not None:
            self._leave_unexplained(stored)
        if rebuilt is None:
            assert stored is not None
            yield self._difference(DifferenceKind.ENTRY_UNFOUNDED, _place(stored), _shown(stored))
        elif stored is None:
            yield self._difference(DifferenceKind.ENTRY_MISSING, _place(rebuilt), "", _shown(rebuilt))
        else:
            for column, is_, should in zip(COLUMNS, stored, rebuilt, strict=True):
                if is_ != should:
                    what = f"{_place(rebuilt)} {column}"
                    yield self._difference(DifferenceKind.ENTRY_DIFFERS, what, str(is_), str(should))

    def _leave_unexplained(self, stored: Row) -> None:
        """What an entry grants that is not as the events give it."""
        currency = self._currencies.get(stored[_FUND], "")
        self.unexplained[currency] = self.unexplained.get(currency, 0) + stored[_GRANTED]

    def _stored_entries(self) -> Iterator[list[Row]]:
        t = table(MatchEntry).c
        columns = [sa.type_coerce(t[name], sa.String) if name == "kind" else t[name] for name in COLUMNS]
        query = sa.select(*columns).where(t.programme_id == self.programme_id).order_by(t.seq, t.line)
        for batch in self.session.execute(query.execution_options(yield_per=_AT_ONCE)).partitions():
            yield list(map(tuple, batch))

    def _balances(self, books: Books) -> Iterator[BalancePair]:
        t = table(Balance).c
        query = sa.select(t.account, t.subject, t.owner, t.period, t.minor)
        query = query.where(t.programme_id == self.programme_id)
        rebuilt = dict(books.balances)
        self.balances = len(rebuilt)
        for account, subject, owner, period, minor in read_large(self.session, query):
            key = account, subject, owner, period
            should = rebuilt.pop(key, None)
            if should != minor:
                yield key, minor, should
        for missing, should in rebuilt.items():
            yield missing, None, should

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


def _one_by_one(stored: Iterator[Row], rebuilt: Iterator[Row]) -> Iterator[EntryPair]:
    """Both are in the order of their places."""
    theirs, ours = next(stored, None), next(rebuilt, None)
    while theirs is not None or ours is not None:
        if theirs == ours:
            theirs, ours = next(stored, None), next(rebuilt, None)
        elif ours is None or (theirs is not None and theirs[1:3] < ours[1:3]):
            yield theirs, None
            theirs = next(stored, None)
        elif theirs is None or ours[1:3] < theirs[1:3]:
            yield None, ours
            ours = next(rebuilt, None)
        else:
            yield theirs, ours
            theirs, ours = next(stored, None), next(rebuilt, None)


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
