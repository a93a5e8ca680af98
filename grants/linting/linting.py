"""All warnings of a rule version, the most telling first."""

from collections.abc import Callable, Iterator

from grants.linting.budgets import budget_below_waiting
from grants.linting.caps import unreachable_caps
from grants.linting.conditions import unmet_conditions
from grants.linting.facts import Facts
from grants.linting.thresholds import high_thresholds
from grants.linting.twice import paid_twice
from grants.linting.versions import fund_not_open, gap_or_overlap
from grants.linting.warnings import RuleWarning
from grants.matching.terms import Rule

_CHECKS: tuple[Callable[[Facts, Rule], Iterator[RuleWarning]], ...] = (
    *(
        unmet_conditions,
        high_thresholds,
        paid_twice,
        fund_not_open,
        gap_or_overlap,
        unreachable_caps,
        budget_below_waiting,
    ),
)


def warnings_of(facts: Facts, rule: Rule) -> list[RuleWarning]:
    return [found for check in _CHECKS for found in check(facts, rule)]
