"""Who returned a contribution, and why: it stands in the audit of its state."""

from sqlmodel import Session, col, select

from core.audit import AuditEntry
from grants.recording.recording import SHEET
from household_groups.models.contributions import Contribution, ContributionStatus


def reason_of_return(session: Session, contribution: Contribution) -> AuditEntry | None:
    """Who returned it last, and why."""
    return reasons_of_return(session, contribution.programme_id, [contribution.reference]).get(
        contribution.reference
    )


def reasons_of_return(session: Session, programme_id: int, references: list[str]) -> dict[str, AuditEntry]:
    """Of each contribution that was returned, the last time."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.programme_id == programme_id, AuditEntry.sheet == SHEET)
        .where(col(AuditEntry.key).in_(references), AuditEntry.field == "status")
        .where(AuditEntry.new == ContributionStatus.RETURNED.value)
        .order_by(col(AuditEntry.id))
    )
    return {entry.key: entry for entry in session.exec(query)}
