"""What one event books: its entries, in order, and the balances that they move."""

from collections.abc import Iterable
from datetime import date

from grants.matching import accounts
from grants.matching.books import Books
from grants.matching.caps import Room
from grants.matching.terms import Contribution, Entry, Match, Reason, Rule, Step


class Booking:
    """The entries of one event, whose place in the sequence is `seq`; all bear its date."""

    def __init__(self, books: Books, seq: int, on: date) -> None:
        self.books = books
        self.seq = seq
        self.on = on
        self.entries: list[Entry] = []

    def refuse(self, contribution: Contribution, rule: Rule, reason: Reason, steps: Iterable[Step]) -> None:
        """A grant of 0 to a contribution that does not count under the rule."""
        self._append(contribution, rule, 0, 0, reason, 0, 0, tuple(steps))

    def wait(self, contribution: Contribution, match: Match, steps: list[Step]) -> None:
        match.is_waiting = True
        match.reason = Reason.WAITING
        self._append(contribution, match.rule, 0, 0, Reason.WAITING, match.counted, match.base, tuple(steps))

    def grant(
        self,
        contribution: Contribution,
        match: Match,
        desired: int,
        granted: int,
        reason: Reason,
        steps: list[Step],
        under: Iterable[Room] = (),
    ) -> None:
        """A grant, also of 0, and all that it uses up. `under` are the caps that it was checked against."""
        match.reason = reason
        entry = self._append(
            contribution, match.rule, desired, granted, reason, match.counted, match.base, tuple(steps)
        )
        if granted:
            if self.books.keeps_ceilings:
                self._raise_ceilings(contribution, under)
            match.grants.append(entry)
            contribution.project.grants.append(entry)
            post_granted(self.books, contribution, match, granted)

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
        post_granted(self.books, contribution, match, -minor)

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

    def _raise_ceilings(self, contribution: Contribution, under: Iterable[Room]) -> None:
        ceilings = self.books.ceilings
        for _, _, account, limit in under:
            if account is not None:
                ceilings[account] = limit
        project = contribution.project
        key = accounts.of_project(accounts.MATCHED, project)
        ceilings[key] = self.books.balance(key) + max(self.books.gap(project), 0)


def post_granted(books: Books, contribution: Contribution, match: Match, minor: int) -> None:
    """Move every balance that counts what a match has, by `minor` in the fund's currency."""
    rule, project = match.rule, contribution.project
    fund = rule.fund
    balances, get = books.balances, books.balances.get
    keys = [
        (accounts.FUND, "", fund.code, ""),
        (accounts.FUND_YEAR, "", fund.code, fund.year_of(contribution.received_on)),
        (accounts.FUND_PROJECT, project.code, fund.code, ""),
        (accounts.RULE_PROJECT, project.code, rule.code, ""),
    ]
    for account, cap_period in books.meters(rule.code):
        if account == accounts.COUNTED_HOUSEHOLD:
            continue
        if account == accounts.RULE_HOUSEHOLD and contribution.household is None:
            continue
        keys.append(accounts.of_period(account, rule, contribution, cap_period))
    for key in keys:
        balances[key] = get(key, 0) + minor
    match.net += minor
    value = match.net
    if fund.currency != project.currency:
        value = books.exchange.convert(value, fund.currency, project.currency, contribution.month)
    key = (accounts.MATCHED, project.code, "", "")
    balances[key] = get(key, 0) + value - match.value
    match.value = value
