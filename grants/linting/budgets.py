"""A fund that has less left than what waits under one of its rules asks for."""

from collections.abc import Iterator

from grants.linting.facts import Facts, warning
from grants.linting.warnings import RuleWarning, WarningKind
from grants.matching.terms import Rule


def budget_below_waiting(facts: Facts, rule: Rule) -> Iterator[RuleWarning]:
    waiting = facts.waiting.get((rule.code, rule.version), 0)
    left = max(facts.left.get(rule.fund.code, rule.fund.budget), 0)
    if waiting > left:
        fund = rule.fund.code
        yield warning(rule, WarningKind.BUDGET_BELOW_WAITING, waiting=waiting, left=left, fund=fund)
