"""Ids of the rows that entries name, by the codes that the engine knows them by."""

from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from grants.matching.terms import Rule
from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from household_groups.models.projects import Project


@dataclass
class Ids:
    """Of one programme. Contributions are not among them: there may be a million."""

    projects: dict[str, int]
    funds: dict[str, int]
    rules: dict[tuple[str, int], int]
    _of_rule: dict[Rule, tuple[int, int]] = field(default_factory=dict)

    def of_rule(self, rule: Rule) -> tuple[int, int]:
        """(id of the rule version, id of its fund)."""
        found = self._of_rule.get(rule)
        if found is None:
            found = self.rules[rule.code, rule.version], self.funds[rule.fund.code]
            self._of_rule[rule] = found
        return found


def load_ids(session: Session, programme_id: int) -> Ids:
    project, fund, rule = table(Project).c, table(Fund).c, table(MatchingRule).c
    rules = sa.select(rule.code, rule.version, rule.id).where(rule.programme_id == programme_id)
    return Ids(
        _by_code(session, sa.select(project.code, project.id), project.programme_id == programme_id),
        _by_code(session, sa.select(fund.code, fund.id), fund.programme_id == programme_id),
        {(code, version): id for code, version, id in session.execute(rules)},
    )


def _by_code(
    session: Session, query: sa.Select[tuple[str, int]], where: sa.ColumnElement[bool]
) -> dict[str, int]:
    return dict(session.execute(query.where(where)).all())
