"""Two rules of one fund that both pay the same contribution."""

from collections.abc import Iterator

from grants.linting.facts import Facts, warning
from grants.linting.warnings import RuleWarning, WarningKind
from grants.matching.terms import Rule
from household_groups.models.contributions import IN_KIND, ContributionKind

_IN_KIND = frozenset(kind.value for kind in IN_KIND)
_KINDS = frozenset(kind.value for kind in ContributionKind)


def paid_twice(facts: Facts, rule: Rule) -> Iterator[RuleWarning]:
    """With each other rule of the fund whose days and conditions meet its own; rules of one scheme go together."""
    seen = set()
    for other in facts.rules:
        if other.code == rule.code or other.fund is not rule.fund or other.scheme == rule.scheme:
            continue
        if other.code not in seen and _both_pay(facts, rule, other):
            seen.add(other.code)
            yield warning(rule, WarningKind.PAID_TWICE, other=other.code, fund=rule.fund.code)


def _both_pay(facts: Facts, one: Rule, other: Rule) -> bool:
    return (
        _have_a_day_in_common(facts, one, other)
        and bool(_kinds_paid(one) & _kinds_paid(other))
        and _meet(one.sources, other.sources)
        and not (one.group_leader and other.group_leader and one.group_leader != other.group_leader)
        and _have_a_project_in_common(facts, one, other)
    )


def _have_a_day_in_common(facts: Facts, one: Rule, other: Rule) -> bool:
    starts = max(one.effective_from, other.effective_from, facts.today)
    return all(rule.effective_to is None or starts <= rule.effective_to for rule in (one, other))


def _kinds_paid(rule: Rule) -> frozenset[str]:
    """In-kind that only counts for a threshold is not paid, nor is anything at a ratio of 0."""
    if not any(rate[0] for _, rate in rule.scale.tiers):
        return frozenset()
    kinds = rule.kinds or _KINDS
    return kinds if rule.in_kind == "match" else kinds - _IN_KIND


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """An empty list takes all."""
    return not one or not other or bool(one & other)


def _have_a_project_in_common(facts: Facts, one: Rule, other: Rule) -> bool:
    """Of those that there are; as long as there is none, one that could come."""
    if not facts.projects:
        return _meet(one.projects, other.projects) and _meet(one.communities, other.communities)
    of_other = {project.code for project in facts.projects_of(other)}
    return any(project.code in of_other for project in facts.projects_of(one))
