"""The dossier of a project: made at once, handed out as one zip, and noted in the audit by its digest."""

import re
from datetime import UTC, datetime
from typing import IO

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.audit import note
from core.database import snapshot, transaction
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.forms import Form
from core.web.heads import kept_heads
from grants.views.evidence_uploads import evidence_folder
from grants.visible import projects_within
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from reports.dossier.asker import Asker
from reports.dossier.history import MADE
from reports.dossier.making import Sources, make_dossier
from reports.dossier.sending import Written, sent_once

dossier = Blueprint("dossier", __name__)

_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


@dossier.post("/programmes/<code:programme>/projects/<code:project>/dossier")
@allows(Action.SEE_PROJECT_MONEY)
def dossier_file(programme: str, project: str) -> ResponseReturnValue:
    """The audit says who took what out: a dossier is known by the digest of its index."""
    written = Written()
    name, about, digest = _make(programme, project, written.file)
    by, at = person().name, datetime.now(UTC)
    transaction(engine(), lambda books: note(books, *about, by=by, at=at, field=MADE, new=digest))
    return sent_once(written, f"{name}.zip", "application/zip")


def _make(programme: str, project: str, file: IO[bytes]) -> tuple[str, tuple[int, str, str], str]:
    """Its name, of which row the audit notes it, and its digest."""
    with snapshot(engine()) as reading:
        place = here(reading, programme)
        asker = Asker(place, *_find_or_404(reading, place, project))
        form = Form()
        if not form.validate():
            abort(form.status)
        sources = Sources(evidence_folder(), kept_heads())
        name = _UNSAFE.sub("-", f"dossier-{place.programme.code}-{asker.project.code}")
        made = make_dossier(reading, asker, sources, name, file)
        return name, (place.programme_id, "projects", asker.project.code), made.digest


def _find_or_404(reading: Session, place: Here, code: str) -> tuple[Project, Community]:
    is_it = col(Project.code) == code
    query = select(Project, Community).where(projects_within(place.reach), is_it)
    found = reading.exec(query.where(col(Community.id) == col(Project.community_id))).first()
    if found is None:
        abort(404)
    project, community = found
    return project, community
