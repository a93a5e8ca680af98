"""The programme's workbook: uploaded and looked at, then booked; and exported."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from core.database import session, snapshot
from core.roles import Action
from core.views.offering import offered
from core.web.access import Here, allows, here, person
from core.web.attachments import attached
from core.web.engine import engine
from core.web.jobs import asked_for, is_large, press
from grants.exporting.export import export_workbook
from grants.exporting.job import effort_of, wish_for
from grants.forms.upload_form import BookForm, UploadForm
from grants.importing.importing import Occasion
from grants.uploading.copying import write_marked_copy_of
from grants.uploading.keeping import KeptFile, Owner, find_file, new_file, sweep
from grants.uploading.outcome import Sent, Uploaded
from grants.uploading.recognising import latest_uploads
from grants.uploading.uploading import book, look_at
from grants.uploading.words import MOST_PROBLEMS_SHOWN, by_sheet, counted, title_of, told
from grants.workbook.container import UPLOAD
from grants.workbook.labels import describe

workbook = Blueprint("workbook", __name__, url_prefix="/programmes/<code:programme>")

_AROUND_A_FILE = 64 * 1024
"""Bytes of a request beside the file that it brings."""


@workbook.get("/workbook")
@allows(Action.MANAGE)
def workbook_upload(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        return _upload_page(reading, here(reading, programme), UploadForm())


@workbook.post("/workbook")
@allows(Action.MANAGE)
def workbook_check(programme: str) -> ResponseReturnValue:
    """What is wrong with the file, or what it would book; nothing is stored but the file, for an hour."""
    request.max_content_length = UPLOAD.file_bytes + _AROUND_A_FILE
    with session(engine()) as reading:
        place = here(reading, programme)
        form = UploadForm()
        if not form.validate():
            return _upload_page(reading, place, form), form.status
    now = datetime.now(UTC)
    sweep(_folder(), person().account_id, now)
    kept = new_file(_folder(), _owner(place), form.file.data.filename)
    form.file.data.save(kept.path)
    sent = Sent(kept.path, kept.name, kept.sha256)
    found = look_at(engine(), programme, sent, Occasion(person().name, now))
    return _looked_at(place, kept, sent, found)


@workbook.post("/workbook/<kept>")
@allows(Action.MANAGE)
def workbook_book(programme: str, kept: str) -> ResponseReturnValue:
    """Book the file that was looked at; it is checked once more, since others book meanwhile."""
    with session(engine()) as reading:
        place = here(reading, programme)
    form = BookForm()
    if not form.validate():
        abort(form.status)
    file = find_file(_folder(), _owner(place), kept)
    if file is None or file.sha256 != form.sha256.data:
        flash(_("The file is kept for one hour only. Choose it once more; nothing was stored."), "waiting")
        return redirect(url_for("workbook.workbook_upload", programme=programme), 303)
    sent = Sent(file.path, file.name, file.sha256)
    found = book(engine(), programme, sent, Occasion(person().name, datetime.now(UTC)))
    if found.problems or found.is_nothing:
        return _looked_at(place, file, sent, found)
    file.forget()
    return _booked(programme, found)


@workbook.get("/workbook/<kept>/problems.xlsx")
@allows(Action.MANAGE)
def workbook_problems(programme: str, kept: str) -> ResponseReturnValue:
    """A copy of the file with its faulty cells marked."""
    with session(engine()) as reading:
        place = here(reading, programme)
    file = find_file(_folder(), _owner(place), kept)
    problems = file.remembered() if file is not None else []
    if file is None or not problems:
        abort(404)
    with TemporaryDirectory() as folder:
        target = Path(folder, "problems.xlsx")
        write_marked_copy_of(file.path, problems, target)
        return attached(target, f"{place.programme.code}.problems.xlsx")


@workbook.get("/workbook.xlsx")
@allows(Action.EXPORT_WORKBOOK)
def workbook_export(programme: str) -> ResponseReturnValue:
    """A large one is offered as a job."""
    with session(engine()) as reading:
        place = here(reading, programme)
        if is_large(effort_of(reading, place.programme_id)):
            address = url_for("workbook.workbook_make", programme=programme)
            return offered(_("The programme as a workbook"), [(_("Make the workbook"), address)])
    with TemporaryDirectory() as folder, snapshot(engine()) as reading:
        target = Path(folder, "workbook.xlsx")
        export_workbook(reading, place.programme.code, target)
        return attached(target, f"{place.programme.code}.xlsx")


@workbook.post("/workbook.xlsx")
@allows(Action.EXPORT_WORKBOOK)
def workbook_make(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
    press()
    return asked_for(programme, wish_for(place))


def _upload_page(reading: Session, place: Here, form: UploadForm) -> str:
    latest = latest_uploads(reading, place.programme_id, place.programme.code)
    return render_template("grants/workbook_upload.html", form=form, latest=latest)


def _looked_at(place: Here, kept: KeptFile, sent: Sent, found: Uploaded) -> ResponseReturnValue:
    said = told(found.problems)
    kept.remember(said)
    page = render_template(
        "grants/workbook_check.html",
        kept=kept,
        name=sent.name,
        sha256=sent.sha256,
        found=found,
        form=BookForm(formdata=None, sha256=sent.sha256),
        problems=len(said),
        left_out=max(0, len(said) - MOST_PROBLEMS_SHOWN),
        said=by_sheet(said[:MOST_PROBLEMS_SHOWN]),
        counted=counted(found),
        drafts=[title_of(draft) for draft in found.drafts],
        waiting=[(id, title_of(draft)) for id, draft in found.waiting.items()],
        notices=[(notice, describe(notice)) for notice in found.notices],
    )
    return page, 422 if found.problems else 200


def _booked(programme: str, found: Uploaded) -> ResponseReturnValue:
    rows = sum(found.new.values()) + sum(found.changed.values())
    flash(ngettext("%(num)s row is booked.", "%(num)s rows are booked.", rows), "good")
    if not found.proposals:
        return redirect(url_for("workbook.workbook_upload", programme=programme), 303)
    said = ngettext(
        "%(num)s proposal waits for a second person.",
        "%(num)s proposals wait for a second person.",
        len(found.proposals),
    )
    flash(said, "waiting")
    return redirect(url_for("proposals.proposal_list", programme=programme), 303)


def _folder() -> Path:
    return Path(current_app.config.get("UPLOADS") or Path(current_app.instance_path, "uploads"))


def _owner(place: Here) -> Owner:
    return Owner(person().account_id, place.programme_id)
