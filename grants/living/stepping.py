"""Taking a step in the life of a project: checked by the table, booked with the status that goes with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from core.errors import Refusal
from core.journal.append import lock_head
from grants.approving import rows_of_approval
from grants.entering.entering import enter
from grants.entering.typed import Rows
from grants.importing.importing import Occasion
from grants.living.facts import Facts, facts_of
from grants.living.labels import STEPS, lacks_in_words
from grants.living.lacking import Standing, lacks_of
from grants.living.refusals import LivingReason
from grants.living.transitions import STATUSES, doers_barred, is_barred, transition
from grants.paying.asking import Deed
from household_groups.models.life import Meeting, ProjectStep, ProjectStepKind
from household_groups.models.projects import Project
from household_groups.project_states import state_of


@dataclass(frozen=True)
class Wanted:
    """A step as somebody asks for it; `meeting` is the id of the one that it stands on."""

    step: ProjectStepKind
    on: date
    by: str
    words: str = ""
    meeting_id: int | None = None


def take_step(session: Session, deed: Deed, project_id: int, wanted: Wanted) -> None:
    """Raises Refusal, NotEntered."""
    lock_head(session, deed.programme_id)
    facts = facts_of(session, deed.programme_id, [project_id])[project_id]
    check_step(facts, wanted)
    enter(
        session,
        deed.programme.code,
        rows_of_step(facts, wanted),
        Occasion(deed.by, deed.at, changed_on=wanted.on, reason=wanted.words.strip() or None),
    )


def approval_rows(session: Session, programme_id: int, project: Project, wanted: Wanted) -> Rows:
    """The approval, and the step with it where the life of the project was entered. Raises Refusal."""
    id = int(project.id or 0)
    facts = facts_of(session, programme_id, [id])[id]
    if not facts.steps:
        return rows_of_approval(project.code, wanted.on)
    check_step(facts, wanted)
    return rows_of_step(facts, wanted)


def cancelled_row(session: Session, project: Project, wanted: Wanted) -> Rows:
    """The step that a settlement of a cancelled project takes; none where no step was ever entered."""
    if not find_steps(session, project):
        return {}
    id = int(project.id or 0)
    return rows_of_step(facts_of(session, project.programme_id, [id])[id], wanted)


def find_steps(session: Session, project: Project) -> Sequence[ProjectStep]:
    """In their order; empty where the life of the project was never entered."""
    query = select(ProjectStep).where(ProjectStep.project_id == project.id)
    return session.exec(query.order_by(col(ProjectStep.number))).all()


def check_step(facts: Facts, wanted: Wanted) -> None:
    """Raises Refusal."""
    found = transition(facts.state, wanted.step)
    if found is None:
        raise Refusal(LivingReason.NOT_NEXT, state=STEPS[facts.state] if facts.state else "–")
    if facts.latest and wanted.on < facts.latest.decided_on:
        raise Refusal(LivingReason.BEFORE_THE_LAST, day=facts.latest.decided_on)
    if is_barred(found, wanted.by, facts.steps):
        names = dict.fromkeys(doers_barred(found, facts.steps).values())
        raise Refusal(LivingReason.OWN, names=", ".join(names))
    if found.needs_words and not wanted.words.strip():
        raise Refusal(LivingReason.NO_WORDS)
    if lacks := lacks_of(found, standing_of(facts, wanted)):
        raise Refusal(LivingReason.LACKS, lacks=lacks_in_words(lacks))


def standing_of(facts: Facts, wanted: Wanted) -> Standing:
    meeting = _meeting(facts, wanted)
    return Standing(facts, facts.steps, wanted.on, meeting, wanted.words, wanted.by)


def rows_of_step(facts: Facts, wanted: Wanted) -> Rows:
    """The step, and what `projects` says with it; of a cancelled project that is its settlement's to say."""
    meeting = _meeting(facts, wanted)
    step = {
        "project": facts.project.code,
        "number": str(len(facts.steps) + 1),
        "step": wanted.step.value,
        "decided_on": wanted.on.isoformat(),
        "decided_by": wanted.by,
        "words": wanted.words.strip(),
        "meeting": meeting.code if meeting else "",
    }
    project = _project(facts, wanted)
    return {"project_steps": [step], **({"projects": [project]} if project else {})}


def _project(facts: Facts, wanted: Wanted) -> dict[str, str]:
    status = STATUSES[wanted.step]
    if wanted.step is ProjectStepKind.CANCELLED or state_of(facts.project) is status:
        return {}
    row = {"code": facts.project.code, "status": status.value}
    if wanted.step is ProjectStepKind.APPROVED:
        row["approved_on"] = wanted.on.isoformat()
    return row


def _meeting(facts: Facts, wanted: Wanted) -> Meeting | None:
    return facts.meetings.get(wanted.meeting_id or 0)
