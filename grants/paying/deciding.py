"""What somebody else says to a certification or a tranche: certified, approved, declined; or it is withdrawn."""

from collections.abc import Collection

from sqlmodel import Session

from core.accounts.names import name_key
from core.errors import Refusal
from core.journal.append import lock_head
from grants.entering.entering import enter_new
from grants.models.milestones import Decision, Subject
from grants.paying.asked import find_tranche
from grants.paying.asking import Deed
from grants.paying.gates import Missing, missing
from grants.paying.labels import STATES
from grants.paying.reached import Reached, find_certification, who_added_evidence
from grants.paying.refusals import PayingReason
from grants.paying.states import State, Who, is_barred, transition


class GateShut(Refusal):
    """A certification without a reason although something is missing."""

    def __init__(self, lacks: Collection[Missing]) -> None:
        super().__init__(PayingReason.GATE_SHUT)
        self.lacks = lacks


def decide_certification(
    session: Session, deed: Deed, reference: str, decision: Decision, reason: str = ""
) -> Reached:
    """A reason beside `certified` says why it is certified although the gate is not passed. Raises Refusal."""
    lock_head(session, deed.programme_id)
    reached, asked = find_certification(session, deed.programme_id, reference)
    _check(
        *(deed, Subject.CERTIFICATIONS, decision, asked.state, asked.certification.asked_by, ()),
        reason=reason,
    )
    if decision is Decision.CERTIFIED:
        if name_key(deed.by) in {name_key(each) for each in who_added_evidence(session, reached)}:
            raise Refusal(PayingReason.OWN_EVIDENCE)
        lacks = missing(session, reached, deed.today)
        if lacks and not reason.strip():
            raise GateShut(lacks)
        reason = reason if lacks else ""
    _enter(session, deed, Subject.CERTIFICATIONS, reference, len(asked.steps), decision, reason)
    return reached


def decide_tranche(
    session: Session, deed: Deed, reference: str, decision: Decision, reason: str = ""
) -> State:
    """Where the tranche stands after it. Raises Refusal."""
    lock_head(session, deed.programme_id)
    asked = find_tranche(session, deed.programme_id, reference)
    approved_by = [step.decided_by for step in asked.approvals]
    found = _check(
        *(deed, Subject.TRANCHES, decision, asked.state, asked.tranche.asked_by, approved_by), reason=reason
    )
    _enter(session, deed, Subject.TRANCHES, reference, len(asked.steps), decision, reason)
    return found


def _check(
    deed: Deed,
    subject: Subject,
    decision: Decision,
    state: State,
    asked_by: str,
    approved_by: Collection[str],
    *,
    reason: str,
) -> State:
    """Where it would stand then. Raises Refusal."""
    found = transition(subject, state, decision)
    if found is None:
        raise Refusal(PayingReason.DECIDED, state=STATES[state])
    if is_barred(found.who, deed.by, asked_by, approved_by):
        if found.who is Who.ASKER:
            raise Refusal(PayingReason.NOT_OWN, by=asked_by)
        is_own = name_key(deed.by) == name_key(asked_by)
        raise Refusal(PayingReason.OWN if is_own else PayingReason.TWICE_BY_ONE)
    if found.needs_reason and not reason.strip():
        raise Refusal(PayingReason.NO_REASON)
    return found.after


def _enter(
    session: Session,
    deed: Deed,
    subject: Subject,
    reference: str,
    before: int,
    decision: Decision,
    reason: str,
) -> None:
    row = {
        "subject": subject.value,
        "reference": reference,
        "number": str(before + 1),
        "decision": decision.value,
        "decided_on": deed.today.isoformat(),
        "decided_by": deed.by,
        "reason": reason.strip(),
    }
    enter_new(session, deed.programme.code, {"steps": [row]}, deed.occasion)
