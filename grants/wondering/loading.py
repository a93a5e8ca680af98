"""A stored decision as a moment that can be decided again: its entry, those beside it, and those before."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.calendar import month_name
from core.exchange import Exchange
from core.rates import exchange_of
from grants.ledger.terms_of_rules import terms_of
from grants.matching import terms
from grants.matching.explained import Calculation
from grants.matching.terms import Step
from grants.models.matches import MatchEntry, MatchEntryKind
from grants.showing.decisions import Decision, decisions_of
from grants.wondering.moment import Decided, Moment, of_steps
from household_groups.models.contributions import IN_KIND, Contribution

_DECIDES = frozenset({Calculation.VALUE.value, Calculation.WAITED.value, Calculation.DEMAND.value})


@dataclass(frozen=True)
class Around:
    """What every decision on one contribution is decided again with: all that are no release, and the rates."""

    grants: Sequence[Decision]
    exchange: Exchange


def around(session: Session, contribution: Contribution) -> Around:
    """Also of funds of which the reader knows nothing: rules of one scheme were decided together."""
    query = select(MatchEntry).where(
        MatchEntry.programme_id == contribution.programme_id,
        MatchEntry.contribution_id == contribution.id,
        MatchEntry.kind == MatchEntryKind.GRANT,
    )
    entries = session.exec(query.order_by(col(MatchEntry.seq), col(MatchEntry.line))).all()
    return Around(decisions_of(session, entries), exchange_of(session, contribution.programme_id))


def moment_of(decision: Decision, around: Around) -> Moment | None:
    """Of an entry that decided on an amount; None of a release, and where a condition failed."""
    entry, given = decision.entry, decision.contribution
    if entry.kind is not MatchEntryKind.GRANT or _steps(entry)[0][0] not in _DECIDES:
        return None
    grants = around.grants
    beside = [each for each in grants if each.entry.seq == entry.seq and _goes_with(each, decision)]
    decided = [_decided(each, grants) for each in beside]
    started = _started(decision, grants)
    return Moment(
        amount=given.amount_minor,
        currency=given.currency,
        month=month_name(given.received_on),
        is_in_kind=given.kind in IN_KIND,
        reversed_at_entry=(started or decision).entry.reversed_minor,
        reversed_at_decision=entry.reversed_minor,
        project_currency=decision.project.currency,
        exchange=around.exchange,
        decided=tuple(sorted(decided, key=lambda each: each.rule.code)),
    )


def _goes_with(other: Decision, decision: Decision) -> bool:
    """Whether they were decided as one: the same entry, or one of another rule of its scheme."""
    if other.entry.line == decision.entry.line:
        return True
    return decision.rule.joint is not None and other.rule.joint == decision.rule.joint


def _decided(decision: Decision, grants: Sequence[Decision]) -> Decided:
    fund = decision.fund
    of = terms.Fund(fund.code, fund.currency, fund.budget_minor, fund.opens_on)
    started = _started(decision, grants)
    return Decided(
        terms_of(decision.rule, of), _steps(decision.entry), _steps(started.entry) if started else ()
    )


def _started(decision: Decision, grants: Sequence[Decision]) -> Decision | None:
    """The entry with which it began to wait, where this one ended that."""
    if _steps(decision.entry)[0][0] != Calculation.WAITED:
        return None
    waits = (
        each for each in grants if each.rule.code == decision.rule.code and each.entry.reason == "waiting"
    )
    return next(waits)


def _steps(entry: MatchEntry) -> tuple[Step, ...]:
    return of_steps(json.loads(entry.steps))
