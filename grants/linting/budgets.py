"""A fund that has less left than what waits under its rules asks for."""

from collections.abc import Iterator

from grants.linting.facts import Facts, warning
from grants.linting.warnings import RuleWarning, WarningKind
from grants.matching.terms import Rule


def budget_below_waiting(facts: Facts, rule: Rule) -> Iterator[RuleWarning]:
    """Where anything waits under the rule: it shares what is left with all that waits under the fund's others."""
    if not facts.waiting.get((rule.code, rule.version)):
        return
    of_fund = {(each.code, each.version) for each in facts.rules if each.fund.code == rule.fund.code}
    waiting = sum(minor for version, minor in facts.waiting.items() if version in of_fund)
    left = max(facts.left.get(rule.fund.code, rule.fund.budget), 0)
    if waiting > left:
        fund = rule.fund.code
        yield warning(rule, WarningKind.BUDGET_BELOW_WAITING, waiting=waiting, left=left, fund=fund)
