"""Without a limit, a decision is what the engine grants when it is lifted for that very decision only."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from grants.explaining.numbers import limit_column
from grants.matching import deciding, rematch
from grants.matching.booking import Booking
from grants.matching.books import Books
from grants.matching.counting import enter, post_counted
from grants.matching.placing import Counted, RuleInProject
from grants.matching.terms import CAPS, Contribution, Entry, Match, Reason, Rule, Step
from grants.wondering.limits import WithoutLimit, granted_then, without_limits
from grants.wondering.moment import NotRecorded, decide_again
from tests.grants.matching.feeding import Programme, eventful_sheets, programme_of
from tests.grants.wondering.moments import moments

COUNTING = {Reason.IN_KIND_LIMIT, Reason.COUNTED_PER_HOUSEHOLD, Reason.IN_KIND_THRESHOLD}
ENDLESS = 10**30


def test_with_nothing_lifted_every_decision_is_what_it_was() -> None:
    for seed in range(6):
        programme = programme_of(eventful_sheets(seed))
        books = programme.books()
        entries = [entry for booked in programme.feed(books) for entry in booked.entries]
        for entry, moment in moments(entries, books.exchange):
            try:
                again = decide_again(moment, entry.rule.code, {})
            except NotRecorded:
                assert entry.granted == 0
                continue
            assert (again.granted, again.reason) == (entry.granted, entry.reason)


@pytest.mark.parametrize("seed", range(8))
def test_without_a_limit_it_is_what_the_engine_grants_without_it(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = programme_of(eventful_sheets(seed))
    books = programme.books()
    entries = [entry for booked in programme.feed(books) for entry in booked.entries]
    cases = [
        (entry, without)
        for entry, moment in moments(entries, books.exchange)
        for without in without_limits(moment, entry.rule.code)
        if without.granted is not None
    ]
    chosen: dict[Reason, tuple[Entry, WithoutLimit]] = {}
    random.Random(seed).shuffle(cases)
    for entry, without in cases:
        chosen.setdefault(without.limit, (entry, without))
    for entry, without in chosen.values():
        with monkeypatch.context() as patched:
            Lifting(entry, without).patch(patched)
            assert granted_by_the_engine(programme, entry) == without.granted, (seed, entry.seq, without)


def granted_by_the_engine(programme: Programme, wanted: Entry) -> int:
    """What the same decision grants when the programme is fed up to it."""
    for booked in programme.feed(programme.books()):
        if booked.event.seq == wanted.seq:
            [entry] = [each for each in booked.entries if each.line == wanted.line]
            assert entry.contribution.reference == wanted.contribution.reference
            return entry.granted
    raise AssertionError("it was not decided")


class Lifting:
    """Lifts a limit while one contribution is decided, or counted, and puts it back."""

    def __init__(self, entry: Entry, without: WithoutLimit) -> None:
        self.entry = entry
        self.limit = without.limit
        self.code = without.held_by or entry.rule.code

    def patch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        decide_now, grant_more = deciding.decide_now, rematch._grant_more

        def entered(
            books: Books, placed: RuleInProject, contribution: Contribution
        ) -> tuple[Match, list[Step]]:
            if not self.is_it(contribution) or placed.rule.code != self.code or self.limit not in COUNTING:
                return enter(books, placed, contribution)
            with self.lifted(books, placed.rule, contribution):
                match, steps = enter(books, placed, contribution)
            # All other decisions are unchanged: what counted then counts for them.
            post_counted(placed, contribution, self.entry.counted - match.counted)
            return match, steps

        def decided(booking: Booking, contribution: Contribution, counted: list[Counted]) -> None:
            rules = [placed.rule for placed, _, _ in counted if placed.rule.code == self.code]
            if not rules or not self.is_now(booking, contribution):
                return decide_now(booking, contribution, counted)
            with self.lifted(booking.books, rules[0], contribution):
                return decide_now(booking, contribution, counted)

        def granted_more(booking: Booking, contribution: Contribution, match: Match) -> None:
            if match.rule.code != self.code or not self.is_now(booking, contribution):
                return grant_more(booking, contribution, match)
            with self.lifted(booking.books, match.rule, contribution):
                return grant_more(booking, contribution, match)

        monkeypatch.setattr(deciding, "enter", entered)
        monkeypatch.setattr(deciding, "decide_now", decided)
        monkeypatch.setattr(rematch, "_grant_more", granted_more)

    def is_it(self, contribution: Contribution) -> bool:
        return contribution.reference == self.entry.contribution.reference

    def is_now(self, booking: Booking, contribution: Contribution) -> bool:
        return self.is_it(contribution) and booking.seq == self.entry.seq

    @contextmanager
    def lifted(self, books: Books, rule: Rule, contribution: Contribution) -> Iterator[None]:
        project = contribution.project
        for fund in books.funds.values():
            books.budget_in(project, fund.currency)  # the cost stays what it is when the gap is lifted
        changes = list(self.changes(rule, contribution))
        before = [(on, name, getattr(on, name)) for on, name, _ in changes]
        for on, name, value in changes:
            setattr(on, name, value)
        books.forget_limits()
        yield
        for on, name, value in before:
            setattr(on, name, value)
        books.forget_limits()

    def changes(self, rule: Rule, contribution: Contribution) -> Iterator[tuple[Any, str, Any]]:
        limits = CAPS - {Reason.FUNDING_GAP} if self.limit is Reason.JOINT else {self.limit}
        for limit in limits:
            if limit is Reason.FUND_BUDGET:
                yield rule.fund, "budget", ENDLESS
            elif limit is Reason.YEARLY_ENVELOPE:
                yield rule.fund, "yearly_envelope", None
            elif limit is Reason.FUNDING_GAP:
                yield contribution.project, "budget", ENDLESS
            elif limit is Reason.IN_KIND_THRESHOLD:
                yield rule, "in_kind", "match"
            else:
                yield rule, limit_column(limit), None


def test_a_limit_larger_by_what_it_cost_is_as_good_as_none() -> None:
    seen = set()
    for seed in range(6):
        programme = programme_of(eventful_sheets(seed))
        books = programme.books()
        entries = [entry for booked in programme.feed(books) for entry in booked.entries]
        for entry, moment in moments(entries, books.exchange):
            for without in without_limits(moment, entry.rule.code):
                if without.would_do:
                    room = {(entry.rule.code, without.limit): without.granted}
                    assert decide_again(moment, entry.rule.code, room).granted == without.granted
                    assert granted_then(moment, entry.rule.code) == entry.granted
                    seen.add(without.limit)
    assert {Reason.FUND_BUDGET, Reason.YEARLY_ENVELOPE, Reason.MATCH_PER_PROJECT} <= seen
