"""The books of a programme as the engine sees them: facts, usage, and what is still open."""

from collections.abc import Iterable

from core.exchange import Exchange
from grants.matching import accounts
from grants.matching.accounts import Key
from grants.matching.terms import Community, Contribution, Fund, Group, Project, Rule

Scheme = tuple[str, str]
Meter = tuple[str, str]
"""An account that a rule keeps per cap period: (account, cap period)."""


class Books:
    """Facts and balances at one place in a programme's sequence.

    They may hold the whole programme or only what the next events need: a balance that is not there is 0, so
    whoever loads a part loads every balance that its events read or move.
    """

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.funds: dict[str, Fund] = {}
        self.communities: dict[str, Community] = {}
        self.groups: dict[str, Group] = {}
        self.projects: dict[str, Project] = {}
        self.contributions: dict[str, Contribution] = {}
        self.balances: dict[Key, int] = {}
        self.ceilings: dict[Key, int] = {}
        """The limit that stood above a balance when it was last raised; storage checks it once more."""
        self.keeps_ceilings = True
        """Not needed where no balance was stored before, or none will be."""
        self.waiting: dict[tuple[Scheme, str], dict[str, Contribution]] = {}
        """By scheme and project, the contributions that wait for a threshold, in their order."""
        self._rules: list[Rule] = []
        self._meters: dict[str, tuple[Meter, ...]] = {}
        self._units: dict[tuple[Rule, ...], tuple[tuple[Rule, ...], ...]] = {}

    @property
    def rules(self) -> list[Rule]:
        return self._rules

    def add_rules(self, rules: Iterable[Rule]) -> None:
        """Rule versions, of codes that the books know or of new ones."""
        self._rules.extend(rules)
        self._meters.clear()
        self._units.clear()
        for project in self.projects.values():
            project.candidates = None

    def add_contribution(self, contribution: Contribution) -> None:
        self.contributions[contribution.reference] = contribution

    def wait(self, contribution: Contribution, scheme: Scheme) -> None:
        self.waiting.setdefault((scheme, contribution.project.code), {})[contribution.reference] = (
            contribution
        )

    def balance(self, key: Key) -> int:
        return self.balances.get(key, 0)

    def add(self, key: Key, minor: int) -> None:
        self.balances[key] = self.balances.get(key, 0) + minor

    def gap(self, project: Project) -> int:
        """What the project's budget still lacks, in its currency; negative when it has more than it needs."""
        get = self.balances.get
        return (
            project.budget
            - get((accounts.CONTRIBUTED, project.code, "", ""), 0)
            - get((accounts.OTHER_FUNDING, project.code, "", ""), 0)
            - get((accounts.MATCHED, project.code, "", ""), 0)
        )

    def budget_in(self, project: Project, currency: str) -> int:
        """convert(budget) at the month of approval. Raises MissingRate."""
        budget = project.budget_in.get(currency)
        if budget is None:
            month = project.approved_month or ""
            budget = self.exchange.convert(project.budget, project.currency, currency, month)
            project.budget_in[currency] = budget
        return budget

    def meters(self, code: str) -> tuple[Meter, ...]:
        """The cap periods for which a rule keeps usage by household, group and community, over all versions.

        A cap counts what all versions of the code granted, so what one version needs is kept for all.
        """
        found = self._meters.get(code)
        if found is None:
            versions = [rule for rule in self._rules if rule.code == code]
            found = self._meters[code] = meters_of(versions)
        return found

    def units(self, rules: tuple[Rule, ...]) -> tuple[tuple[Rule, ...], ...]:
        """Rules in scope as they are taken: alone or as a joint scheme, by priority, then by code."""
        found = self._units.get(rules)
        if found is None:
            schemes: dict[Scheme, list[Rule]] = {}
            for rule in sorted(rules, key=lambda rule: (rule.priority, rule.code)):
                schemes.setdefault(rule.scheme, []).append(rule)
            found = tuple(tuple(sorted(unit, key=lambda rule: rule.code)) for unit in schemes.values())
            self._units[rules] = found
        return found


def meters_of(versions: Iterable[Rule]) -> tuple[Meter, ...]:
    """The meters that any of the versions of one code needs."""
    meters: dict[Meter, None] = {}
    for rule in versions:
        for account, limit in (
            (accounts.RULE_HOUSEHOLD, rule.match_per_household),
            (accounts.RULE_GROUP, rule.match_per_group),
            (accounts.RULE_COMMUNITY, rule.match_per_community),
            (accounts.COUNTED_HOUSEHOLD, rule.counted_per_household),
        ):
            if limit is not None:
                meters[account, rule.cap_period] = None
    return tuple(meters)
