"""Entering a check of a work in use, with its photos."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from flask_babel import gettext as _
from sqlmodel import Session

from core.journal.append import row_key
from core.programmes import Programme
from grants.documents.adding import Paper, add_documents
from grants.entering.entering import enter_new
from grants.entering.known_rows import new_row
from grants.evidence.files import files_of
from grants.evidence.folder import Kept
from grants.importing.importing import Occasion
from grants.models.documents import DocumentKind
from household_groups.models.evidence import EvidenceFile
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


def photos_of(
    session: Session, project: Project, checks: Iterable[ServiceCheck]
) -> list[tuple[date, EvidenceFile]]:
    """With the day of the check, the latest first."""
    latest_first = sorted(checks, key=lambda check: check.checked_on, reverse=True)
    return [
        (check.checked_on, file)
        for check in latest_first
        for file in files_of(session, project.programme_id, SHEET, key_of(project, check))
    ]
