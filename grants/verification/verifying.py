"""A contribution verified, or returned with a reason, by somebody who did not record it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.audit import AuditEntry
from core.errors import Refusal
from core.journal.append import lock_head
from grants.entering.entering import enter
from grants.entering.typed import Typed
from grants.importing.importing import Occasion
from grants.recording.states import check_may_become
from grants.verification.recorders import is_recorder
from grants.verification.refusals import VerificationReason
from grants.verification.seen import SHEET, digest_with, evidence_of
from household_groups.models.contributions import Contribution, ContributionStatus

_MEANWHILE = {
    ContributionStatus.VERIFIED: VerificationReason.VERIFIED_MEANWHILE,
    ContributionStatus.RETURNED: VerificationReason.RETURNED_MEANWHILE,
    ContributionStatus.WITHDRAWN: VerificationReason.WITHDRAWN_MEANWHILE,
}
_CONTRIBUTION = select(Contribution).where(
    Contribution.programme_id == sa.bindparam("of"), Contribution.reference == sa.bindparam("reference")
)
SHORTEST_REASON = 4
"""Characters: 'why?' is the least that somebody can act on."""


@dataclass(frozen=True)
class Shown:
    """The contribution that a person looked at, and the digest of what they were shown of it."""

    programme_id: int
    programme: str
    reference: str
    digest: str


def verify(session: Session, shown: Shown, typed: Typed, occasion: Occasion) -> None:
    """Book that it is there, which matches it. `typed` are the method and the day.

    Raises Refusal, and NotEntered where it cannot be booked, as where a rate is missing.
    """
    _check(session, shown, ContributionStatus.VERIFIED, occasion.by)
    row = as_verified(shown.reference, occasion.by) | dict(typed)
    enter(session, shown.programme, {SHEET: [row]}, occasion)


def return_(session: Session, shown: Shown, occasion: Occasion) -> None:
    """Give it back to whoever recorded it; the occasion says why. Raises Refusal, NotEntered."""
    _check(session, shown, ContributionStatus.RETURNED, occasion.by)
    if len((occasion.reason or "").strip()) < SHORTEST_REASON:
        raise Refusal(VerificationReason.REASON_TOO_SHORT)
    row = {"reference": shown.reference, "status": ContributionStatus.RETURNED}
    enter(session, shown.programme, {SHEET: [row]}, occasion)


def as_verified(reference: str, by: str) -> dict[str, str]:
    """The columns of a known contribution that verification fills in, but for the day and the method."""
    return {"reference": reference, "status": ContributionStatus.VERIFIED, "verified_by": by}


def get_contribution(session: Session, programme_id: int, reference: str) -> Contribution:
    of = {"of": programme_id, "reference": reference}
    found: Contribution = session.execute(_CONTRIBUTION, of).scalar_one()
    return found


def _check(session: Session, shown: Shown, then: ContributionStatus, by: str) -> None:
    """Under the lock of the programme: of two who decide at one moment the second finds it decided."""
    lock_head(session, shown.programme_id)
    contribution = get_contribution(session, shown.programme_id, shown.reference)
    named = {"reference": contribution.reference}
    if contribution.status in _MEANWHILE:
        raise Refusal(_MEANWHILE[contribution.status], by=_mover(session, contribution), **named)
    evidence = evidence_of(session, [contribution])
    if is_recorder(session, contribution, by, evidence):
        raise Refusal(VerificationReason.OWN, **named)
    if digest_with(evidence, contribution) != shown.digest:
        raise Refusal(VerificationReason.CHANGED, **named)
    check_may_become(contribution, then)


def _mover(session: Session, contribution: Contribution) -> str:
    """Who brought it into its state."""
    query = (
        select(AuditEntry.by)
        .where(AuditEntry.programme_id == contribution.programme_id)
        .where(AuditEntry.sheet == SHEET, AuditEntry.key == contribution.reference)
        .where(AuditEntry.field == "status")
        .order_by(col(AuditEntry.id).desc())
    )
    return session.exec(query).first() or contribution.verified_by or contribution.recorded_by or ""
