"""Proposals that wait for a second person and have a day in a quarter: whoever closes it should know of them."""

from datetime import date

from sqlmodel import Session, col, select

from core.calendar import Span
from grants.models.proposals import Proposal, ProposalState
from grants.proposing import rows_of


def open_proposals_dated(session: Session, programme_id: int, span: Span) -> list[Proposal]:
    """Oldest first. Once the quarter is closed, what they book counts in the next open one."""
    query = select(Proposal).where(
        Proposal.programme_id == programme_id, Proposal.state == ProposalState.OPEN
    )
    return [each for each in session.exec(query.order_by(col(Proposal.id))) if _has_a_day_in(each, span)]


def _has_a_day_in(proposal: Proposal, span: Span) -> bool:
    rows = (row for sheet in rows_of(proposal).values() for row in sheet)
    return any(_is_in(text, span) for row in rows for text in row.values())


def _is_in(text: str, span: Span) -> bool:
    try:
        return date.fromisoformat(text) in span
    except (TypeError, ValueError):
        return False
