"""Match entries as people read them: how much, of which fund, and why, in a sentence and in steps."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from grants.explanations import StepRow, explanation_of_stored, sentence, step_rows
from grants.matching.terms import Reason
from grants.models.funds import Fund
from grants.models.matches import MatchEntry, MatchEntryKind
from grants.models.rules import MatchingRule
from grants.reasons import REASONS
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project


@dataclass(frozen=True)
class DecisionInWords:
    """One entry of a match, as people read it."""

    contribution: str
    project: str
    rule: str
    version: int
    fund: str
    currency: str
    is_release: bool
    granted_minor: int
    released_minor: int
    reason: Reason
    sentence: str
    steps: tuple[StepRow, ...]

    @property
    def label(self) -> str:
        """The reason in a few words."""
        return str(REASONS[self.reason])


def decisions_since(
    session: Session, programme_id: int, seq: int, until: int | None = None
) -> list[DecisionInWords]:
    """The entries of all events after `seq`, up to `until` or the last, in the order of booking."""
    query = (
        sa.select(MatchEntry, MatchingRule, Fund, Contribution, Project)
        .where(col(MatchEntry.programme_id) == programme_id, col(MatchEntry.seq) > seq)
        .where(col(MatchEntry.rule_id) == MatchingRule.id, col(MatchEntry.fund_id) == Fund.id)
        .where(col(MatchEntry.contribution_id) == Contribution.id)
        .where(col(MatchEntry.project_id) == Project.id)
        .order_by(col(MatchEntry.seq), col(MatchEntry.line))
    )
    if until is not None:
        query = query.where(col(MatchEntry.seq) <= until)
    return [_in_words(*found) for found in session.execute(query)]


def _in_words(
    entry: MatchEntry, rule: MatchingRule, fund: Fund, contribution: Contribution, project: Project
) -> DecisionInWords:
    explanation = explanation_of_stored(entry, rule, fund, contribution, project)
    return DecisionInWords(
        contribution=contribution.reference,
        project=project.code,
        rule=rule.code,
        version=rule.version,
        fund=fund.code,
        currency=fund.currency,
        is_release=entry.kind is MatchEntryKind.RELEASE,
        granted_minor=entry.granted_minor,
        released_minor=entry.released_minor,
        reason=explanation.reason,
        sentence=sentence(explanation),
        steps=tuple(step_rows(explanation)),
    )
