"""What must hold of steps of projects once all rows are written, so that files and forms are checked alike."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import in_clauses, table
from grants.importing.changes import Change
from grants.importing.problems import RowProblem
from grants.importing.stood_on import LACKING, Touched, check_stood_on, told, touched_in
from grants.importing.upload import Row, Upload
from grants.living.contradicting import contradiction_in
from grants.living.facts import Facts, facts_of
from grants.living.lacking import Standing, lacks_of
from grants.living.transitions import Transition, doers_barred, is_barred, transition
from household_groups.models.life import ProjectStep
from household_groups.models.projects import Project


def check_lives(session: Session, upload: Upload, programme_id: int, changes: list[Change]) -> None:
    """New steps follow from the last, known ones still stand, and what is said of a project agrees with them."""
    new = {row.key: row for row in upload.new("project_steps")}
    touched = touched_in(upload, changes)
    codes = {row.content["project"] for row in new.values()} | touched.keys()
    for facts in _lives(session, programme_id, codes):
        code = facts.project.code
        of_code = touched.get(code, [])
        of_project = [row for row in new.values() if row.content["project"] == code]
        for row in of_project:
            _check_step(upload, row, facts)
        check_stood_on(upload, facts, of_code, {row.content["number"] for row in of_project})
        if all(row.is_sound for row in of_project):
            _check_agreement(upload, facts, of_project, of_code)


def _lives(session: Session, programme_id: int, codes: set[str]) -> Iterator[Facts]:
    """Of the projects with these codes those that have steps."""
    t, step = table(Project).c, table(ProjectStep).c
    has_steps = sa.exists().where(step.project_id == t.id)
    ids: set[int] = set()
    for clause in in_clauses(t.code, codes):
        ids |= set(session.scalars(sa.select(t.id).where(t.programme_id == programme_id, clause, has_steps)))
    found = facts_of(session, programme_id, ids)
    yield from (found[id] for id in sorted(found))


def _check_step(upload: Upload, row: Row, facts: Facts) -> None:
    place = next(at for at, step in enumerate(facts.steps) if step.number == row.content["number"])
    step, before = facts.steps[place], facts.steps[:place]
    state = before[-1].step if before else None
    found = transition(state, step.step)
    if found is None or step.number != place + 1:
        upload.refuse(
            *(row, "number", RowProblem.STEP_OUT_OF_ORDER),
            reference=facts.project.code,
            state=state.value if state else "not proposed",
            decision=step.step.value,
            number=step.number,
        )
        return
    if before and step.decided_on < before[-1].decided_on:
        day = before[-1].decided_on
        upload.refuse(row, "decided_on", RowProblem.DATE_BEFORE, earlier=before[-1].step.value, date=day)
    if is_barred(found, step.decided_by, before):
        named = {"by": step.decided_by, "reference": facts.project.code, "step": step.step.value}
        done = ", ".join(doers_barred(found, before))
        upload.refuse(row, "decided_by", RowProblem.STEP_BY_SAME_DOER, **named, done=done)
    if found.needs_words and not (step.words or "").strip():
        upload.refuse(row, "words", RowProblem.NEEDED_WITH, because="step")
    _check_lacks(upload, row, found, told(facts, before, step))


def _check_lacks(upload: Upload, row: Row, found: Transition, standing: Standing) -> None:
    named = {"reference": standing.facts.project.code, "step": found.step.value}
    for lack in lacks_of(found, standing):
        if lack.condition is not None:
            upload.refuse(row, "step", LACKING[lack.condition], **named, percent=lack.percent)
        elif lack.paper is not None:
            kind = RowProblem.STEP_ON_OWN_PAPER if lack.own else RowProblem.STEP_WITHOUT_PAPER
            wanted = {"kind": lack.paper.kind.value, "needed": lack.paper.at_least, "found": lack.found}
            upload.refuse(row, "step", kind, **named, **wanted)


def _check_agreement(upload: Upload, facts: Facts, new: list[Row], touched: list[Touched]) -> None:
    """Noted at the row of the project, else at its change, else at the step."""
    found = contradiction_in(facts)
    if found is None:
        return
    named = {
        "reference": facts.project.code,
        "step": found.step.value,
        "status": found.status.value,
        "approved": found.approved_on or "empty",
    }
    said = [each for each in touched if each.sheet == "projects"]
    row = next((each.row for each in said if each.row is not None), None)
    change = next((each.change for each in said if each.change is not None), None)
    if row is not None:
        upload.refuse(row, "status", RowProblem.STATUS_AGAINST_STEPS, **named)
    elif change is not None:
        upload.refuse_cell("changes", change.number, "value", RowProblem.STATUS_AGAINST_STEPS, **named)
    elif new:
        upload.refuse(new[-1], "step", RowProblem.STATUS_AGAINST_STEPS, **named)
