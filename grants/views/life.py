"""The life of a project: its page, the papers of its steps, and the people whom its works reach."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import select

from core.database import session, transaction
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from grants.entering.entering import NotEntered, enter_new
from grants.entering.offered import choices_in
from grants.forms.evidence_form import EvidenceForm
from grants.forms.life_forms import has_happened_in, reached_form
from grants.forms.sheet_form import SheetForm
from grants.importing.importing import Occasion
from grants.living.facts import facts_of
from grants.views.evidence_of_money import is_added
from grants.views.life_page import find_project_or_404, life_page
from household_groups.models.registry import Community

life = Blueprint("life", __name__, url_prefix="/programmes/<code:programme>")


@life.get("/projects/<code:project>/life")
@allows(Action.SEE_PROJECTS)
def project_life(programme: str, project: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return life_page(reading, place, *find_project_or_404(reading, place, project))


@life.post("/projects/<code:project>/life/papers")
@allows(Action.FOLLOW_UP)
def paper_new(programme: str, project: str) -> ResponseReturnValue:
    """What a step stands on; there may be a few files of each kind."""
    form = EvidenceForm()
    with session(engine()) as reading:
        place = here(reading, programme)
        found, _community = find_project_or_404(reading, place, project)
        papers = facts_of(reading, place.programme_id, [int(found.id or 0)])[int(found.id or 0)].papers
        had = sum(paper.kind.value == form.kind.data and paper.sha256 is not None for paper in papers)
    if is_added(place, "projects", found.code, form, had, named=found.name):
        return redirect(url_for(".project_life", programme=programme, project=project), HTTPStatus.SEE_OTHER)
    with session(engine()) as reading:
        place = here(reading, programme)
        return life_page(
            reading, place, *find_project_or_404(reading, place, project), paper=form
        ), form.status


@life.post("/projects/<code:project>/life/reached")
@allows(Action.FOLLOW_UP)
def reached_new(programme: str, project: str) -> ResponseReturnValue:
    """How many people of a community the works reach."""
    now = datetime.now(UTC)
    with session(engine()) as reading:
        place = here(reading, programme)
        found, _community = find_project_or_404(reading, place, project)
        form = reached_form(choices_in(reading, place.reach, "communities", {}))()
    if form.validate() and has_happened_in(form["measured_on"], place.programme, now):
        row = {"project": found.code, **form.typed()}
        try:
            occasion = Occasion(person().name, now)
            transaction(engine(), lambda books: enter_new(books, programme, {"reached": [row]}, occasion))
        except NotEntered as refused:
            form.take(refused.problems)
        else:
            flash(_("Entered: the people whom the works reach."), "good")
            _ask_about(place, form)
            address = url_for(".project_life", programme=programme, project=project)
            return redirect(address, HTTPStatus.SEE_OTHER)
    with session(engine()) as reading:
        place = here(reading, programme)
        return life_page(
            reading, place, *find_project_or_404(reading, place, project), reaching=form
        ), form.status


def _ask_about(place: Here, form: SheetForm) -> None:
    """What is possible and yet unlikely: more than live there."""
    with session(engine()) as reading:
        of_programme = Community.programme_id == place.programme_id, Community.code == form["community"].data
        community = reading.exec(select(Community).where(*of_programme)).one()
    people, households = (int(form[name].data or 0) for name in ("people", "households"))
    if community.population is not None and people > community.population:
        flash(_("More people are reached than live in %(name)s. Is that so?", name=community.name), "waiting")
    if community.households is not None and households > community.households:
        flash(_("More households are reached than %(name)s has. Is that so?", name=community.name), "waiting")
