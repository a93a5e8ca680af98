"""The proposals of rules that wait for the yes of a donor."""

import json

from sqlmodel import Session, col, select

from core.accounts.person import Reach
from grants.agreeing.proposed import is_within
from grants.models.proposals import Proposal, ProposalKind, ProposalState


def waits_for(session: Session, reach: Reach) -> list[Proposal]:
    """Of the funds for which somebody agrees, the oldest first."""
    query = select(Proposal).where(
        Proposal.programme_id == reach.programme_id,
        Proposal.kind == ProposalKind.RULES,
        Proposal.state == ProposalState.OPEN,
    )
    found = session.exec(query.order_by(col(Proposal.id))).all()
    return [each for each in found if is_within(session, reach, each, json.loads(each.rows))]
