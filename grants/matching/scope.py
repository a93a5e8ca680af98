"""Which rules look at a contribution, and whether it meets their conditions."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

from grants.matching.books import Books, Scheme
from grants.matching.placing import Unit
from grants.matching.terms import Contribution, Project, Reason, Rule, Step


def units_in_scope(books: Books, contribution: Contribution) -> tuple[Unit, ...]:
    """The versions whose first seven conditions hold, as they are taken; of the others nothing is stored.

    Between two days on which any rule or fund begins or ends, an era, it is the same ones that look at a project.
    """
    project, day = contribution.project, contribution.received_on
    if project.is_settled:
        return ()
    era = bisect_right(books.eras or _eras(books), day.toordinal())
    place = books.place(project)
    units = place.units.get(era)
    if units is None:
        in_scope = [
            rule
            for rule in books.rules
            if _out_of_span(rule, day) is None and _static_failure(rule, project) is None
        ]
        units = place.units[era] = tuple(
            tuple(books.placed(rule, project) for rule in unit) for unit in _as_taken(in_scope)
        )
    return units


def _eras(books: Books) -> list[int]:
    first_days = {
        span.toordinal() for rule in books.rules for span in (rule.effective_from, rule.fund.opens_on)
    }
    last_days = {
        day.toordinal()
        for rule in books.rules
        for day in (rule.effective_to, rule.fund.closes_on)
        if day is not None
    }
    books.eras = sorted(first_days | {day + 1 for day in last_days})
    return books.eras


def _as_taken(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Alone or as a joint scheme, by priority, then by code; those of a scheme by code."""
    schemes: dict[Scheme, list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: (rule.priority, rule.code)):
        schemes.setdefault(rule.scheme, []).append(rule)
    return [sorted(unit, key=lambda rule: rule.code) for unit in schemes.values()]


def out_of_scope(rule: Rule, contribution: Contribution) -> Reason | None:
    """The first of the seven scope conditions that fails, for people who ask why a rule did not look."""
    project = contribution.project
    if project.is_settled:
        return Reason.SETTLED
    return _out_of_span(rule, contribution.received_on) or _static_failure(rule, project)


def takes_project(rule: Rule, project: Project) -> bool:
    """Whether a rule looks at a project at all, on the days on which it is in force."""
    return _static_failure(rule, project) is None


def _out_of_span(rule: Rule, day: date) -> Reason | None:
    if day < rule.effective_from or (rule.effective_to is not None and day > rule.effective_to):
        return Reason.NOT_IN_FORCE
    fund = rule.fund
    if day < fund.opens_on or (fund.closes_on is not None and day > fund.closes_on):
        return Reason.FUND_CLOSED
    return None


def _static_failure(rule: Rule, project: Project) -> Reason | None:
    if rule.projects and project.code not in rule.projects:
        return Reason.PROJECT
    if rule.sectors and not project.sector.startswith(rule.sectors):
        return Reason.SECTOR
    if rule.communities and project.community.code not in rule.communities:
        return Reason.COMMUNITY
    if rule.marginality and project.community.marginality not in rule.marginality:
        return Reason.MARGINALITY
    return None


def failed_condition(books: Books, rule: Rule, contribution: Contribution) -> tuple[Reason, Step] | None:
    """The first condition of a rule in scope that does not hold, with what was seen and what was asked for.

    A fact that is not given fails a condition that is. Raises MissingRate.
    """
    if not rule.has_conditions and not contribution.is_in_kind:
        return None
    group = contribution.group
    if (rule.kinds and contribution.kind not in rule.kinds) or (
        contribution.is_in_kind and rule.in_kind == "none"
    ):
        return _failed(Reason.KIND, contribution.kind, ";".join(sorted(rule.kinds)))
    if rule.sources and contribution.source not in rule.sources:
        return _failed(Reason.SOURCE, contribution.source, ";".join(sorted(rule.sources)))
    if contribution.household is None and rule.has_household_limit:
        return _failed(Reason.HOUSEHOLD, None, None)
    wanted = rule.group_min_members
    if wanted is not None and (group.members is None or group.members < wanted):
        return _failed(Reason.GROUP_MEMBERS, group.members, wanted)
    if rule.group_leader is not None and group.leader_sex != rule.group_leader:
        return _failed(Reason.GROUP_LEADER, group.leader_sex, rule.group_leader)
    wanted = rule.group_min_days
    if wanted is not None:
        age = (contribution.received_on - group.registered_on).days
        if age < wanted:
            return _failed(Reason.GROUP_AGE, age, wanted)
    if rule.group_certificate:
        until = group.certificate_until
        if until is None or contribution.received_on > until:
            return _failed(Reason.GROUP_CERTIFICATE, until.isoformat() if until else None, None)
    wanted = rule.project_cost_min
    if wanted is not None:
        budget = books.budget_in(contribution.project, rule.fund.currency)
        if budget < wanted:
            return _failed(Reason.PROJECT_COST, budget, wanted)
    wanted = rule.record_within_days
    if wanted is not None and contribution.days_to_record > wanted:
        return _failed(Reason.LATE, contribution.days_to_record, wanted)
    return None


def _failed(reason: Reason, seen: str | int | None, wanted: str | int | None) -> tuple[Reason, Step]:
    return reason, (reason, seen, wanted)
