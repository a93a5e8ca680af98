"""The programme's real events with altered facts: every entry as a fresh import of them would book it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from core.tables import batches
from grants.importing.problems import RowProblem
from grants.ledger import events as ev
from grants.ledger.applying import Booked, apply_all
from grants.ledger.booking import MAX_STORED
from grants.ledger.facts import Opened, load_books
from grants.ledger.opening import load_payments
from grants.ledger.terms_of_rules import terms_of
from grants.matching.books import Books
from grants.matching.terms import Rule
from grants.trying.altering import Altered, NotAltered, as_rule
from grants.trying.apart import code_apart
from grants.workbook.problems import Problem

_MOST_NAMED = 5
"""Of the rates that are missing."""
_AT_ONCE = 500
"""Events in turn with the rows of their tables, one by one, would be slower."""


@dataclass
class Replayed:
    """The books of the altered world; they fill while `booked` is read, event by event, once.

    Facts that changed in the course of the programme and are altered hold from the first day on: the changes
    that were booked of them, `passed_over`, are left out, as they would be from the workbook. All other events
    happen as they happened; what they release or grant is what the altered books make of them.
    Reading raises NotAltered where a rate is missing, or a figure is too large to be stored.
    """

    books: Books
    booked: Iterator[Booked]
    budgets_before: dict[str, int] = field(default_factory=dict)
    """By fund, as they really were before the first event."""
    passed_over: list[ev.FactChanged] = field(default_factory=list)


def replay(session: Session, programme_id: int, altered: Altered) -> Replayed:
    """Nothing is written; the session should see one state of the database."""
    opened = load_books(session, programme_id, 0)
    budgets = {code: fund.budget for code, fund in opened.books.funds.items()}
    books = altered_books(opened, altered)
    passed_over: list[ev.FactChanged] = []
    events = _without_altered(ev.events_since(session, programme_id, 0), altered, passed_over)
    booked = apply_all(books, events, load_payments(session, programme_id))
    return Replayed(books, _watched(books, booked), budgets, passed_over)


def altered_books(opened: Opened, altered: Altered) -> Books:
    """Books as they stood before the first event, with what is altered in its place."""
    before = opened.books
    books = Books(before.exchange.with_rates(altered.rates))
    books.keeps_ceilings = False
    books.funds, books.communities = before.funds, before.communities
    books.groups, books.projects = before.groups, before.projects
    for (code, column), value in altered.funds.items():
        setattr(books.funds[code], column, value)
    present = [rule for rule in before.rules if (rule.code, rule.version) not in altered.left_out]
    rules = {(rule.code, rule.version): rule for rule in present}
    for rule in _tried(books, altered, present):
        rules[rule.code, rule.version] = rule
    books.add_rules(rule for _, rule in sorted(rules.items()))
    return books


def _tried(books: Books, altered: Altered, present: Sequence[Rule]) -> Iterator[Rule]:
    added = {row.key for row in altered.rows if row.before is None}
    for (code, version), content in altered.rules.items():
        fund = books.funds[content["fund"]]
        if (code, str(version)) in added:
            content = {**content, "code": code_apart(code, fund.code, present)}
        yield terms_of(as_rule(content), fund)


def _without_altered(
    events: Iterator[ev.Event], altered: Altered, passed_over: list[ev.FactChanged]
) -> Iterator[ev.Event]:
    for event in events:
        if (
            isinstance(event, ev.FactChanged)
            and event.sheet == "funds"
            and (event.code, event.column) in altered.funds
        ):
            passed_over.append(event)
        else:
            yield event


def _watched(books: Books, booked: Iterator[Booked]) -> Iterator[Booked]:
    """What a booking would refuse is refused here; the steps of decisions are not kept."""
    for batch in batches(booked, _AT_ONCE):
        for each in batch:
            for entry in each.entries:
                if entry.desired > MAX_STORED or entry.counted > MAX_STORED:
                    raise NotAltered([_too_large()])
            yield each
            for entry in each.entries:
                entry.steps = ()
    if books.exchange.missing:
        missing = list(books.exchange.missing)[:_MOST_NAMED]
        raise NotAltered(
            [
                Problem(
                    RowProblem.RATE_MISSING, None, None, {"currency": currency, "month": month, "column": ""}
                )
                for currency, month in missing
            ]
        )
    if any(minor > MAX_STORED for minor in books.balances.values()):
        raise NotAltered([_too_large()])


def _too_large() -> Problem:
    return Problem(RowProblem.AMOUNT_TOO_LARGE, None, None, {"column": "amount"})
