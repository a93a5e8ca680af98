"""The state of a tranche as a condition of a query."""

import sqlalchemy as sa
from sqlmodel import col

from grants.models.milestones import Decision, Step, Subject, Tranche
from grants.models.payments import Disbursement
from grants.paying.states import APPROVALS_NEEDED, State

_ENDS = {State.DECLINED: Decision.DECLINED, State.WITHDRAWN: Decision.WITHDRAWN}


def in_state(programme_id: int, state: State) -> sa.ColumnElement[bool]:
    """On `Tranche`."""
    reference = col(Tranche.reference)
    if state is State.PAID:
        return reference.in_(_paid(programme_id))
    if state in _ENDS:
        return reference.in_(_with(programme_id, _ENDS[state])) & reference.not_in(_paid(programme_id))
    approved = _with(programme_id, Decision.APPROVED).group_by(col(Step.reference))
    twice = approved.having(sa.func.count() >= APPROVALS_NEEDED)
    if state is State.APPROVED:
        return is_unpaid(programme_id) & reference.in_(twice)
    if state is State.APPROVED_ONCE:
        return is_unpaid(programme_id) & reference.in_(approved) & reference.not_in(twice)
    return is_unpaid(programme_id) & reference.not_in(_with(programme_id, Decision.APPROVED))


def is_unpaid(programme_id: int) -> sa.ColumnElement[bool]:
    """On `Tranche`: neither paid nor declined nor withdrawn."""
    reference = col(Tranche.reference)
    ended = _with(programme_id, *_ENDS.values())
    return reference.not_in(_paid(programme_id)) & reference.not_in(ended)


def _paid(programme_id: int) -> sa.Select[str | None]:
    query: sa.Select[str | None] = sa.select(col(Disbursement.tranche)).where(
        col(Disbursement.programme_id) == programme_id,
        col(Disbursement.tranche).is_not(None),
        col(Disbursement.amount_minor) > 0,
    )
    return query


def _with(programme_id: int, *decisions: Decision) -> sa.Select[str]:
    query: sa.Select[str] = sa.select(col(Step.reference)).where(
        col(Step.programme_id) == programme_id,
        col(Step.subject) == Subject.TRANCHES,
        col(Step.decision).in_(decisions),
    )
    return query
