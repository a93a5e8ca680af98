"""What waits in a project, for what, since when, and what would be matched once that is there.

The engine answers, in books opened as they stand now: what waits under which rule, what its threshold is, what
counts so far; and then, in the same books, the project is approved or the thresholds are taken as reached. Each
project is looked at by itself, and nothing is stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from core.calendar import month_name
from core.journal.verify import head_of
from grants.ledger import events as ev
from grants.ledger.opening import open_books
from grants.matching import engine
from grants.matching.booking import Booking
from grants.matching.books import Books, Scheme
from grants.matching.deciding import free_queue, threshold_of
from grants.matching.ratio import fallen
from grants.matching.terms import Contribution, Match, Project


class WaitsFor(StrEnum):
    """What a contribution waits for."""

    APPROVAL = "approval"
    THRESHOLD = "threshold"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Threshold:
    """Of one rule in one project: what counts so far and from where on it grants, in the fund's currency."""

    rule: str
    fund: str
    currency: str
    counted: int
    needed: int

    @property
    def missing(self) -> int:
        return max(self.needed - self.counted, 0)


@dataclass(frozen=True, slots=True)
class WouldGet:
    """What a rule would grant to a contribution once what it waits for is there; the fund's currency."""

    rule: str
    fund: str
    currency: str
    minor: int


@dataclass(frozen=True, slots=True)
class UnderRule:
    """A rule under which a contribution waits, and what of it counts there; the fund's currency."""

    rule: str
    fund: str
    currency: str
    counted: int


@dataclass(frozen=True, slots=True)
class Wait:
    """One contribution that waits, under one rule or those of one scheme; until approval it is under none.

    `left` is what was not taken back of it, in its own currency; `would` is None where a rate is missing.
    """

    reference: str
    project: str
    left: int
    currency: str
    under: tuple[UnderRule, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    """Those that are not reached, by code of the rule."""
    would: tuple[WouldGet, ...] | None = None

    @property
    def waits_for_approval(self) -> bool:
        return not self.under

    def waits_for(self, rule: str) -> WaitsFor:
        """As the rule of this code sees it: for its own threshold first, else for that of a partner."""
        if self.waits_for_approval:
            return WaitsFor.APPROVAL
        own = any(threshold.rule == rule for threshold in self.thresholds)
        return WaitsFor.THRESHOLD if own else WaitsFor.PARTNER


def waits_in(session: Session, programme_id: int, project: str, today: date) -> list[Wait]:
    """Everything that waits in a project, in its order."""
    opened = _Opened.make(session, programme_id, project)
    if opened.project.is_settled:
        return []  # settled or cancelled: nothing is matched any more
    held = [_wait(contribution) for contribution in opened.project.held if _left(contribution)]
    if held:
        would = _once_approved(session, programme_id, project, today)
        return [_with(wait, would) for wait in held]
    return [
        _with(wait, would)
        for scheme, waits in _below_thresholds(opened)
        for would in [_once_reached(_Opened.make(session, programme_id, project), scheme)]
        for wait in waits
    ]


@dataclass(slots=True)
class _Opened:
    """A project in books that stand at the head, with all that waits in it."""

    books: Books
    seq: int
    project: Project

    @classmethod
    def make(cls, session: Session, programme_id: int, code: str) -> "_Opened":
        _, seq, _ = head_of(session, programme_id)
        someday = date(2000, 1, 1)
        events: list[ev.Event] = [
            ev.ProjectApproved(seq + 1, someday, code),
            ev.ContributionVerified(
                *(seq + 1, someday, 0, "", code, "", None, someday, someday, 1, "", "", None)
            ),
        ]
        books = open_books(session, programme_id, seq, events, {type(event) for event in events}).books
        return cls(books, seq, books.projects[code])


Would = dict[str, tuple[WouldGet, ...]]
"""By reference."""


def _below_thresholds(opened: _Opened) -> Iterator[tuple[Scheme, list[Wait]]]:
    books, project = opened.books, opened.project
    for (scheme, code), queue in books.waiting.items():
        if code == project.code and queue:
            yield scheme, [_waits_under(books, each, scheme) for each in queue.values()]


def _waits_under(books: Books, contribution: Contribution, scheme: Scheme) -> Wait:
    matches = _waiting_matches(contribution, scheme)
    return _wait(
        contribution,
        tuple(_under(contribution, match) for match in matches),
        tuple(threshold for match in matches for threshold in _threshold(books, contribution, match)),
    )


def _waiting_matches(contribution: Contribution, scheme: Scheme) -> list[Match]:
    found = (
        match for match in contribution.matches.values() if match.is_waiting and match.rule.scheme == scheme
    )
    return sorted(found, key=lambda match: match.rule.code)


def _under(contribution: Contribution, match: Match) -> UnderRule:
    fund = match.rule.fund
    fall = fallen(match.counted, contribution, match.reversed_at_entry, contribution.reversed)
    return UnderRule(match.rule.code, fund.code, fund.currency, match.counted - fall)


def _threshold(books: Books, contribution: Contribution, match: Match) -> Iterator[Threshold]:
    placed = books.placed(match.rule, contribution.project)
    if not placed.reached.minor:
        fund = match.rule.fund
        needed = threshold_of(books, placed)
        yield Threshold(match.rule.code, fund.code, fund.currency, placed.counted.minor, needed)


def _once_reached(opened: _Opened, scheme: Scheme) -> Would | None:
    """What the queue of a scheme is granted when all of its thresholds are reached."""
    books, project = opened.books, opened.project
    for contribution in books.waiting[scheme, project.code].values():
        for match in _waiting_matches(contribution, scheme):
            books.placed(match.rule, project).reached.post(1)
    booking = Booking(books, opened.seq + 1, date(2000, 1, 1))
    free_queue(booking, project, scheme)
    return _granted(books, booking)


def _once_approved(session: Session, programme_id: int, code: str, today: date) -> Would | None:
    """At the rates of this month; where they are not entered yet, at those of the latest contribution's."""
    opened = _Opened.make(session, programme_id, code)
    latest = max(contribution.month for contribution in opened.project.held)
    for month in (month_name(today), latest):
        booking = Booking(opened.books, opened.seq + 1, today)
        booking.entries = engine.approve(opened.books, opened.project, month, opened.seq + 1, today)
        found = _granted(opened.books, booking)
        if found is not None:
            return found
        opened = _Opened.make(session, programme_id, code)
    return None


def _granted(books: Books, booking: Booking) -> Would | None:
    """The last entry counts: what waits first, and is freed by a later one, has two."""
    if books.exchange.missing:
        return None
    found: Would = {}
    for entry in booking.entries:
        fund, reference = entry.rule.fund, entry.contribution.reference
        got = WouldGet(entry.rule.code, fund.code, fund.currency, entry.granted)
        before = (each for each in found.get(reference, ()) if each.rule != got.rule)
        found[reference] = (*before, got)
    return found


def _left(contribution: Contribution) -> int:
    return contribution.amount - contribution.reversed


def _wait(
    contribution: Contribution, under: tuple[UnderRule, ...] = (), thresholds: tuple[Threshold, ...] = ()
) -> Wait:
    return Wait(
        *(contribution.reference, contribution.project.code, _left(contribution), contribution.currency),
        *(under, thresholds),
    )


def _with(wait: Wait, would: Would | None) -> Wait:
    return replace(wait, would=None if would is None else would.get(wait.reference, ()))
