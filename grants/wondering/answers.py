"""Why a rule granted what it granted, why it granted no more, and what more would take: one answer a rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.accounts.person import Reach
from grants.explaining.numbers import minor, with_code
from grants.explanations import StepRow, sentence, step_rows
from grants.matching.terms import Reason
from grants.models.matches import MatchEntry
from grants.showing.decisions import Decision, explanation_knowing, rules_within
from grants.wondering.limits import WithoutLimit, without_limits
from grants.wondering.loading import Around, around, moment_of
from grants.wondering.moment import Moment
from grants.wondering.one_more import ANOTHER_WAY, one_more, unmatched_part
from grants.wondering.overdrawn import may_be_overdrawn
from grants.wondering.said import larger_in_words, more_in_words, without_in_words
from household_groups.models.contributions import Contribution

Known = frozenset[str] | None
"""The rules of which a reader may know, by code; None where of all."""


@dataclass(frozen=True)
class Instead:
    """What would have been without one limit, and what can still be done about it, '' where nothing can."""

    without: str
    still: str


@dataclass(frozen=True)
class Answer:
    """What is said of a decision: in a sentence, step by step, and against what would have been."""

    decision: Decision
    sentence: str
    steps: list[StepRow]
    instead: list[Instead]

    @property
    def entry(self) -> MatchEntry:
        return self.decision.entry

    @property
    def tone(self) -> str:
        if self.entry.reason == Reason.WAITING:
            return "waiting"
        return "good" if self.entry.granted_minor else "quiet"


def answers_on(
    session: Session, contribution: Contribution, decisions: Sequence[Decision], reach: Reach
) -> list[Answer]:
    """Of entries on one contribution, in their order; without what the reader may not know of other funds."""
    if not decisions:
        return []
    of_it = around(session, contribution)
    known = rules_within(session, decisions[0], reach)
    return [_answer(session, each, of_it, known) for each in decisions]


def _answer(session: Session, decision: Decision, of_it: Around, known: Known) -> Answer:
    explanation = explanation_knowing(decision, known)
    instead = _instead_of(session, decision, of_it, known)
    return Answer(decision, sentence(explanation), step_rows(explanation), instead)


def _instead_of(session: Session, decision: Decision, of_it: Around, known: Known) -> list[Instead]:
    """For each limit that bit; nothing of a release, or of a condition that failed."""
    moment = moment_of(decision, of_it)
    if moment is None:
        return []
    currency, code = decision.fund.currency, decision.rule.code
    return [
        Instead(without_in_words(each, currency, known), _still(session, decision, moment, each))
        for each in without_limits(moment, code)
    ]


def _still(session: Session, decision: Decision, moment: Moment, without: WithoutLimit) -> str:
    """What would still be matched by another way, or by how much the limit was too small."""
    code, currency = decision.rule.code, decision.fund.currency
    if decision.entry.reason == Reason.WAITING:
        return ""  # what more would bring is what the threshold lacks
    if without.limit not in ANOTHER_WAY:
        step = moment.under(code).by_name.get(without.limit)
        room = int(step[2] or 0) if step else 0
        if room == 0 and may_be_overdrawn(session, decision, without.limit):
            return ""  # how much larger it would have to be is not known: more than all of it was granted
        return larger_in_words(without, room, currency)
    amount = unmatched_part(moment, code, without)
    if amount <= 0:
        return ""
    outcome = one_more(session, decision, without.limit, amount)
    given = with_code(amount, decision.contribution.currency)
    if outcome is not None and decision.contribution.currency == currency:
        given = minor(amount, currency)
    return more_in_words(without.limit, given, outcome, currency)
