"""Conditions that no group, project or community of the programme meets."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from grants.linting.facts import Facts, warning
from grants.linting.warnings import RuleWarning, WarningKind
from grants.matching.terms import Community, Group, Project, Rule

T = TypeVar("T")
Unmet = Iterator[tuple[str, str]]
"""The column of a condition, and of what there is none: `projects`, `groups` or `communities`."""


def unmet_conditions(facts: Facts, rule: Rule) -> Iterator[RuleWarning]:
    """Each by itself; and where each is met by some project or group, but all together by none, that."""
    for of, found in (
        ("projects", list(_of_projects(facts, rule))),
        ("groups", list(_of_groups(facts, rule))),
    ):
        for column, nobody in found:
            yield warning(rule, WarningKind.CONDITION_UNMET, column=column, of=nobody)
        if not found and _are_unmet_together(facts, rule, of):
            yield warning(rule, WarningKind.CONDITIONS_UNMET_TOGETHER, of=of)


def _of_projects(facts: Facts, rule: Rule) -> Unmet:
    projects, budget = facts.projects, facts.budget
    least, currency = rule.project_cost_min, rule.fund.currency
    conditions: tuple[tuple[str, bool, Callable[[Project], bool]], ...] = (
        ("projects", bool(rule.projects), lambda each: each.code in rule.projects),
        ("sectors", bool(rule.sectors), lambda each: each.sector.startswith(rule.sectors)),
        ("communities", bool(rule.communities), lambda each: each.community.code in rule.communities),
        (
            "project_cost_min",
            least is not None and all(budget(each, currency) is not None for each in projects),
            lambda each: (budget(each, currency) or 0) >= (least or 0),
        ),
    )
    for column, is_given, is_met in conditions:
        if is_given and _is_met_by_none(projects, is_met):
            yield column, "projects"
    if rule.marginality and _is_met_by_none(facts.communities, lambda each: _is_marginal(rule, each)):
        yield "marginality", "communities"


def _of_groups(facts: Facts, rule: Rule) -> Unmet:
    for column, is_met in _group_conditions(rule):
        if _is_met_by_none(facts.groups, is_met):
            yield column, "groups"


def _group_conditions(rule: Rule) -> Iterator[tuple[str, Callable[[Group], bool]]]:
    members, leader, days, last = rule.group_min_members, rule.group_leader, rule.group_min_days, _last(rule)
    if members is not None:
        yield "group_min_members", lambda group: group.members is not None and group.members >= members
    if leader is not None:
        yield "group_leader", lambda group: group.leader_sex == leader
    if rule.group_certificate:
        yield "group_certificate", lambda group: _is_certified(group, rule)
    if days is not None and last is not None:  # else they only have to wait
        yield "group_min_days", lambda group: (last - group.registered_on).days >= days


def _are_unmet_together(facts: Facts, rule: Rule, of: str) -> bool:
    if of == "projects":
        return bool(facts.projects) and not any(True for _ in facts.projects_of(rule))
    conditions = [is_met for _, is_met in _group_conditions(rule)]
    return _is_met_by_none(facts.groups, lambda group: all(is_met(group) for is_met in conditions))


def _is_certified(group: Group, rule: Rule) -> bool:
    """On some day on which the version holds."""
    return group.certificate_until is not None and group.certificate_until >= rule.effective_from


def _is_marginal(rule: Rule, community: Community) -> bool:
    return community.marginality in rule.marginality


def _last(rule: Rule) -> date | None:
    return min((day for day in (rule.effective_to, rule.fund.closes_on) if day is not None), default=None)


def _is_met_by_none(found: Iterable[T], is_met: Callable[[T], bool]) -> bool:
    """Not where there is nothing yet that could meet it."""
    listed = list(found)
    return bool(listed) and not any(is_met(each) for each in listed)
