"""Thresholds that nothing can reach."""

from collections.abc import Iterator

from grants.linting.facts import Facts, warning
from grants.linting.warnings import RuleWarning, WarningKind
from grants.matching.terms import Rule


def high_thresholds(facts: Facts, rule: Rule) -> Iterator[RuleWarning]:
    """Above the budget of every project that could meet it, or above all that the fund has to give."""
    needed = rule.counted_min
    if needed is None:
        return
    budgets = [facts.budget(project, rule.fund.currency) for project in facts.projects_of(rule)]
    known = [budget for budget in budgets if budget is not None]
    if known and len(known) == len(budgets) and needed > max(known):
        yield warning(rule, WarningKind.THRESHOLD_ABOVE_PROJECTS, needed=needed, largest=max(known))
    if needed > rule.fund.budget:
        yield warning(rule, WarningKind.THRESHOLD_ABOVE_FUND, needed=needed, budget=rule.fund.budget)
