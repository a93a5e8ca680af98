"""The list of a re-match as a person reads it: what each contribution would get, why, and what held it back."""

from dataclasses import dataclass

from flask_babel import LazyString
from sqlmodel import Session, col, select

from grants.explanations import sentence
from grants.matching.explain import explanation_of
from grants.matching.terms import Entry, Reason
from grants.models.matches import MatchEntry, MatchEntryKind
from grants.models.rules import MatchingRule
from grants.reasons import REASONS
from grants.rematches import Proposal


@dataclass(frozen=True)
class RematchLine:
    """One grant that a re-match would make; `held_back_by` is what limited the match until now."""

    entry: Entry
    held_back_by: LazyString
    sentence: str


def lines_of(session: Session, proposal: Proposal) -> list[RematchLine]:
    return [
        RematchLine(entry, _held_back_by(session, proposal, entry), sentence(explanation_of(entry)))
        for entry in proposal.grants
    ]


def _held_back_by(session: Session, proposal: Proposal, entry: Entry) -> LazyString:
    """The reason of the last entry under this rule that is no release."""
    query = (
        select(MatchEntry.reason)
        .where(MatchEntry.programme_id == proposal.programme.id, MatchEntry.rule_id == MatchingRule.id)
        .where(MatchEntry.contribution_id == entry.contribution.id, MatchingRule.code == entry.rule.code)
        .where(MatchEntry.kind == MatchEntryKind.GRANT)
        .order_by(col(MatchEntry.seq).desc(), col(MatchEntry.line).desc())
    )
    return REASONS[Reason(session.exec(query).first() or entry.reason)]
