"""Entering a check of a work in use, with its photos."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from sqlmodel import Session

from core.journal.append import row_key
from core.programmes import Programme
from grants.documents.adding import Paper, add_documents
from grants.entering.entering import enter_new
from grants.entering.known_rows import new_row
from grants.evidence.folder import Kept
from grants.importing.importing import Occasion
from grants.models.documents import DocumentKind
from household_groups.models.projects import Project
from household_groups.models.service import ServiceCheck

SHEET = "service_checks"


def check_work(
    session: Session,
    programme: Programme,
    project: Project,
    typed: Mapping[str, str],
    photos: Sequence[Kept],
    occasion: Occasion,
) -> None:
    """Within a transaction; whoever enters it made it. Raises NotEntered, Refusal."""
    row = {**typed, "project": project.code, "checked_by": occasion.by}
    enter_new(session, programme.code, {SHEET: [new_row(programme, SHEET, row)]}, occasion)
    if photos:
        key = row_key(project.code, typed["checked_on"])
        paper = Paper(SHEET, key, DocumentKind.PHOTO, _("Check of the work"), typed["checked_on"])
        add_documents(session, programme, paper, photos, by=occasion.by, at=occasion.at)


def key_of(project: Project, check: ServiceCheck) -> str:
    return row_key(project.code, check.checked_on.isoformat())
