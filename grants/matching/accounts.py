"""The accounts on which a programme's usage stands, so that nothing scans history to decide.

A key is (account, subject, owner, period): the subject is the project, household, group or community (''
for a fund), the owner the code of the rule or fund ('' for the project itself). No balance is ever negative.
"""

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
ABOUT_HOUSEHOLDS: Final = (RULE_HOUSEHOLD, COUNTED_HOUSEHOLD)


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
    if account in ABOUT_HOUSEHOLDS:
        subject = contribution.household or ""
    elif account == RULE_GROUP:
        subject = contribution.group.code
    else:
        subject = contribution.project.community.code
    return account, subject, rule.code, contribution.period(cap_period)
