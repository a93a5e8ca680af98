"""The books of a programme as the engine sees them: facts, usage, and what is still open."""

from collections.abc import Iterable

from core.exchange import Exchange
from grants.matching import accounts
from grants.matching.accounts import Accounts, Key
from grants.matching.placing import Meter, ProjectInBooks, RuleInBooks, RuleInProject
from grants.matching.terms import Community, Contribution, Fund, Group, Project, Rule

Scheme = tuple[str, str]


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
        self.accounts = Accounts()
        self.keeps_ceilings = True
        """Not needed where no balance was stored before, or none will be."""
        self.waiting: dict[tuple[Scheme, str], dict[str, Contribution]] = {}
        """By scheme and project, the contributions that wait for a threshold, in their order."""
        self.eras: list[int] = []
        """The days (as ordinals) on which some rule or fund begins or has ended; see scope.py."""
        self._rules: list[Rule] = []
        self._rules_in_books: dict[Rule, RuleInBooks] = {}
        self._projects_in_books: dict[str, ProjectInBooks] = {}

    @property
    def rules(self) -> list[Rule]:
        return self._rules

    def add_rules(self, rules: Iterable[Rule]) -> None:
        """Rule versions, of codes that the books know or of new ones."""
        added = list(rules)
        self._rules.extend(added)
        codes = {rule.code for rule in added}
        for code in codes:
            versions = [rule for rule in self._rules if rule.code == code]
            meters = meters_of(versions)
            for rule in versions:
                known = self._rules_in_books.get(rule)
                if known is None:
                    self._rules_in_books[rule] = RuleInBooks(rule, meters, self.accounts)
                else:
                    known.keep(meters)
        self.forget_scopes()

    def place(self, project: Project) -> ProjectInBooks:
        found = self._projects_in_books.get(project.code)
        if found is None:
            found = self._projects_in_books[project.code] = ProjectInBooks(project, self.accounts)
        return found

    def placed(self, rule: Rule, project: Project) -> RuleInProject:
        place = self.place(project)
        found = place.rules.get(rule)
        if found is None:
            found = place.rules[rule] = RuleInProject(self._rules_in_books[rule], place, self.accounts)
        return found

    def forget_scopes(self) -> None:
        """Which rules look at a contribution may have changed: it is found out anew."""
        self.eras.clear()
        for place in self._projects_in_books.values():
            place.units.clear()

    def forget_limits(self) -> None:
        """So may the limits of rules."""
        for rule in self._rules_in_books.values():
            rule.caps = ()

    def add_contribution(self, contribution: Contribution) -> None:
        self.contributions[contribution.reference] = contribution

    def wait(self, contribution: Contribution, scheme: Scheme) -> None:
        self.waiting.setdefault((scheme, contribution.project.code), {})[contribution.reference] = (
            contribution
        )

    @property
    def balances(self) -> dict[Key, int]:
        return self.accounts.balances

    def balance(self, key: Key) -> int:
        account = self.accounts.get(key)
        return 0 if account is None else account.minor

    def gap(self, project: Project) -> int:
        return self.place(project).gap

    def budget_in(self, project: Project, currency: str) -> int:
        """convert(budget) at the month of approval. Raises MissingRate."""
        budget = project.budget_in.get(currency)
        if budget is None:
            month = project.approved_month or ""
            budget = self.exchange.convert(project.budget, project.currency, currency, month)
            project.budget_in[currency] = budget
        return budget


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
