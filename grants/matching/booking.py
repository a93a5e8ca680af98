"""What one event books: its entries, in order, and the balances that they move."""

from collections.abc import Iterable, Sequence
from datetime import date

from grants.matching.accounts import Account
from grants.matching.books import Books
from grants.matching.caps import raise_ceilings
from grants.matching.placing import RuleInProject
from grants.matching.terms import Contribution, Entry, Match, Reason, Rule, Step


class Booking:
    """The entries of one event, whose place in the sequence is `seq`; all bear its date."""

    __slots__ = ("books", "entries", "on", "seq")

    def __init__(self, books: Books, seq: int, on: date) -> None:
        self.books = books
        self.seq = seq
        self.on = on
        self.entries: list[Entry] = []

    def refuse(self, contribution: Contribution, rule: Rule, reason: Reason, steps: Iterable[Step]) -> None:
        """A grant of 0 to a contribution that does not count under the rule."""
        self._append(contribution, rule, 0, 0, reason, 0, 0, tuple(steps))

    def wait(self, contribution: Contribution, match: Match, steps: list[Step]) -> None:
        self._append(contribution, match.rule, 0, 0, Reason.WAITING, match.counted, match.base, tuple(steps))

    def grant(
        self,
        contribution: Contribution,
        match: Match,
        placed: RuleInProject,
        desired: int,
        granted: int,
        reason: Reason,
        steps: list[Step],
        raised: Sequence[Account],
    ) -> None:
        """A grant, also of 0, and all that it uses up; `raised` are its accounts."""
        match.reason = reason
        entries = self.entries
        entry = Entry(
            self.seq,
            len(entries) + 1,
            self.on,
            contribution,
            placed.rule,
            desired,
            granted,
            0,
            reason,
            match.counted,
            match.base,
            contribution.reversed,
            tuple(steps),
        )
        entries.append(entry)
        if granted:
            if self.books.keeps_ceilings:
                raise_ceilings(self.books, placed, raised)
            match.grants += (entry,)
            contribution.project.grants.append(entry)
            post_granted(self.books, contribution, match, placed, raised, granted)

    def release(
        self,
        contribution: Contribution,
        match: Match,
        grant: Entry,
        minor: int,
        why: Reason,
        seen: tuple[int, ...] = (),
    ) -> None:
        """Part of an earlier grant, or all of it, given back to the fund; `seen` is what else led to it."""
        step: Step = (why, grant.left, minor, *seen)
        entry = self._append(contribution, match.rule, 0, 0, why, 0, 0, (step,))
        entry.released = minor
        entry.of = grant
        grant.released_so_far += minor
        placed = self.books.placed(match.rule, contribution.project)
        post_granted(self.books, contribution, match, placed, placed.raised_by(contribution), -minor)

    def _append(
        self,
        contribution: Contribution,
        rule: Rule,
        desired: int,
        granted: int,
        reason: Reason,
        counted: int,
        base: int,
        steps: tuple[Step, ...],
    ) -> Entry:
        entries = self.entries
        entry = Entry(
            self.seq,
            len(entries) + 1,
            self.on,
            contribution,
            rule,
            desired,
            granted,
            0,
            reason,
            counted,
            base,
            contribution.reversed,
            steps,
        )
        entries.append(entry)
        return entry


def post_granted(
    books: Books,
    contribution: Contribution,
    match: Match,
    placed: RuleInProject,
    raised: Sequence[Account],
    minor: int,
) -> None:
    """Move every balance that counts what a match has, by `minor` in the fund's currency."""
    for account in raised:
        account.minor += minor
        account.is_open = True
    match.net += minor
    value = match.net
    source, target = placed.rule.fund.currency, contribution.project.currency
    if source != target:
        value = books.exchange.convert(value, source, target, contribution.month)
    matched = placed.project.matched
    matched.minor += value - match.value
    matched.is_open = True
    match.value = value
