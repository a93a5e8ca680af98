"""The documents of a project: minutes, agreements, letters, photos, with their files."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from grants.documents.labels import DOCUMENT_KINDS
from grants.documents.listing import documents_of
from grants.evidence.files import files_of
from grants.forms.evidence_form import EvidenceForm
from grants.views.evidence_of_money import is_added
from grants.visible import projects_within
from household_groups.models.projects import Project
from household_groups.models.registry import Community

documents = Blueprint("documents", __name__, url_prefix="/programmes/<code:programme>/projects")


@documents.get("/<code:project>/documents")
@allows(Action.SEE_PROJECT_MONEY)
def project_documents(programme: str, project: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return _page(reading, place, _find_or_404(reading, place, project), EvidenceForm(formdata=None))


@documents.post("/<code:project>/documents/new")
@allows(Action.ASK_PAYMENT)
def project_document(programme: str, project: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found = _find_or_404(reading, place, project)
        had = len(files_of(reading, place.programme_id, "projects", found.code))
    form = EvidenceForm()
    if is_added(place, "projects", found.code, form, had, named=found.name):
        return redirect(url_for(".project_documents", programme=programme, project=project), 303)
    with session(engine()) as reading:
        return _page(reading, place, found, form), form.status


def _find_or_404(reading: Session, place: Here, code: str) -> Project:
    found = reading.exec(
        select(Project).where(projects_within(place.reach), col(Project.code) == code)
    ).first()
    if found is None:
        abort(404)
    return found


def _page(reading: Session, place: Here, project: Project, form: EvidenceForm) -> str:
    community = reading.get_one(Community, project.community_id)
    return render_template(
        "grants/project_documents.html",
        project=project,
        documents=documents_of(reading, place.programme_id, "projects", project.code),
        kinds=DOCUMENT_KINDS,
        form=form,
        adds=place.reach_of(Action.ASK_PAYMENT).has_community(community.code),
    )
