"""The approval of a project: its day, what it would match, then the booking."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.database import session, transaction
from core.errors import Refusal
from core.programmes import today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.i18n import day
from grants.approving import Answer, answers_to
from grants.entering.entering import NotEntered, enter, rehearse
from grants.forms.approval_form import ApprovalForm
from grants.forms.row_form import BOOK, day_in, refuse_ahead, refuse_before
from grants.importing.importing import Imported, Occasion
from grants.living.stepping import Wanted, approval_rows
from grants.visible import projects_within
from household_groups.models.life import ProjectStepKind
from household_groups.models.projects import Project

approvals = Blueprint("approvals", __name__)


@approvals.route("/programmes/<code:programme>/projects/<code:project>/approve", methods=["GET", "POST"])
@allows(Action.MANAGE)
def approval_new(programme: str, project: str) -> ResponseReturnValue:
    now = datetime.now(UTC)
    with session(engine()) as reading:
        found = here(reading, programme)
        of_reach = select(Project).where(projects_within(found.reach), col(Project.code) == project)
        row = reading.exec(of_reach).first()
    if row is None:
        abort(404)
    form = ApprovalForm(data={"approved_on": today_in(found.programme, now).isoformat()})
    if row.approved_on is not None or row.settled_on is not None:
        return _page(row, form, is_decided=True), 409 if request.method == "POST" else 200
    if request.method != "POST":
        return _page(row, form)
    occasion = _occasion(form, found, now)
    if occasion is None:
        return _page(row, form), form.status
    if "back" in request.form:
        return _page(row, form)
    assert occasion.changed_on is not None
    wanted = Wanted(ProjectStepKind.APPROVED, occasion.changed_on, person().name, occasion.reason or "")
    try:
        with session(engine()) as reading:
            rows = approval_rows(reading, found.programme_id, row, wanted)
    except Refusal as refusal:
        form.form_errors.append(sentence(refusal))
        return _page(row, form), form.status

    def look(writing: Session) -> list[Answer]:
        return answers_to(writing, found.programme_id, project)

    def book(writing: Session) -> Imported:
        return enter(writing, programme, rows, occasion)

    try:
        if form.step.data != BOOK:
            answers = rehearse(engine(), programme, rows, occasion, look)
            return _page(row, form, BOOK, answers=answers, on=day(occasion.changed_on))
        transaction(engine(), book)
    except NotEntered as refused:
        form.take(refused.problems)
        return _page(row, form), form.status
    flash(_("Approved: %(project)s.", project=row.name), "good")
    return redirect(url_for("projects.project_detail", programme=programme, project=project), 303)


def _page(project: Project, form: ApprovalForm, step: str = "", **more: Any) -> str:
    form.step.data = step
    return render_template("grants/project_approve.html", project=project, form=form, **more)


def _occasion(form: ApprovalForm, found: Here, now: datetime) -> Occasion | None:
    if not form.validate():
        return None
    on = day_in(form.approved_on)
    if on is not None:
        first = found.programme.starts_on
        refuse_ahead(form.approved_on, on, today_in(found.programme, now))
        refuse_before(form.approved_on, on, first, _("The programme begins on %(day)s.", day=day(first)))
    if form.errors:
        return None
    document = (form.document.data or "").strip()
    return Occasion(person().name, now, on, (form.reason.data or "").strip() or None, document or None)
