"""Settling a project: proposed by one person on what it would release, booked by a second one."""

from datetime import UTC, datetime

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, select

from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from grants.forms.days import check_happened
from grants.forms.row_form import require
from grants.forms.settlement_form import initial_state, rows_of_settlement, settlement_form
from grants.importing.importing import Imported
from grants.models.proposals import ProposalKind
from grants.proposing_once import open_about
from grants.settling import Settled, settled
from grants.views.before_proposing import Draft, taken
from grants.visible import projects_within
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
    form = settlement_form(found)(data=initial_state(found))

    def page(seen: Settled | None) -> str:
        return render_template(
            "grants/settlement_new.html", form=form, project=found, seen=seen, done=done, waiting=waiting
        )

    def look(books: Session, _: Imported) -> Settled:
        return settled(books, _find_or_404(books, place, project))

    def check() -> None:
        require(form["settled_on"], _l("The day is missing."))
        require(form["status"], _l("Choose what became of the project."))
        if form["status"].data != ProjectStatus.CANCELLED:
            require(form["final_cost"], _l("The final cost is missing."))
        check_happened(form["settled_on"], place.programme, datetime.now(UTC))

    if found.settled_on:
        return page(None), 200 if request.method != "POST" else 409
    if request.method != "POST":
        return page(None)
    rows = rows_of_settlement(form, found)
    return taken(Draft(place.programme, ProposalKind.SETTLEMENT, form, rows, look, page, check))


def _find_or_404(reading: Session, place: Here, code: str) -> Project:
    query = select(Project).where(projects_within(place.reach), Project.code == code)
    found = reading.exec(query).first()
    if found is None:
        abort(404)
    return found
