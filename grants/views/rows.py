"""Any row of any sheet by hand: entered, and changed where the contract lets it."""

from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.forms import status_of
from grants.entering.changing import Meanwhile, change, rehearse_change
from grants.entering.entering import NotEntered, again_if_made_meanwhile, enter_new, rehearsed
from grants.entering.forms_of_sheets import FORMS
from grants.forms.row_form import BOOK
from grants.importing.importing import Imported, Occasion
from grants.views.changed_row import ChangePage
from grants.views.new_row import NewPage, choose_page
from grants.workbook.sheets import SHEETS

rows = Blueprint("rows", __name__)


@rows.route("/programmes/new", methods=["GET", "POST"])
@allows(Action.ADMINISTER)
def programme_new() -> ResponseReturnValue:
    return _enter(NewPage.of_programme())


@rows.route("/programmes/<code:programme>/enter/<sheet>", methods=["GET", "POST"])
@allows(Action.REGISTER)
def row_new(programme: str, sheet: str) -> ResponseReturnValue:
    """What the row belongs to comes with the address (`?project=FAK-WATER`), or is asked for first."""
    with session(engine()) as reading:
        found = _here(reading, programme, sheet)
        page = NewPage.of_sheet(reading, found, sheet, request.args)
        if page is None:
            return choose_page(reading, found, sheet)
    return _enter(page)


@rows.route("/programmes/<code:programme>/change/<sheet>/<code:key>", methods=["GET", "POST"])
@rows.route("/programmes/<code:programme>/change/<sheet>/<code:key>/<code:key2>", methods=["GET", "POST"])
@rows.route(
    "/programmes/<code:programme>/change/<sheet>/<code:key>/<code:key2>/<code:key3>", methods=["GET", "POST"]
)
@allows(Action.REGISTER)
def row_edit(
    programme: str, sheet: str, key: str, key2: str | None = None, key3: str | None = None
) -> ResponseReturnValue:
    """The key has as many parts as the sheet has key columns."""
    parts = [part for part in (key, key2, key3) if part is not None]
    with session(engine()) as reading:
        found = _here(reading, programme, sheet)
        if len(parts) != len(SHEETS[sheet].key):
            abort(404)
        page = ChangePage.of_row(reading, found, sheet, parts)
    if page is None:
        abort(404)
    return _change(page)


def _here(reading: Session, programme: str, sheet: str) -> Here:
    if sheet not in FORMS:
        abort(404)
    found = here(reading, programme)
    if not found.reach_of(FORMS[sheet].action):
        abort(404)
    return found


def _enter(page: NewPage) -> ResponseReturnValue:
    form = page.form
    if request.method != "POST":
        return page.shown()
    now = datetime.now(UTC)
    if not form.validate():
        return page.shown(), status_of(form)
    if "back" in request.form:
        return page.shown()
    occasion, row = Occasion(person().name, now), {page.sheet: [page.row()]}

    def book(writing: Session) -> Imported:
        return enter_new(writing, page.programme_code, row, occasion)

    is_sound = page.has_sound_days(now)
    try:
        if not is_sound or (page.declared.is_looked_at and form.step.data != BOOK):
            rehearsed(engine(), book)
            return page.looked_at() if is_sound else (page.shown(), form.status)
        again_if_made_meanwhile(engine(), book)
    except NotEntered as refused:
        form.take(refused.problems)
        return page.shown(), status_of(form)
    flash(_("Entered: %(what)s.", what=page.named()), "good")
    with session(engine()) as reading:
        if alike := page.looks_like(reading):
            flash(
                _("The name looks the same as that of %(code)s. Is it really another?", code=alike), "waiting"
            )
        if unusual := page.costs_unusually(reading):
            flash(unusual, "waiting")
        for doubt in page.is_odd(reading):
            flash(_("%(doubt)s Is this right?", doubt=doubt), "waiting")
    return redirect(page.after(), 303)


def _change(page: ChangePage) -> ResponseReturnValue:
    form = page.form
    if request.method != "POST" or not page.columns:
        return page.shown()
    now = datetime.now(UTC)
    if not form.validate():
        return page.shown(), status_of(form)
    if "back" in request.form:
        return page.shown()
    occasion = page.occasion(person().name, now)
    try:
        if form.errors:
            rehearse_change(engine(), page.asked(), occasion)
            return page.shown(), status_of(form)
        if form.step.data != BOOK:
            return page.looked_at(rehearse_change(engine(), page.asked(), occasion), occasion)
        transaction(engine(), lambda writing: change(writing, page.asked(), occasion))
    except Meanwhile as meanwhile:
        page.tell(meanwhile.changes)
        return page.shown(), 409
    except Refusal as refusal:
        page.refuse(refusal)
        return page.shown(), status_of(form)
    except NotEntered as refused:
        form.take(refused.problems)
        return page.shown(), status_of(form)
    flash(_("Booked: the change of %(key)s.", key=page.said_key), "good")
    return redirect(page.after(), 303)
