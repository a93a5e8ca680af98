"""Settling a project: proposed by one person on what it would release, booked by a second one."""

from datetime import UTC, datetime

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, select

from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from grants.entering.typed import Rows
from grants.forms.days import check_happened
from grants.forms.row_form import require
from grants.forms.settlement_form import initial_state, rows_of_settlement, settlement_form
from grants.forms.sheet_form import SheetForm
from grants.importing.importing import Imported
from grants.living.stepping import Wanted, cancelled_row, find_steps
from grants.models.proposals import ProposalKind
from grants.proposing_once import open_about
from grants.settling import Settled, settled
from grants.views.before_proposing import Draft, taken
from grants.visible import projects_within
from grants.workbook.dates import read_date
from grants.workbook.texts import Unreadable
from household_groups.models.life import ProjectStepKind
from household_groups.models.projects import Project, ProjectStatus

settlement = Blueprint("settlement", __name__)


@settlement.route("/programmes/<code:programme>/projects/<code:project>/settle", methods=["GET", "POST"])
@allows(Action.PROPOSE)
def settlement_new(programme: str, project: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found = _find_or_404(reading, place, project)
        done = settled(reading, found) if found.settled_on else None
        waiting = open_about(
            reading, place.programme_id, ProposalKind.SETTLEMENT, "projects", "code", project
        )
        has_steps = bool(find_steps(reading, found))
    form = settlement_form(found, has_steps)(data=initial_state(found))

    def page(seen: Settled | None) -> str:
        return render_template(
            "grants/settlement_new.html",
            form=form,
            project=found,
            seen=seen,
            done=done,
            waiting=waiting,
            has_steps=has_steps,
        )

    def look(books: Session, _: Imported) -> Settled:
        return settled(books, _find_or_404(books, place, project))

    def check() -> None:
        require(form["settled_on"], _l("The day is missing."))
        require(form["status"], _l("Choose what became of the project."))
        if form["status"].data != ProjectStatus.CANCELLED:
            require(form["final_cost"], _l("The final cost is missing."))
        elif has_steps:
            require(form["remark"], _l("Say why it is cancelled: the project keeps it among its steps."))
        check_happened(form["settled_on"], place.programme, datetime.now(UTC))

    if found.settled_on:
        return page(None), 200 if request.method != "POST" else 409
    if request.method != "POST":
        return page(None)
    rows = {**rows_of_settlement(form, found), **_cancelled(form, found)}
    return taken(Draft(place.programme, ProposalKind.SETTLEMENT, form, rows, look, page, check))


def _cancelled(form: SheetForm, project: Project) -> Rows:
    """With the cancellation goes the step, where the project has a life of steps."""
    try:
        on = read_date(form["settled_on"].data or "")
    except Unreadable:
        return {}
    if form["status"].data != ProjectStatus.CANCELLED:
        return {}
    wanted = Wanted(ProjectStepKind.CANCELLED, on, person().name, form["remark"].data or "")
    with session(engine()) as reading:
        return cancelled_row(reading, project, wanted)


def _find_or_404(reading: Session, place: Here, code: str) -> Project:
    query = select(Project).where(projects_within(place.reach), Project.code == code)
    found = reading.exec(query).first()
    if found is None:
        abort(404)
    return found
