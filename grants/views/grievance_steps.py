"""What is done about a grievance: its next step, and restricting who may read it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import allows, here
from core.web.engine import engine
from core.web.forms import Form
from grants.entering.entering import NotEntered
from grants.entering.said import said
from grants.forms.grievance_forms import RestrictForm, StepForm
from grants.grievances import labels
from grants.grievances.deciding import Doing, restrict, take_step
from grants.grievances.refusals import GrievanceReason
from grants.views.grievance_recording import grievances
from grants.views.grievances import deed_in, find_grievance_or_404, following_of, grievance_page
from household_groups.models.grievances import Grievance

__all__ = ["grievances"]


@grievances.post("/<code:grievance>/steps")
@allows(Action.HANDLE_GRIEVANCE)
def grievance_step(programme: str, grievance: str) -> ResponseReturnValue:
    form = StepForm()
    with session(engine()) as reading:
        place = here(reading, programme)
        found = find_grievance_or_404(reading, place, grievance)
        form.offer(following_of(reading, place, found))
    day = form.day if form.validate() else None
    if day is None:
        return _again(programme, grievance, form), form.status
    doing = Doing(form.kind, day, str(form.words.data or ""), form.number_seen)
    try:
        transaction(engine(), lambda books: take_step(books, deed_in(place), found, doing))
    except NotEntered as refused:
        form.form_errors = [said(problem) for problem in refused.problems]
        return _again(programme, grievance, form), form.status
    except Refusal as refused:
        form.form_errors = [sentence(refused)]
        status = 409 if refused.reason == GrievanceReason.STEPPED_MEANWHILE else form.status
        return _again(programme, grievance, form), status
    flash(_("Noted: %(step)s.", step=labels.STEPS[doing.step]), "good")
    return redirect(url_for("grievances.grievance_detail", programme=programme, grievance=grievance), 303)


@grievances.post("/<code:grievance>/restrict")
@allows(Action.HANDLE_GRIEVANCE)
def grievance_restrict(programme: str, grievance: str) -> ResponseReturnValue:
    form = RestrictForm()
    with session(engine()) as reading:
        place = here(reading, programme)
        id = find_grievance_or_404(reading, place, grievance).id
    if not form.validate():
        return _again(programme, grievance, form), form.status
    why = str(form.words.data or "")
    try:
        transaction(
            engine(), lambda books: restrict(books, deed_in(place), books.get_one(Grievance, id), why)
        )
    except Refusal as refused:
        form.form_errors = [sentence(refused)]
        return _again(programme, grievance, form), form.status
    flash(_("Only who recorded it and who handles grievances read it from now on."), "good")
    return redirect(url_for("grievances.grievance_detail", programme=programme, grievance=grievance), 303)


def _again(programme: str, code: str, typed: Form) -> str:
    """The page with what was typed, and with what was done meanwhile."""
    with session(engine()) as reading:
        place = here(reading, programme)
        return grievance_page(reading, place, find_grievance_or_404(reading, place, code), typed)
