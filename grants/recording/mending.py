"""Mending and withdrawing: what is not verified yet can be put right by whoever recorded it, or by a manager."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, select

from core.accounts.names import name_key
from core.errors import Refusal
from core.journal.append import lock_head
from core.programmes import Programme
from grants.entering.entering import enter
from grants.evidence.files import add_files
from grants.evidence.folder import Kept
from grants.importing.importing import Occasion
from grants.recording.entries import Typed
from grants.recording.recording import SHEET
from grants.recording.refusals import RecordingReason
from grants.recording.states import check_may_become, check_mendable
from household_groups.models.contributions import Contribution, ContributionStatus


def mend(
    session: Session,
    programme: Programme,
    reference: str,
    columns: Typed,
    files: Sequence[Kept],
    *,
    by: str,
    at: datetime,
    is_manager: bool,
) -> None:
    """Book what was put right, and that it waits for verification again. Raises NotEntered, Refusal.

    The day on which it was recorded stays, and so does the recorder: a mended contribution is not a late one.
    """
    contribution = get_contribution(session, programme, reference)
    check_may_change(contribution, by=by, is_manager=is_manager)
    row = {**columns, "reference": reference, "status": ContributionStatus.RECORDED.value}
    enter(session, programme.code, {SHEET: [row]}, Occasion(by, at))
    add_files(session, contribution.programme_id, SHEET, reference, files, by=by, at=at)


def withdraw(
    session: Session,
    programme: Programme,
    reference: str,
    *,
    by: str,
    at: datetime,
    is_manager: bool,
    reason: str,
) -> None:
    """Take a contribution back that nobody has verified. Raises Refusal."""
    contribution = get_contribution(session, programme, reference)
    check_may_become(contribution, ContributionStatus.WITHDRAWN)
    check_may_change(contribution, by=by, is_manager=is_manager)
    if not reason.strip():
        raise Refusal(RecordingReason.NO_REASON)
    row = {"reference": reference, "status": ContributionStatus.WITHDRAWN.value}
    enter(session, programme.code, {SHEET: [row]}, Occasion(by, at, reason=reason.strip()))


def check_may_change(contribution: Contribution, *, by: str, is_manager: bool) -> None:
    """Raises Refusal."""
    check_mendable(contribution)
    if not (is_manager or name_key(contribution.recorded_by or "") == name_key(by)):
        details = {"reference": contribution.reference, "by": contribution.recorded_by or "–"}
        raise Refusal(RecordingReason.NOT_RECORDER, **details)


def may_change(contribution: Contribution, *, by: str, is_manager: bool) -> bool:
    try:
        check_may_change(contribution, by=by, is_manager=is_manager)
    except Refusal:
        return False
    return True


def get_contribution(session: Session, programme: Programme, reference: str) -> Contribution:
    """As it stands, and will until the end of the transaction: whoever else books waits."""
    assert programme.id is not None
    lock_head(session, programme.id)
    query = select(Contribution).where(
        Contribution.programme_id == programme.id, Contribution.reference == reference
    )
    return session.exec(query).one()
