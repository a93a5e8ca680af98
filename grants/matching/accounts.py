"""The accounts on which a programme's usage stands, so that nothing scans history to decide.

A key is (account, subject, owner, period): the subject is the project, household, group or community (''
for a fund), the owner the code of the rule or fund ('' for the project itself). No balance is ever negative.
"""

from collections.abc import Mapping
from typing import Final

from grants.matching.terms import Contribution, Fund, Project, Rule

Key = tuple[str, str, str, str]

# In the currency of the fund, net of releases: what was granted.
FUND: Final = "fund_granted"
FUND_YEAR: Final = "fund_year_granted"
FUND_PROJECT: Final = "fund_project_granted"
RULE_PROJECT: Final = "rule_project_granted"
RULE_HOUSEHOLD: Final = "rule_household_granted"
RULE_GROUP: Final = "rule_group_granted"
RULE_COMMUNITY: Final = "rule_community_granted"

# In the currency of the fund, net of reversals: what counted under a rule (Q, and of it in kind and by
# household), and what its ratio was applied to (P).
COUNTED: Final = "counted"
COUNTED_IN_KIND: Final = "counted_in_kind"
COUNTED_HOUSEHOLD: Final = "counted_household"
BASE: Final = "base"

# 1 once a rule's threshold was reached for a project: for good.
REACHED: Final = "threshold_reached"

# In the currency of the fund: what a settlement would have released had it not been paid out by then. The
# project owes it to the fund as a refund.
UNRELEASED: Final = "unreleased"

# In the currency of the project: the parts of its funding gap.
CONTRIBUTED: Final = "contributed"
OTHER_FUNDING: Final = "other_funding"
MATCHED: Final = "matched"

ALL: Final = (
    *(FUND, FUND_YEAR, FUND_PROJECT, RULE_PROJECT, RULE_HOUSEHOLD, RULE_GROUP, RULE_COMMUNITY),
    *(COUNTED, COUNTED_IN_KIND, COUNTED_HOUSEHOLD, BASE, REACHED),
    *(UNRELEASED, CONTRIBUTED, OTHER_FUNDING, MATCHED),
)
ABOUT_HOUSEHOLDS: Final = frozenset({RULE_HOUSEHOLD, COUNTED_HOUSEHOLD})


class Account:
    """What stands on one account; `is_open` from its first posting on: before, there is no such balance.

    `ceiling` is the limit that stood above it when a grant last raised it; storage checks it once more.
    """

    __slots__ = ("ceiling", "is_open", "minor")

    def __init__(self) -> None:
        self.minor = 0
        self.is_open = False
        self.ceiling: int | None = None

    def post(self, minor: int) -> None:
        self.minor += minor
        self.is_open = True


class Accounts(dict[Key, Account]):
    """Accounts by key; one that is not there yet is made when it is asked for, so that it can be held on to."""

    def __missing__(self, key: Key) -> Account:
        account = self[key] = Account()
        return account

    def take(self, balances: Mapping[Key, int]) -> None:
        """Balances as they were stored."""
        for key, minor in balances.items():
            self[key].post(minor)

    @property
    def balances(self) -> dict[Key, int]:
        return {key: account.minor for key, account in self.items() if account.is_open}

    @property
    def ceilings(self) -> dict[Key, int]:
        return {key: account.ceiling for key, account in self.items() if account.ceiling is not None}


def fund(fund: Fund) -> Key:
    return FUND, "", fund.code, ""


def fund_project(fund: Fund, project: Project) -> Key:
    return FUND_PROJECT, project.code, fund.code, ""


def of_project(account: str, project: Project) -> Key:
    return account, project.code, "", ""


def of_rule(account: str, rule: Rule, project: Project) -> Key:
    return account, project.code, rule.code, ""


def of_period(account: str, rule: Rule, contribution: Contribution, cap_period: str) -> Key:
    """The account of the household, group or community of a contribution under a rule, in a cap period."""
    if account == RULE_GROUP:
        subject = contribution.group.code
    elif account == RULE_COMMUNITY:
        subject = contribution.project.community.code
    else:
        subject = contribution.household or ""
    return account, subject, rule.code, contribution.period(cap_period)
