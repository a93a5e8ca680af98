"""What entries have used up, added up anew each time from the entries alone, and the limits above it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from grants.matching import accounts
from grants.matching.books import Books
from grants.matching.terms import Contribution, Entry, Project, Rule


@dataclass
class Ledger:
    """Entries in the order of booking; the books give facts and the value of contributions, nothing else."""

    books: Books
    entries: list[Entry] = field(default_factory=list)

    def passed(self, unit: list[Entry]) -> Iterator[str]:
        """The limits that a decision passed: the grants of one rule, or of a scheme, to one contribution."""
        first = unit[0]
        gap = self.gap(first.contribution.project)
        if first.rule.joint:
            if sum(self._value(entry, entry.granted) for entry in unit) > max(gap, 0):
                yield "funding_gap"
        elif first.granted > floor(max(gap, 0) * self._factor(first)):
            yield "funding_gap"
        for entry in unit:
            yield from (name for name, limit, used in self._limits(entry) if used + entry.granted > limit)

    def gap(self, project: Project) -> int:
        get = self.books.balance
        brought = get((accounts.CONTRIBUTED, project.code, "", ""))
        return (
            project.budget
            - brought
            - get((accounts.OTHER_FUNDING, project.code, "", ""))
            - self._matched(project)
        )

    def _matched(self, project: Project) -> int:
        net: dict[tuple[str, str], int] = {}
        of: dict[tuple[str, str], Entry] = {}
        for entry in self.entries:
            if entry.contribution.project is project:
                key = entry.contribution.reference, entry.rule.code
                net[key] = net.get(key, 0) + entry.granted - entry.released
                of[key] = entry
        return sum(self._value(of[key], minor) for key, minor in net.items())

    def _value(self, entry: Entry, minor: int) -> int:
        contribution = entry.contribution
        project, currency = contribution.project.currency, entry.rule.fund.currency
        return self.books.exchange.convert(minor, currency, project, contribution.month)

    def _factor(self, entry: Entry) -> Fraction:
        contribution = entry.contribution
        project, currency = contribution.project.currency, entry.rule.fund.currency
        return Fraction(*self.books.exchange.factor(project, currency, contribution.month))

    def _limits(self, entry: Entry) -> Iterator[tuple[str, int, int]]:
        """(name, limit, what was used of it before) of every cap that there is."""
        mine, fund = entry.contribution, entry.rule.fund
        yield from self._limits_of_rule(entry.rule, mine)
        if entry.rule.match_share_of_cost is not None:
            budget = self.books.budget_in(mine.project, fund.currency)
            of_project = self._used(lambda e: e.rule.fund is fund and e.contribution.project is mine.project)
            yield "match_share_of_cost", floor(Fraction(*entry.rule.match_share_of_cost) * budget), of_project
        if fund.yearly_envelope is not None:
            year = fund.year_of(mine.received_on)
            of_year = self._used(
                lambda e: e.rule.fund is fund and fund.year_of(e.contribution.received_on) == year
            )
            yield "yearly_envelope", fund.yearly_envelope, of_year
        yield "fund_budget", fund.budget, self._used(lambda e: e.rule.fund is fund)

    def _limits_of_rule(self, rule: Rule, mine: Contribution) -> Iterator[tuple[str, int, int]]:
        def in_period(other: Contribution) -> bool:
            return other.period(rule.cap_period) == mine.period(rule.cap_period)

        shares_it: dict[str, Callable[[Contribution], bool]] = {
            "match_per_contribution": lambda c: c is mine,
            "match_per_household": lambda c: c.household == mine.household and in_period(c),
            "match_per_group": lambda c: c.group is mine.group and in_period(c),
            "match_per_project": lambda c: c.project is mine.project,
            "match_per_community": lambda c: c.project.community is mine.project.community and in_period(c),
        }
        for name, shares in shares_it.items():
            limit = getattr(rule, name)
            if limit is not None:
                yield name, limit, self._used_by(rule, shares)

    def _used_by(self, rule: Rule, shares: Callable[[Contribution], bool]) -> int:
        return self._used(lambda entry: entry.rule.code == rule.code and shares(entry.contribution))

    def _used(self, counts: Callable[[Entry], bool]) -> int:
        return sum(entry.granted - entry.released for entry in self.entries if counts(entry))
