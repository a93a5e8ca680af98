"""The approval of a project: what its held contributions would be matched with, and the rows that book it."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from grants.entering.typed import Rows
from grants.matching.terms import Reason
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from grants.reasons import REASONS
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Answer:
    """What a rule would grant to a contribution that was held, in minor units of the fund's currency."""

    contribution: str
    rule: str
    fund: str
    currency: str
    granted: int
    reason: str


def rows_of_approval(project: str, on: date) -> Rows:
    """The approval, and the state that goes with it."""
    return {"projects": [{"code": project, "approved_on": on.isoformat(), "status": "approved"}]}


def answers_to(session: Session, programme_id: int, project: str) -> list[Answer]:
    """What the approval of a project decided, within the transaction that books it."""
    query = (
        sa.select(MatchEntry, Contribution, MatchingRule, Fund)
        .join(Project, col(Project.approved_seq) == col(MatchEntry.seq))
        .join(Contribution, col(Contribution.id) == col(MatchEntry.contribution_id))
        .join(MatchingRule, col(MatchingRule.id) == col(MatchEntry.rule_id))
        .join(Fund, col(Fund.id) == col(MatchEntry.fund_id))
        .where(col(MatchEntry.programme_id) == programme_id, col(Project.programme_id) == programme_id)
        .where(col(Project.code) == project)
        .order_by(col(MatchEntry.line))
    )
    return [
        Answer(
            *(given.reference, rule.code, fund.code, fund.currency, entry.granted_minor),
            str(REASONS[Reason(entry.reason)]),
        )
        for entry, given, rule, fund in session.execute(query)
    ]
