"""A repair of match entries and balances: one person proposes it with a reason, another one confirms it."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from core.accounts.names import name_key
from core.audit import note
from core.errors import Refusal
from core.journal.append import lock_head
from core.journal.heads import KeptHeads
from core.programmes import Programme
from grants.models.quarantine import MatchRepair, RepairState
from grants.quarantine.finding import consequences_of
from grants.quarantine.repairing import digest_of, set_right
from grants.quarantine.results import Looked, keep, look_at


class RepairReason(StrEnum):
    """Why nothing is set right."""

    NO_REASON = "repair_no_reason"
    WAITING = "repair_waiting"
    NONE_WAITING = "repair_none_waiting"
    OWN = "repair_own"
    OUTDATED = "repair_outdated"
    NOTHING = "repair_nothing"
    RESTORE = "repair_restore"
    UNGUARDED = "repair_unguarded"


def waiting_repair(session: Session, programme_id: int) -> MatchRepair | None:
    query = select(MatchRepair).where(
        MatchRepair.programme_id == programme_id, MatchRepair.state == RepairState.OPEN
    )
    return session.exec(query.order_by(col(MatchRepair.id))).first()


def check_repairable(looked: Looked) -> None:
    """Raises Refusal: where the journal or a row that people recorded was altered, only a backup helps."""
    result = looked.result
    if not result.differences:
        raise Refusal(RepairReason.NOTHING)
    if result.needs_restore:
        raise Refusal(RepairReason.RESTORE)
    if result.is_unguarded:
        raise Refusal(RepairReason.UNGUARDED)


def propose_repair(
    session: Session, programme: Programme, seen: str, reason: str, kept: KeptHeads, *, by: str, at: datetime
) -> MatchRepair:
    """`seen` is the digest of what the proposer was shown. Raises Refusal."""
    assert programme.id is not None
    lock_head(session, programme.id)
    if not reason.strip():
        raise Refusal(RepairReason.NO_REASON)
    waiting = waiting_repair(session, programme.id)
    if waiting is not None:
        raise Refusal(RepairReason.WAITING, by=waiting.proposed_by)
    check_repairable(look_at(session, programme, kept))
    if digest_of(consequences_of(session, programme.id)) != seen:
        raise Refusal(RepairReason.OUTDATED)
    repair = MatchRepair(
        programme_id=programme.id,
        reason=reason.strip(),
        seen=seen,
        proposed_by=by,
        proposed_at=at,
        state=RepairState.OPEN,
    )
    session.add(repair)
    session.flush()
    _note(session, repair, by=by, at=at, old=None)
    return repair


def confirm_repair(
    session: Session, programme: Programme, kept: KeptHeads, *, by: str, at: datetime
) -> MatchRepair:
    """Set right what is stored, verify, and lift the quarantine; all of it or nothing. Raises Refusal."""
    assert programme.id is not None
    lock_head(session, programme.id)
    repair = _waiting(session, programme.id)
    if name_key(repair.proposed_by) == name_key(by):
        raise Refusal(RepairReason.OWN)
    check_repairable(look_at(session, programme, kept))
    found = consequences_of(session, programme.id)
    if digest_of(found) != repair.seen:
        raise Refusal(RepairReason.OUTDATED)
    repair.state, repair.decided_by, repair.decided_at = RepairState.BOOKING, by, at
    session.add(repair)
    session.flush()  # from here on the database lets match entries be altered
    set_right(session, programme.id, found, by=by, at=at, reason=repair.reason)
    repair.state = RepairState.DONE
    session.add(repair)
    session.flush()
    after = look_at(session, programme, kept)
    if after.result.differences:
        raise Refusal(RepairReason.RESTORE)
    keep(session, [after], by=by, at=at)
    _note(session, repair, by=by, at=at, old=RepairState.OPEN)
    return repair


def decline_repair(
    session: Session, programme: Programme, reason: str, *, by: str, at: datetime
) -> MatchRepair:
    """By another one, or by its proposer, who takes it back. Raises Refusal."""
    assert programme.id is not None
    lock_head(session, programme.id)
    repair = _waiting(session, programme.id)
    if not reason.strip():
        raise Refusal(RepairReason.NO_REASON)
    repair.state, repair.decided_by, repair.decided_at = RepairState.DECLINED, by, at
    session.add(repair)
    _note(session, repair, by=by, at=at, old=RepairState.OPEN, reason=reason.strip())
    return repair


def _waiting(session: Session, programme_id: int) -> MatchRepair:
    repair = waiting_repair(session, programme_id)
    if repair is None:
        raise Refusal(RepairReason.NONE_WAITING)
    return repair


def _note(
    session: Session,
    repair: MatchRepair,
    *,
    by: str,
    at: datetime,
    old: RepairState | None,
    reason: str | None = None,
) -> None:
    note(
        *(session, repair.programme_id, "repairs", str(repair.id)),
        by=by,
        at=at,
        field="status",
        old=old and old.value,
        new=repair.state.value,
        reason=reason or repair.reason,
    )
