"""What is done about a grievance: the next step, booked as a row of its own; and restricting who may read it."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from core.errors import Refusal
from core.journal.append import lock_head
from grants.entering.entering import enter, enter_new
from grants.grievances.refusals import GrievanceReason
from grants.grievances.states import may_follow, state_after, transition
from grants.importing.importing import Occasion
from grants.paying.asking import Deed
from household_groups.models.grievances import Access, Grievance, GrievanceStep, GrievanceStepKind


@dataclass(frozen=True)
class Doing:
    """A step as somebody wants to take it; `seen` is how many there were when they looked."""

    step: GrievanceStepKind
    on: date
    words: str
    seen: int


def steps_of(session: Session, grievance_id: int) -> list[GrievanceStep]:
    """In their order."""
    query = select(GrievanceStep).where(GrievanceStep.grievance_id == grievance_id)
    return list(session.exec(query.order_by(col(GrievanceStep.number))).all())


def take_step(session: Session, deed: Deed, grievance: Grievance, doing: Doing) -> None:
    """Within a transaction. Raises NotEntered, and Refusal with a GrievanceReason."""
    lock_head(session, deed.programme_id)
    before = steps_of(session, grievance.id or 0)
    if len(before) != doing.seen:
        raise Refusal(GrievanceReason.STEPPED_MEANWHILE)
    _check(deed, grievance, before, doing)
    row = {
        "grievance": grievance.code,
        "number": str(len(before) + 1),
        "step": doing.step.value,
        "decided_on": doing.on.isoformat(),
        "decided_by": deed.by,
        "words": doing.words.strip(),
    }
    enter_new(session, deed.programme.code, {"grievance_steps": [row]}, deed.occasion)


def _check(deed: Deed, grievance: Grievance, before: list[GrievanceStep], doing: Doing) -> None:
    state = state_after(each.step for each in before)
    found = transition(state, doing.step)
    if found is None:
        raise Refusal(GrievanceReason.NOT_NOW)
    if found not in may_follow(state, by=deed.by, recorded_by=grievance.recorded_by):
        raise Refusal(GrievanceReason.OWN)
    if found.needs_words and not doing.words.strip():
        raise Refusal(GrievanceReason.NO_WORDS)
    if doing.on > deed.today:
        raise Refusal(GrievanceReason.STILL_TO_COME)
    if doing.on < max([grievance.received_on, *(each.decided_on for each in before)]):
        raise Refusal(GrievanceReason.BEFORE_THE_LAST)


def restrict(session: Session, deed: Deed, grievance: Grievance, why: str) -> None:
    """From now on it is for who recorded it and who handles it. Raises Refusal with a GrievanceReason."""
    lock_head(session, deed.programme_id)
    session.refresh(grievance)
    if grievance.access is Access.RESTRICTED:
        raise Refusal(GrievanceReason.RESTRICTED_ALREADY)
    if not why.strip():
        raise Refusal(GrievanceReason.NO_WORDS)
    row = {"code": grievance.code, "access": Access.RESTRICTED.value}
    occasion = Occasion(deed.by, deed.at, changed_on=deed.today, reason=why.strip())
    enter(session, deed.programme.code, {"grievances": [row]}, occasion)
