"""Caps that are never reached, since another one ends what they would allow."""

from collections.abc import Iterator
from fractions import Fraction

from grants.linting.facts import Facts, warning
from grants.linting.warnings import RuleWarning, WarningKind
from grants.matching.terms import Rule

_CAPS = (
    *("match_per_contribution", "match_per_household", "match_per_group"),
    *("match_per_project", "match_per_community"),
)
_WIDER = {
    "match_per_contribution": ("match_per_household", "match_per_group", "match_per_community"),
    "match_per_household": ("match_per_group", "match_per_community"),
    "match_per_group": ("match_per_community",),
    "match_per_project": (),
    "match_per_community": (),
}
"""What is granted to the first is part of what is granted to the others in the same cap period."""


def unreachable_caps(facts: Facts, rule: Rule) -> Iterator[RuleWarning]:
    """One for each such cap, with the lowest limit that stands before it. Equal limits are reached together."""
    for cap in _CAPS:
        limit = getattr(rule, cap)
        if limit is None:
            continue
        lower = [(other, at) for at, other in _before(facts, rule, cap) if other < limit]
        if lower:
            other, at = min(lower)
            yield warning(
                rule, WarningKind.CAP_UNREACHABLE, cap=cap, limit=limit, other=at, other_limit=other
            )


def _before(facts: Facts, rule: Rule, cap: str) -> Iterator[tuple[str, int]]:
    """Every limit within which all that the cap counts lies."""
    for other in _wider(rule, cap):
        limit = getattr(rule, other)
        if limit is not None:
            yield other, limit
    if cap == "match_per_household" and rule.counted_per_household is not None:
        yield "counted_per_household", _most_granted(rule, rule.counted_per_household)
    if cap == "match_per_project" or _is_within_a_project(rule, cap):
        yield from _share_of_cost(facts, rule)
    yield "fund_budget", rule.fund.budget
    if rule.fund.yearly_envelope is not None and _is_within_a_year(rule, cap):
        yield "yearly_envelope", rule.fund.yearly_envelope


def _wider(rule: Rule, cap: str) -> Iterator[str]:
    yield from _WIDER[cap]
    if cap != "match_per_project" and _is_within_a_project(rule, cap):
        yield "match_per_project"
    if cap == "match_per_project" and rule.cap_period == "total":
        yield "match_per_community"


def _is_within_a_project(rule: Rule, cap: str) -> bool:
    """A contribution is for one project; a household or a group gives for several, if the rule takes them."""
    return cap == "match_per_contribution" or (cap != "match_per_project" and len(rule.projects) == 1)


def _is_within_a_year(rule: Rule, cap: str) -> bool:
    """Whether the cap counts within one year of the fund: a calendar year may lie in two of them."""
    if cap == "match_per_contribution":
        return True
    starts = rule.fund.year_starts_month
    if cap == "match_per_project" or rule.cap_period == "total":
        return False
    return starts == 1 if rule.cap_period == "year" else starts % 3 == 1


def _share_of_cost(facts: Facts, rule: Rule) -> Iterator[tuple[str, int]]:
    """The largest that it allows for any project; nothing where the budget of one is not known."""
    if rule.match_share_of_cost is None:
        return
    budgets = [facts.budget(project, rule.fund.currency) for project in facts.projects_of(rule)]
    known = [budget for budget in budgets if budget is not None]
    if known and len(known) == len(budgets):
        numerator, denominator = rule.match_share_of_cost
        yield "match_share_of_cost", numerator * max(known) // denominator


def _most_granted(rule: Rule, counted: int) -> int:
    """What the highest rate makes of what counts; a fraction more is reached by rounding alone."""
    rate = max(Fraction(*rate) for _, rate in rule.scale.tiers)
    return -(-counted * rate.numerator // rate.denominator)
