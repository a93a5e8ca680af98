"""Whether more may have been granted under a limit than it allows, so that nothing left is less than nothing."""

from decimal import Decimal

from sqlmodel import Session, select

from core.programmes import FactChange
from grants.matching.terms import Reason
from grants.models.rules import MatchingRule
from grants.showing.decisions import Decision

_COLUMNS = {Reason.FUND_BUDGET: "budget", Reason.YEARLY_ENVELOPE: "yearly_envelope"}


def may_be_overdrawn(session: Session, decision: Decision, limit: Reason) -> bool:
    """A budget or an envelope that was lowered once; a limit of a rule of several versions; the share of the cost
    that a fund bears, which each of its rules may set otherwise.
    """
    if limit in _COLUMNS:
        return _was_lowered(session, decision, _COLUMNS[limit])
    return limit is Reason.MATCH_SHARE_OF_COST or _has_other_versions(session, decision.rule)


def _was_lowered(session: Session, decision: Decision, column: str) -> bool:
    query = select(FactChange.old, FactChange.value).where(
        FactChange.programme_id == decision.fund.programme_id,
        FactChange.sheet == "funds",
        FactChange.code == decision.fund.code,
        FactChange.column == column,
    )
    return any(_is_less(value, old) for old, value in session.exec(query))


def _is_less(value: str | None, old: str | None) -> bool:
    """No envelope is the largest."""
    if value is None:
        return False
    return old is None or Decimal(value) < Decimal(old)


def _has_other_versions(session: Session, rule: MatchingRule) -> bool:
    query = select(MatchingRule.id).where(
        MatchingRule.programme_id == rule.programme_id,
        MatchingRule.code == rule.code,
        MatchingRule.version != rule.version,
    )
    return session.exec(query).first() is not None
