"""Match entries with the rows that they name, as pages show them; and what a reader may know of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from core.programmes import InProgramme
from core.tables import total
from grants.explaining.withholding import without_other_rules
from grants.explanations import explanation_of_stored
from grants.matching.explained import Explanation
from grants.matching.terms import Reason
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from grants.reasons import REASONS
from grants.visible import funds_within
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from household_groups.models.registry import Community, HouseholdGroup

Row = TypeVar("Row", bound=InProgramme)


@dataclass(frozen=True)
class Decision:
    """An entry, with what it was decided on and by which terms."""

    entry: MatchEntry
    contribution: Contribution
    group: HouseholdGroup
    project: Project
    rule: MatchingRule
    fund: Fund

    @property
    def reason(self) -> str:
        return str(REASONS[Reason(self.entry.reason)])


def decisions_of(session: Session, entries: Sequence[MatchEntry]) -> list[Decision]:
    """Of these entries, in their order."""
    given = _by_id(session, Contribution, (entry.contribution_id for entry in entries))
    groups = _by_id(session, HouseholdGroup, (each.group_id for each in given.values()))
    projects = _by_id(session, Project, (entry.project_id for entry in entries))
    rules = _by_id(session, MatchingRule, (entry.rule_id for entry in entries))
    funds = _by_id(session, Fund, (entry.fund_id for entry in entries))
    return [
        Decision(
            entry,
            contribution := given[entry.contribution_id],
            groups[contribution.group_id],
            projects[entry.project_id],
            rules[entry.rule_id],
            funds[entry.fund_id],
        )
        for entry in entries
    ]


def newest_first(*conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The entries that meet the conditions, the last one booked at the top."""
    query = sa.select(MatchEntry).where(*conditions)
    return query.order_by(col(MatchEntry.seq).desc(), col(MatchEntry.line).desc())


def totals(session: Session, *conditions: sa.ColumnElement[bool]) -> list[tuple[str, int, int]]:
    """(currency, granted, released) of all entries that meet the conditions."""
    sums = (
        sa.select(
            col(MatchEntry.fund_id),
            total(col(MatchEntry.granted_minor)).label("granted"),
            total(col(MatchEntry.released_minor)).label("released"),
        )
        .where(*conditions)
        .group_by(col(MatchEntry.fund_id))
        .subquery()
    )
    currency = col(Fund.currency)
    query = (
        sa.select(currency, total(sums.c.granted), total(sums.c.released))
        .where(sums.c.fund_id == col(Fund.id))
        .group_by(currency)
        .order_by(currency)
    )
    return [(code, granted, released) for code, granted, released in session.execute(query)]


def explanation_for(session: Session, decision: Decision, reach: Reach) -> Explanation:
    """Of an entry, without what the reader may not know of the rules of other funds."""
    return explanation_knowing(decision, rules_within(session, decision, reach))


def explanation_knowing(decision: Decision, known: frozenset[str] | None) -> Explanation:
    """The same for whoever knows these rules, None for all."""
    of = decision
    explanation = explanation_of_stored(of.entry, of.rule, of.fund, of.contribution, of.project)
    return explanation if known is None else without_other_rules(explanation, known)


def rules_within(session: Session, decision: Decision, reach: Reach) -> frozenset[str] | None:
    """The codes of the rules of which a reader of this entry may know; None where of all."""
    if reach.is_whole or _stands_in(session, decision.project, reach):
        return None
    query = select(MatchingRule.code).join(Fund, col(Fund.id) == col(MatchingRule.fund_id))
    return frozenset(session.exec(query.where(funds_within(reach))))


def _stands_in(session: Session, project: Project, reach: Reach) -> bool:
    community = session.get_one(Community, project.community_id)
    return reach.has_community(community.code)


def _by_id(session: Session, model: type[Row], ids: Iterable[int]) -> dict[int, Row]:
    rows = session.exec(select(model).where(col(model.id).in_(set(ids))))
    return {row.id: row for row in rows if row.id is not None}
