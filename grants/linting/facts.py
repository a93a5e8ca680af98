"""The facts that warnings follow from: the programme as the engine sees it, and what waits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from grants.linting.warnings import RuleWarning, WarningKind
from grants.matching.scope import takes_project
from grants.matching.terms import Community, Group, Project, Rule


@dataclass(frozen=True)
class Facts:
    """`budgets` are of projects, by code and currency, where a rate allows that; all amounts in minor units.

    `left` is what a fund has not granted yet, `waiting` what waits under a rule version would be granted, by code
    and version. What was over before `today` is no matter.
    """

    rules: Sequence[Rule] = ()
    projects: Sequence[Project] = ()
    groups: Sequence[Group] = ()
    communities: Sequence[Community] = ()
    budgets: Mapping[tuple[str, str], int] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    waiting: Mapping[tuple[str, int], int] = field(default_factory=dict)
    today: date = date.min

    def budget(self, project: Project, currency: str) -> int | None:
        if project.currency == currency:
            return project.budget
        return self.budgets.get((project.code, currency))

    def projects_of(self, rule: Rule) -> Iterator[Project]:
        """Those that meet its conditions on projects, as far as that can be told."""
        for project in self.projects:
            if takes_project(rule, project) and not self._costs_too_little(rule, project):
                yield project

    def _costs_too_little(self, rule: Rule, project: Project) -> bool:
        budget = self.budget(project, rule.fund.currency)
        return rule.project_cost_min is not None and budget is not None and budget < rule.project_cost_min


def warning(rule: Rule, kind: WarningKind, **details: str | int | date) -> RuleWarning:
    return RuleWarning(kind, rule.code, rule.version, rule.fund.currency, details)
