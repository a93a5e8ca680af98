"""What came with a number that stands for something else: the list of it, and the decision on one."""

from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col

from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.forms import Form
from core.web.lists import page_of
from grants.entering.entering import NotEntered
from grants.entering.said import said
from grants.forms.conflict_form import DismissForm
from grants.recording.conflict_lines import show_conflict
from grants.recording.conflicts import conflicts_within, dismiss, record_apart
from grants.recording.once import once
from grants.recording.present import TONES, WORDS
from household_groups.models.submissions import ConflictState, SubmissionConflict

conflicts = Blueprint("conflicts", __name__, url_prefix="/programmes/<code:programme>/conflicts")


@conflicts.get("")
@allows(Action.RECORD_CONTRIBUTION)
def conflict_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        page = page_of(reading, conflicts_within(at.reach))
        found = [show_conflict(reading, at.programme, at.reach, each) for each in page.rows]
        return render_template("grants/conflict_list.html", page=page, found=found)


@conflicts.get("/<int:id>")
@allows(Action.RECORD_CONTRIBUTION)
def conflict_detail(programme: str, id: int) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        return _page(reading, at, _get(reading, at, id), DismissForm())


@conflicts.post("/<int:id>/dismiss")
@allows(Action.RECORD_CONTRIBUTION)
def conflict_dismiss(programme: str, id: int) -> ResponseReturnValue:
    now, name, form = datetime.now(UTC), person().name, DismissForm()
    with session(engine()) as reading:
        at = here(reading, programme)
        conflict = _get(reading, at, id)
        if not form.validate():
            return _page(reading, at, conflict, form), form.status
    try:
        transaction(
            engine(),
            lambda writing: dismiss(
                writing, at.programme, id, by=name, at=now, reason=form.reason.data or ""
            ),
        )
    except Refusal as refusal:
        return _refused(refusal, programme, id)
    flash(_("What is there stays as it is."), "good")
    return redirect(url_for("conflicts.conflict_list", programme=programme), HTTPStatus.SEE_OTHER)


@conflicts.post("/<int:id>/record")
@allows(Action.RECORD_CONTRIBUTION)
def conflict_record(programme: str, id: int) -> ResponseReturnValue:
    now, name, form = datetime.now(UTC), person().name, Form()
    with session(engine()) as reading:
        at = here(reading, programme)
        conflict = _get(reading, at, id)
        if not form.validate():
            return _page(reading, at, conflict, DismissForm(formdata=None)), HTTPStatus.BAD_REQUEST
    try:
        reference = once(engine(), lambda writing: record_apart(writing, at.programme, id, by=name, at=now))
    except NotEntered as refused:
        with session(engine()) as reading:
            at = here(reading, programme)
            faults = [said(each) for each in refused.problems]
            body = _page(reading, at, _get(reading, at, id), DismissForm(formdata=None), faults)
            return body, HTTPStatus.UNPROCESSABLE_ENTITY
    except Refusal as refusal:
        return _refused(refusal, programme, id)
    flash(_("Recorded: %(reference)s.", reference=reference), "good")
    address = url_for("contributions.contribution_detail", programme=programme, reference=reference)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _refused(refusal: Refusal, programme: str, id: int) -> ResponseReturnValue:
    flash(sentence(refusal), "refused")
    return redirect(url_for("conflicts.conflict_detail", programme=programme, id=id), HTTPStatus.SEE_OTHER)


def _get(reading: Session, at: Here, id: int) -> SubmissionConflict:
    """Also of those that are resolved. What is not theirs is not there: 404."""
    query = conflicts_within(at.reach, state=None).where(col(SubmissionConflict.id) == id)
    found: SubmissionConflict | None = reading.execute(query).scalars().first()
    if found is None:
        abort(404)
    return found


def _page(
    reading: Session,
    at: Here,
    conflict: SubmissionConflict,
    form: DismissForm,
    faults: Sequence[str] = (),
) -> str:
    return render_template(
        "grants/conflict_detail.html",
        shown=show_conflict(reading, at.programme, at.reach, conflict),
        form=form,
        faults=faults,
        is_open=conflict.state is ConflictState.OPEN,
        is_recorded=conflict.state is ConflictState.RECORDED,
        words=WORDS,
        tones=TONES,
    )
