"""Why and why not, of one contribution: of each rule its answer, of every other why it did not look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from core.accounts.person import Reach
from grants.matching.terms import Reason
from grants.models.funds import Fund
from grants.models.matches import MatchEntry, MatchEntryKind
from grants.models.rules import MatchingRule
from grants.showing.decisions import Decision, decisions_of
from grants.visible import matches_within
from grants.wondering.answers import Answer, answers_on
from grants.wondering.not_looking import rules_not_looking
from grants.wondering.not_looking_words import not_looking_in_words
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project


@dataclass(frozen=True)
class OfRule:
    """What a rule made of a contribution: the answer of its last decision that is no release, and the sums."""

    answer: Answer
    granted: int
    released: int

    @property
    def was_considered(self) -> bool:
        """Whether it came to an amount, or waits for that: no condition failed."""
        entry = self.answer.entry
        return entry.counted_minor > 0 or entry.desired_minor > 0 or self.granted > 0


@dataclass(frozen=True)
class DidNotLook:
    """A rule that stored nothing, and why, in a sentence."""

    rule: str
    fund: str
    sentence: str


def decisions_on(session: Session, contribution: Contribution, reach: Reach) -> list[Decision]:
    """All within reach, in the order in which they were booked."""
    query = select(MatchEntry).where(MatchEntry.contribution_id == contribution.id, matches_within(reach))
    return decisions_of(
        session, session.exec(query.order_by(col(MatchEntry.seq), col(MatchEntry.line))).all()
    )


def whys_of(
    session: Session, contribution: Contribution, decisions: Iterable[Decision], reach: Reach
) -> list[OfRule]:
    """By rule, in the order of their first decisions; `decisions` are those on the contribution."""
    by_rule: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_rule.setdefault(decision.rule.code, []).append(decision)
    last = [_last_grant(each) for each in by_rule.values()]
    answers = answers_on(session, contribution, last, reach)
    return [
        OfRule(
            answer,
            sum(each.entry.granted_minor for each in of_rule),
            sum(each.entry.released_minor for each in of_rule),
        )
        for answer, of_rule in zip(answers, by_rule.values(), strict=True)
    ]


def _last_grant(decisions: Sequence[Decision]) -> Decision:
    """The last that is no release."""
    return [each for each in decisions if each.entry.kind is MatchEntryKind.GRANT][-1]


def is_waiting(decisions: Iterable[Decision]) -> bool:
    """Whether any rule had it wait when it last decided."""
    last = {
        each.rule.code: each.entry.reason for each in decisions if each.entry.kind is MatchEntryKind.GRANT
    }
    return Reason.WAITING in last.values()


def did_not_look(
    session: Session, contribution: Contribution, project: Project, rules: Reach
) -> list[DidNotLook]:
    """The rules that stored nothing on it, of funds whose rules (`rules`) the reader may see; none before it is
    decided.
    """
    if not rules or contribution.verified_seq is None or project.approved_seq is None:
        return []
    decided_seq = max(contribution.verified_seq, project.approved_seq)
    looked = _codes_that_looked(session, contribution)
    names = _fund_names(session, contribution.programme_id)
    return [
        DidNotLook(each.rule.code, names[each.rule.fund.code], not_looking_in_words(each))
        for each in rules_not_looking(session, contribution, project, decided_seq, looked)
        if rules.has_fund(each.rule.fund.code)
    ]


def _codes_that_looked(session: Session, contribution: Contribution) -> set[str]:
    query = select(MatchingRule.code).join(MatchEntry, col(MatchEntry.rule_id) == col(MatchingRule.id))
    return set(session.exec(query.where(MatchEntry.contribution_id == contribution.id)))


def _fund_names(session: Session, programme_id: int) -> dict[str, str]:
    rows: Any = session.exec(select(Fund.code, Fund.name).where(Fund.programme_id == programme_id))
    return dict(rows.all())
