"""Whether a workbook was uploaded before, and which of its proposals wait already."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.audit import AuditEntry
from grants.models.proposals import Proposal, ProposalState
from grants.proposing import rows_of
from grants.uploading.holding import Draft

FIELD = "upload"
"""Of the audit's note, whose new value names the file, counts its rows and gives its SHA-256."""

_LATEST = 5


def earlier_upload(session: Session, programme_id: int, code: str, sha256: str) -> AuditEntry | None:
    """The note of the last upload of exactly this file."""
    return session.exec(_uploads(programme_id, code).where(col(AuditEntry.new).contains(sha256))).first()


def latest_uploads(session: Session, programme_id: int, code: str) -> Sequence[AuditEntry]:
    """The notes of the last few that were booked, the latest first."""
    return session.exec(_uploads(programme_id, code).limit(_LATEST)).all()


def _uploads(programme_id: int, code: str) -> SelectOfScalar[AuditEntry]:
    entries = select(AuditEntry).where(
        col(AuditEntry.programme_id) == programme_id,
        col(AuditEntry.sheet) == "programmes",
        col(AuditEntry.key) == code,
        col(AuditEntry.field) == FIELD,
    )
    return entries.order_by(col(AuditEntry.id).desc())


def waiting_already(session: Session, programme_id: int, drafts: Iterable[Draft]) -> dict[int, Draft]:
    """The drafts that an open proposal says in the same words, by its id."""
    opened = select(Proposal).where(
        col(Proposal.programme_id) == programme_id, col(Proposal.state) == ProposalState.OPEN
    )
    found = {}
    proposals = [(proposal, rows_of(proposal)) for proposal in session.exec(opened)]
    for draft in drafts:
        for proposal, rows in proposals:
            if (proposal.kind, rows) == (draft.kind, draft.rows) and proposal.id is not None:
                found[proposal.id] = draft
                break
    return found
