"""What happens to the form of a contribution that was sent: looked at, booked, or shown again."""

from datetime import datetime
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, select

from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, person
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.forms.contribution_form import CHANGE, LOOK, RECORD
from grants.recording.line import line_after
from grants.recording.mending import mend
from grants.recording.recording import Recorded, record
from grants.recording.refusals import RecordingReason
from grants.views.entry_page import EntryPage
from grants.views.entry_shown import looked_at, shown
from grants.visible import contribution_within
from household_groups.models.contributions import Contribution


def take(page: EntryPage, at: Here, now: datetime) -> ResponseReturnValue:
    """What was sent is looked at, booked, or shown again."""
    form, step = page.form, request.form.get("step", LOOK)
    if not page.is_sound(now):
        return shown(page), form.status
    if step == CHANGE:
        return shown(page)
    page.find_doubts()
    if step != RECORD or page.is_unanswered:
        return _look(page, now, step)
    try:
        recorded = _book(page, at, now)
    except NotEntered as faults:
        form.take(faults.problems)
        return shown(page), form.status
    except Refusal as refusal:
        if refusal.reason == RecordingReason.OTHER_CONTENT:
            return _conflict(page, at, str(refusal.details["reference"]))
        return refused(refusal, at, page.contribution.reference if page.contribution else None)
    if recorded.is_new or page.contribution is not None:  # else no row names them, and they are swept away
        page.uploads.claim()
    flash(_("Recorded: %(reference)s.", reference=recorded.reference), "good")
    line = line_after(engine(), at.programme, recorded.reference, by=person().name, at=now)
    if line is not None:
        flash(line, "waiting")
    return redirect(address_of(at, recorded.reference), HTTPStatus.SEE_OTHER)


def _look(page: EntryPage, now: datetime, step: str) -> ResponseReturnValue:
    found = page.look(now)
    if page.form.errors:
        return shown(page), page.form.status
    if step == RECORD:
        page.form.is_sure.errors = [_("Look at the amount once more, and say that it is right.")]
        return looked_at(page, found), HTTPStatus.UNPROCESSABLE_ENTITY
    return looked_at(page, found)


def _book(page: EntryPage, at: Here, now: datetime) -> Recorded:
    name, contribution, client_id = person().name, page.contribution, page.client_id
    columns, entry, files = page.columns, page.entry, page.uploads.files
    is_manager = is_manager_of(at)

    def work(writing: Session) -> Recorded:
        if contribution is None:
            assert client_id is not None
            return record(writing, at.programme, entry, client_id, files, by=name, at=now)
        mend(
            *(writing, at.programme, contribution.reference, columns, files),
            by=name,
            at=now,
            is_manager=is_manager,
        )
        return Recorded(contribution.reference, is_new=False)

    return transaction(engine(), work)


def _conflict(page: EntryPage, at: Here, reference: str) -> ResponseReturnValue:
    """The form was sent before with other content. What it was is shown to those who may see it."""
    with session(engine()) as reading:
        earlier = reading.exec(select(Contribution).where(contribution_within(at.reach, reference))).first()
    body = render_template("grants/contribution_conflict.html", earlier=earlier, project=page.project)
    return body, HTTPStatus.CONFLICT


def refused(refusal: Refusal, at: Here, reference: str | None) -> ResponseReturnValue:
    """Back to the contribution as it stands, with the reason."""
    if reference is None:
        raise refusal
    flash(sentence(refusal), "refused")
    return redirect(address_of(at, reference), HTTPStatus.SEE_OTHER)


def is_manager_of(at: Here) -> bool:
    return at.may(Action.MANAGE)


def address_of(at: Here, reference: str) -> str:
    return url_for("contributions.contribution_detail", programme=at.programme.code, reference=reference)
