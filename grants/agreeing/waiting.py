"""The proposals of rules that wait for the yes of a donor."""

from sqlmodel import Session, col, select

from core.accounts.person import Reach
from grants.agreeing.proposed import those_within
from grants.models.proposals import Proposal, ProposalKind, ProposalState


def waits_for(session: Session, reach: Reach) -> list[Proposal]:
    """Of the funds for which somebody agrees, the oldest first."""
    query = select(Proposal).where(
        Proposal.programme_id == reach.programme_id,
        Proposal.kind == ProposalKind.RULES,
        Proposal.state == ProposalState.OPEN,
    )
    return list(those_within(session, reach, session.exec(query.order_by(col(Proposal.id))).all()))
