"""The two persons that closing takes: one asks for it, with reasons; another looks at the list and decides.

Who asks signs that they prepared the report, unless somebody has; who confirms approves it.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from core.accounts.names import name_key
from core.audit import note
from core.errors import Refusal
from core.journal.append import lock_head
from reports.closing.check_list import CheckList
from reports.closing.models import ClosingRequest, ClosingState
from reports.closing.quarters import closings_of
from reports.closing.refusals import ClosingReason
from reports.closing.remarks import Remarks, as_json
from reports.closing.signed import refuse_unchecked, sign_prepared

SHEET, REQUEST = "closings", "request"
"""Under which the audit keeps them."""


def open_request(session: Session, programme_id: int) -> ClosingRequest | None:
    """The one that waits for a second person: there is at most one in a programme.

    Where the quarter was closed otherwise meanwhile, by the operator's import, nobody has to decide any more.
    """
    request = _waiting(session, programme_id)
    if request is None or request.quarter in closings_of(session, programme_id):
        return None
    return request


def _waiting(session: Session, programme_id: int) -> ClosingRequest | None:
    query = select(ClosingRequest).where(
        ClosingRequest.programme_id == programme_id, ClosingRequest.state == ClosingState.OPEN
    )
    return session.exec(query).first()


def requests_of(session: Session, programme_id: int, quarter: str) -> list[ClosingRequest]:
    """All that were made for a quarter, the latest first."""
    query = select(ClosingRequest).where(
        ClosingRequest.programme_id == programme_id, ClosingRequest.quarter == quarter
    )
    return list(session.exec(query.order_by(col(ClosingRequest.id).desc())))


def refuse_unready(found: CheckList, remarks: Remarks) -> None:
    """Raises Refusal: the first fault, what lacks a word, or a word for what is not on the list."""
    if found.faults:
        raise found.faults[0]
    missing = found.missing(remarks)
    if missing:
        what = ", ".join([*missing.carried, *missing.explained])
        raise Refusal(ClosingReason.INCOMPLETE, quarter=found.quarter, what=what)
    known = {each.reference for each in found.unverified} | {each.what for each in found.imbalances}
    unknown = sorted((set(remarks.carried) | set(remarks.explained)) - known)
    if unknown:
        raise Refusal(ClosingReason.UNKNOWN_REMARK, quarter=found.quarter, what=", ".join(unknown))


def ask(
    session: Session, found: CheckList, remarks: Remarks, *, by: str, at: datetime, seen: str
) -> ClosingRequest:
    """Keep the request for a second person. `found` is the list as it stands; `seen` what the person looked at.

    Raises Refusal where they differ, where something lacks a word, where nobody checked it and nobody says why,
    where they have signed another part themselves, and where a request waits already.
    """
    programme_id = found.programme.id
    assert programme_id is not None
    position, _, _ = lock_head(session, programme_id)
    if found.seen != seen or position != found.position:
        raise Refusal(ClosingReason.OUTDATED, quarter=found.quarter)
    refuse_unready(found, remarks)
    refuse_unchecked(found, remarks)
    waiting = open_request(session, programme_id)
    if waiting is not None:
        raise Refusal(ClosingReason.ASKED, quarter=waiting.quarter, by=waiting.asked_by)
    passed = _waiting(session, programme_id)
    if passed is not None:
        decide(session, passed, ClosingState.OUTDATED, by=by, at=at)
        session.flush()
    request = ClosingRequest(
        programme_id=programme_id,
        quarter=found.quarter,
        position=found.position,
        seen=found.seen,
        remarks=as_json(remarks),
        asked_by=by,
        asked_at=at,
        state=ClosingState.OPEN,
    )
    session.add(request)
    session.flush()
    sign_prepared(session, found, by=by, at=at)
    _note(session, request, None, by=by, at=at, reason=None)
    return request


def decline(session: Session, request_id: int, *, by: str, at: datetime, reason: str) -> ClosingRequest:
    """Say no to what another person asked for, and why. Raises Refusal."""
    request = undecided(session, request_id)
    refuse_own(request, by)
    if not reason.strip():
        raise Refusal(ClosingReason.NO_REASON)
    return decide(session, request, ClosingState.DECLINED, by=by, at=at, reason=reason.strip())


def withdraw(session: Session, request_id: int, *, by: str, at: datetime) -> ClosingRequest:
    """Take back what one asked for oneself. Raises Refusal."""
    request = undecided(session, request_id)
    if not is_own(request, by):
        raise Refusal(ClosingReason.NOT_OWN)
    return decide(session, request, ClosingState.WITHDRAWN, by=by, at=at)


def is_own(request: ClosingRequest, name: str) -> bool:
    """Whether this person asked for it, however their name was typed."""
    return name_key(request.asked_by) == name_key(name)


def refuse_own(request: ClosingRequest, by: str) -> None:
    """Raises Refusal."""
    if is_own(request, by):
        raise Refusal(ClosingReason.OWN, quarter=request.quarter)


def undecided(session: Session, request_id: int) -> ClosingRequest:
    """Locked, so that of two decisions at one moment the second finds it decided. Raises Refusal."""
    request = session.get_one(ClosingRequest, request_id)
    lock_head(session, request.programme_id)
    session.refresh(request, with_for_update=True)
    refuse_decided(request)
    return request


def refuse_decided(request: ClosingRequest) -> None:
    """Raises Refusal."""
    if request.state is ClosingState.OUTDATED:
        raise Refusal(ClosingReason.OUTDATED, quarter=request.quarter)
    if request.state is not ClosingState.OPEN:
        raise Refusal(ClosingReason.DECIDED, quarter=request.quarter, by=request.decided_by)


def decide(
    session: Session,
    request: ClosingRequest,
    state: ClosingState,
    *,
    by: str,
    at: datetime,
    reason: str | None = None,
) -> ClosingRequest:
    old = request.state
    request.state, request.decided_by, request.decided_at, request.reason = state, by, at, reason
    session.add(request)
    _note(session, request, old, by=by, at=at, reason=reason)
    return request


def _note(
    session: Session,
    request: ClosingRequest,
    old: ClosingState | None,
    *,
    by: str,
    at: datetime,
    reason: str | None,
) -> None:
    note(
        *(session, request.programme_id, SHEET, request.quarter),
        by=by,
        at=at,
        field=REQUEST,
        old=old and old.value,
        new=request.state.value,
        reason=reason,
    )
