"""Proposals from a form: a button pressed twice makes one proposal."""

import json
from datetime import datetime

from sqlmodel import Session, col, select

from core.journal.append import lock_head
from grants.entering.typed import Rows
from grants.models.proposals import Proposal, ProposalKind, ProposalState
from grants.proposing import propose, rows_of


def open_proposals(session: Session, programme_id: int, kind: ProposalKind) -> list[Proposal]:
    """Those that wait for a second person, oldest first."""
    query = select(Proposal).where(
        Proposal.programme_id == programme_id,
        Proposal.kind == kind,
        Proposal.state == ProposalState.OPEN,
    )
    return list(session.exec(query.order_by(col(Proposal.id))))


def open_about(
    session: Session, programme_id: int, kind: ProposalKind, sheet: str, column: str, value: str
) -> list[Proposal]:
    """Those that wait and have a row of the sheet with this value."""
    waiting = open_proposals(session, programme_id, kind)
    return [each for each in waiting if any(row.get(column) == value for row in rows_of(each).get(sheet, ()))]


def propose_once(
    session: Session,
    programme_id: int,
    kind: ProposalKind,
    rows: Rows,
    *,
    by: str,
    at: datetime,
    remark: str | None = None,
) -> Proposal:
    """`propose()`, or the proposal of the same rows by the same person that waits already."""
    lock_head(session, programme_id)
    text = json.dumps(rows, ensure_ascii=False)
    for waiting in open_proposals(session, programme_id, kind):
        if waiting.rows == text and waiting.proposed_by == by:
            return waiting
    return propose(session, programme_id, kind, rows, by=by, at=at, remark=remark)
