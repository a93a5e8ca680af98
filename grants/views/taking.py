"""What happens to the form of a contribution that was sent: looked at, booked, or shown again."""

from datetime import datetime
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.accounts.devices import device_of
from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, person
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.forms.contribution_form import CHANGE, LOOK, RECORD
from grants.recording.conflict_lines import show_conflict
from grants.recording.conflicts import keep_entry
from grants.recording.line import line_after
from grants.recording.mending import mend
from grants.recording.once import once
from grants.recording.present import TONES, WORDS, already, present_states
from grants.recording.recording import Recorded, find_recorded, record
from grants.recording.refusals import RecordingReason
from grants.views.entry_page import EntryPage
from grants.views.entry_shown import looked_at, shown


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
            return _conflict(page, at, now)
        return refused(refusal, at, page.contribution.reference if page.contribution else None)
    if recorded.is_new or page.contribution is not None:  # else no row names them, and they are swept away
        page.uploads.claim()
    if recorded.is_new or page.contribution is not None:
        flash(_("Recorded: %(reference)s.", reference=recorded.reference), "good")
    else:
        flash(_already(at, recorded.reference), "good")
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

    if contribution is None:
        assert client_id is not None
        number = client_id
        with session(engine()) as reading:
            earlier = find_recorded(reading, at.programme, entry, number)
        return earlier or once(
            engine(),
            lambda writing: record(
                *(writing, at.programme, entry, number, files), by=name, at=now, device=_device()
            ),
        )

    def work(writing: Session) -> Recorded:
        mend(
            *(writing, at.programme, contribution.reference, columns, files),
            by=name,
            at=now,
            is_manager=is_manager,
        )
        return Recorded(contribution.reference, is_new=False)

    return transaction(engine(), work)


def _conflict(page: EntryPage, at: Here, now: datetime) -> ResponseReturnValue:
    """The form was sent before with other content: kept, and beside it what is there for those who may see it."""
    entry, client_id, name, device = page.entry, page.client_id, person().name, _device()
    files = page.uploads.files
    assert client_id is not None
    conflict = once(
        engine(),
        lambda writing: keep_entry(
            *(writing, at.programme, entry, client_id, files), by=name, at=now, device=device
        ),
    )
    page.uploads.claim()
    with session(engine()) as reading:
        found = show_conflict(reading, at.programme, at.reach, conflict)
        body = render_template("grants/contribution_conflict.html", shown=found, words=WORDS, tones=TONES)
    return body, HTTPStatus.CONFLICT


def _already(at: Here, reference: str) -> str:
    with session(engine()) as reading:
        return already(present_states(reading, at.programme_id, [reference])[reference], reference)


def _device() -> str:
    return device_of(request.user_agent.string)


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
