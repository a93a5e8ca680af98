"""Recording what somebody complained of."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.database import session, transaction
from core.errors import Refusal
from core.programmes import today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.forms.grievance_forms import grievance_form
from grants.forms.sheet_form import SheetForm
from grants.grievances.codes import is_code, new_code
from grants.grievances.recording import Heard, record
from grants.grievances.refusals import GrievanceReason
from grants.paying.asking import Deed
from grants.views.grievances import communities_of, deed_in, grievances
from grants.visible import projects_within
from household_groups.models.grievances import Access
from household_groups.models.projects import Project

__all__ = ["grievances"]


@grievances.route("/new", methods=["GET", "POST"])
@allows(Action.RECORD_GRIEVANCE)
def grievance_new(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form = _form(reading, place)
    if request.method != "POST":
        return _new_page(form)
    if not form.validate():
        return _new_page(form), form.status
    deed, heard = deed_in(place), _heard(form)
    try:
        _check_day(form, deed)
        code = transaction(engine(), lambda books: record(books, deed, heard))
    except NotEntered as refused:
        form.take(refused.problems)
        return _new_page(form), form.status
    except Refusal as refused:
        return _new_page(_refused(form, refused)), form.status
    flash(_("Recorded as %(code)s. Tell this code to who complained.", code=code), "good")
    return redirect(url_for("grievances.grievance_detail", programme=programme, grievance=code), 303)


def _form(reading: Session, place: Here) -> SheetForm:
    """With what lies within reach to choose from; where that is one community, it is chosen."""
    communities = communities_of(reading, place)
    within = projects_within(place.reach_of(Action.RECORD_GRIEVANCE))
    projects = reading.exec(select(Project).where(within).order_by(col(Project.name))).all()
    form = grievance_form(
        [(each.code, each.name) for each in communities],
        [(each.code, f"{each.name} · {each.code}") for each in projects],
    )()
    if request.method != "POST":
        form.received_on.data = today_in(place.programme, datetime.now(UTC)).isoformat()
        form.project.data = request.args.get("project", "")
        form.community.data = request.args.get("community") or (
            communities[0].code if len(communities) == 1 else ""
        )
        form.code.data = new_code()
    return form


def _heard(form: SheetForm) -> Heard:
    typed = form.typed()
    code, access = typed.pop("code"), typed.pop("access")
    return Heard(
        typed,
        code if is_code(code) else new_code(),
        Access(access) if access else None,
        str(form.why_open.data or ""),
    )


def _check_day(form: SheetForm, deed: Deed) -> None:
    """What cannot be read is said when the row is entered."""
    if str(form.received_on.data or "") > deed.today.isoformat():
        raise Refusal(GrievanceReason.STILL_TO_COME)


def _refused(form: SheetForm, refused: Refusal) -> SheetForm:
    fields = {
        GrievanceReason.STILL_TO_COME: form.received_on,
        GrievanceReason.OPEN_WITHOUT_WORDS: form.why_open,
    }
    fields[GrievanceReason(refused.reason)].errors = [sentence(refused)]
    return form


def _new_page(form: SheetForm) -> str:
    return render_template("grants/grievance_new.html", form=form)
