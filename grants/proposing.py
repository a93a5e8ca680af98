"""Proposals: rows that one person wants booked, and that a second one books or declines."""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from core.accounts.names import name_key
from core.audit import note
from core.errors import Refusal
from core.journal.append import lock_head
from core.journal.verify import head_of
from core.programmes import Programme
from grants.agreeing.agreeing import agreed_versions, book_agreements, check_agreeable, check_as_read
from grants.correcting.proposals import check_confirmable
from grants.entering.entering import enter
from grants.entering.typed import Rows
from grants.importing.importing import Occasion
from grants.models.proposals import Proposal, ProposalKind, ProposalState


class ProposalReason(StrEnum):
    """Why a proposal is not decided."""

    OWN = "proposal_own"
    NOT_OWN = "proposal_not_own"
    DECIDED = "proposal_decided"
    NO_REASON = "proposal_no_reason"
    NOTHING_NEW = "proposal_nothing_new"


def propose(
    session: Session,
    programme_id: int,
    kind: ProposalKind,
    rows: Rows,
    *,
    by: str,
    at: datetime,
    remark: str | None = None,
) -> Proposal:
    """Keep rows for a second person. The caller has rehearsed them, so that they can be booked as things stand."""
    _, seq, _ = lock_head(session, programme_id)
    proposal = Proposal(
        programme_id=programme_id,
        kind=kind,
        rows=json.dumps(rows, ensure_ascii=False),
        note=remark,
        proposed_by=by,
        proposed_at=at,
        state=ProposalState.OPEN,
        seen_seq=seq,
    )
    session.add(proposal)
    session.flush()
    _note(session, proposal, by=by, at=at, old=None, reason=remark)
    return proposal


def rows_of(proposal: Proposal) -> Rows:
    """The rows that wait, as they were typed or read."""
    rows: Mapping[str, list[dict[str, str]]] = json.loads(proposal.rows)
    return rows


def confirm(
    session: Session,
    proposal_id: int,
    *,
    by: str,
    at: datetime,
    document: str | None = None,
    read: str | None = None,
) -> Proposal:
    """Book what another person proposed. To rules the donor agrees, or a `document` says that the donor did;
    `read` is the digest of what they read, None where nobody was shown anything.

    Raises Refusal for its proposer, where it is decided, where all of it is on the books already or was overtaken,
    and for whoever else has not the last word on it; NotEntered where it can no longer be booked.
    """
    proposal = _open(session, proposal_id)
    if is_own(proposal, by):
        raise Refusal(ProposalReason.OWN)
    rows, programme = rows_of(proposal), session.get_one(Programme, proposal.programme_id)
    check_confirmable(session, proposal, rows, by)
    agreed: set[tuple[str, int]] = set()
    if proposal.kind is ProposalKind.RULES:
        check_agreeable(session, proposal, rows, by, document)
        agreed = agreed_versions(session, proposal.programme_id, rows)
    _, seq, _ = head_of(session, proposal.programme_id)
    entered = enter(session, programme.code, rows, Occasion(by, at, reason=proposal.note))
    if entered.is_no_change:
        raise Refusal(ProposalReason.NOTHING_NEW)
    if proposal.kind is ProposalKind.RULES and read is not None:
        check_as_read(session, proposal.programme_id, rows, read)
    if entered.events:
        proposal.first_seq, proposal.last_seq = seq + 1, seq + entered.events
    if agreed:
        book_agreements(session, proposal, agreed, by=by, at=at, document=document)
    return _decide(session, proposal, ProposalState.CONFIRMED, by, at, None)


def decline(session: Session, proposal_id: int, *, by: str, at: datetime, reason: str) -> Proposal:
    """Say no to what another person proposed, and why. Raises Refusal."""
    proposal = _open(session, proposal_id)
    if is_own(proposal, by):
        raise Refusal(ProposalReason.OWN)
    if not reason.strip():
        raise Refusal(ProposalReason.NO_REASON)
    return _decide(session, proposal, ProposalState.DECLINED, by, at, reason)


def withdraw(session: Session, proposal_id: int, *, by: str, at: datetime) -> Proposal:
    """Take back what one proposed oneself. Raises Refusal."""
    proposal = _open(session, proposal_id)
    if not is_own(proposal, by):
        raise Refusal(ProposalReason.NOT_OWN)
    return _decide(session, proposal, ProposalState.WITHDRAWN, by, at, None)


def is_own(proposal: Proposal, name: str) -> bool:
    """Whether this person proposed it, however their name was typed."""
    return name_key(proposal.proposed_by) == name_key(name)


def _open(session: Session, proposal_id: int) -> Proposal:
    """Locked, so that of two decisions at one moment the second finds it decided.

    The programme's head first, as whoever books does: who took the two the other way round would wait for ever.
    """
    programme_id = session.exec(select(Proposal.programme_id).where(Proposal.id == proposal_id)).one()
    lock_head(session, programme_id)
    query = select(Proposal).where(col(Proposal.id) == proposal_id).with_for_update()
    proposal = session.exec(query.execution_options(populate_existing=True)).one()
    if proposal.state is not ProposalState.OPEN:
        raise Refusal(ProposalReason.DECIDED, by=proposal.decided_by)
    return proposal


def _decide(
    session: Session, proposal: Proposal, state: ProposalState, by: str, at: datetime, reason: str | None
) -> Proposal:
    old = proposal.state
    proposal.state, proposal.decided_by, proposal.decided_at, proposal.reason = state, by, at, reason
    session.add(proposal)
    _note(session, proposal, by=by, at=at, old=old, reason=reason)
    return proposal


def _note(
    session: Session,
    proposal: Proposal,
    *,
    by: str,
    at: datetime,
    old: ProposalState | None,
    reason: str | None,
) -> None:
    note(
        *(session, proposal.programme_id, "proposals", str(proposal.id)),
        by=by,
        at=at,
        field="status",
        old=old and old.value,
        new=proposal.state.value,
        reason=reason,
    )
