"""Projects and rules in the books: each holds the accounts that decisions read and move.

They are found once, so that a decision looks up only what depends on its contribution.
"""

from collections.abc import Iterable
from typing import NamedTuple

from grants.matching import accounts
from grants.matching.accounts import Account, Accounts
from grants.matching.terms import Contribution, Match, Project, Reason, Rule, Step

Meter = tuple[str, str]
"""What a rule keeps per cap period: (account, cap period)."""

FUND, FUND_YEAR, FUND_PROJECT, RULE_PROJECT, METERS = range(5)
"""Where an account stands among those that a grant raises; from the last on, those of the rule's meters."""

GAP, ALREADY = -1, -2
"""Of the funding gap, and of what a contribution was granted already, there is no such account."""


class Cap(NamedTuple):
    """A limit, and where the account that counts what it limits stands among those that a grant raises.

    `name` is that of its step. The limit of match_share_of_cost is the project's own, and not given here.
    """

    reason: Reason
    name: str
    limit: int | None
    account: int


class ProjectInBooks:
    """The parts of a project's funding gap, and the rules that look at it; see scope.py."""

    __slots__ = ("contributed", "matched", "other_funding", "project", "rules", "units")

    def __init__(self, project: Project, books: Accounts) -> None:
        self.project = project
        self.contributed = books[accounts.of_project(accounts.CONTRIBUTED, project)]
        self.other_funding = books[accounts.of_project(accounts.OTHER_FUNDING, project)]
        self.matched = books[accounts.of_project(accounts.MATCHED, project)]
        self.rules: dict[Rule, RuleInProject] = {}
        self.units: dict[int, tuple[Unit, ...]] = {}

    @property
    def gap(self) -> int:
        """What the project's budget still lacks, in its currency; negative when it has more than it needs."""
        return self.project.budget - self.contributed.minor - self.other_funding.minor - self.matched.minor


class MeterInBooks:
    """The accounts of one meter of a rule, by period and by household, group or community."""

    __slots__ = ("_books", "_by_period", "_meter", "_rule")

    def __init__(self, meter: Meter, rule: Rule, books: Accounts) -> None:
        self._meter = meter
        self._rule = rule
        self._books = books
        self._by_period: dict[str, dict[str, Account]] = {}

    def account(self, contribution: Contribution) -> Account:
        name, cap_period = self._meter
        if name == accounts.RULE_GROUP:
            subject = contribution.group.code
        elif name == accounts.RULE_COMMUNITY:
            subject = contribution.project.community.code
        elif contribution.household is not None:
            subject = contribution.household
        else:
            return Account()  # nobody's
        period = contribution.period(cap_period)
        of_period = self._by_period.get(period)
        if of_period is None:
            of_period = self._by_period[period] = {}
        found = of_period.get(subject)
        if found is None:
            found = of_period[subject] = self._books[name, subject, self._rule.code, period]
        return found


class RuleInBooks:
    """One version of a rule: its fund's accounts, its caps, and the meters of all versions of its code.

    `granted` are the meters of what was granted, `counted` those of what counted of households. A cap counts what
    all versions of the code granted, so what one version needs is kept for all. `fund_years` are by month, `caps`
    are kept until a limit behind them changes; see caps.py.
    """

    __slots__ = ("_books", "caps", "counted", "fund", "fund_years", "granted", "meters", "rule")

    def __init__(self, rule: Rule, meters: Iterable[Meter], books: Accounts) -> None:
        self.rule = rule
        self.fund = books[accounts.fund(rule.fund)]
        self.fund_years: dict[str, Account] = {}
        self._books = books
        self.keep(meters)

    def keep(self, meters: Iterable[Meter]) -> None:
        """These meters from now on."""
        self.meters = {meter: MeterInBooks(meter, self.rule, self._books) for meter in meters}
        self.granted = [of for (name, _), of in self.meters.items() if name != accounts.COUNTED_HOUSEHOLD]
        self.counted = [of for (name, _), of in self.meters.items() if name == accounts.COUNTED_HOUSEHOLD]
        self.caps: tuple[Cap, ...] = ()

    def own(self, name: str) -> MeterInBooks:
        """The meter of this version's own cap period."""
        return self.meters[name, self.rule.cap_period]

    def fund_year(self, contribution: Contribution) -> Account:
        fund = self.rule.fund
        key = accounts.FUND_YEAR, "", fund.code, fund.year_of(contribution.received_on)
        year = self.fund_years[contribution.month] = self._books[key]
        return year


class RuleInProject:
    """One version of a rule in one project."""

    __slots__ = (
        *("base", "books", "counted", "counted_in_kind", "fund_project", "project", "reached", "rule"),
        "rule_project",
    )

    def __init__(self, books: RuleInBooks, place: ProjectInBooks, of: Accounts) -> None:
        rule, project = books.rule, place.project
        self.rule = rule
        self.books = books
        self.project = place
        self.counted = of[accounts.of_rule(accounts.COUNTED, rule, project)]
        self.counted_in_kind = of[accounts.of_rule(accounts.COUNTED_IN_KIND, rule, project)]
        self.base = of[accounts.of_rule(accounts.BASE, rule, project)]
        self.reached = of[accounts.of_rule(accounts.REACHED, rule, project)]
        self.fund_project = of[accounts.fund_project(rule.fund, project)]
        self.rule_project = of[accounts.of_rule(accounts.RULE_PROJECT, rule, project)]

    def raised_by(self, contribution: Contribution) -> list[Account]:
        """Every account of the fund and of the rule that a grant to this contribution raises."""
        books = self.books
        year = books.fund_years.get(contribution.month) or books.fund_year(contribution)
        found = [books.fund, year, self.fund_project, self.rule_project]
        for meter in books.granted:
            found.append(meter.account(contribution))
        return found


Unit = tuple[RuleInProject, ...]
"""A rule, or the rules of a joint scheme, that are decided as one."""

Counted = tuple[RuleInProject, Match, list[Step]]
"""What counts of a contribution under a rule, and the steps of its decision so far."""
