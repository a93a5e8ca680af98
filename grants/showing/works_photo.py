"""The photo of the works, for their page and the board: of what was built, never a slip or a paper of a family."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from core.journal.append import row_key
from grants.models.documents import Document, DocumentKind
from household_groups.models.evidence import EvidenceFile
from household_groups.models.projects import Progress, Project

_PICTURE = "image/jpeg"


def photo_of_works(session: Session, project: Project) -> tuple[EvidenceFile, date | None] | None:
    """The latest that somebody added as a photo of the progress, else of the project; with the day it is of."""
    days = session.scalars(sa.select(col(Progress.on)).where(col(Progress.project_id) == project.id))
    visits = {row_key(project.code, on.isoformat()): on for on in days}
    found = _latest(session, project, "progress", set(visits))
    if found is not None:
        document, file = found
        return file, visits[document.key]
    found = _latest(session, project, "projects", {project.code})
    return None if found is None else (found[1], found[0].dated_on)


def _latest(
    session: Session, project: Project, sheet: str, keys: set[str]
) -> tuple[Document, EvidenceFile] | None:
    """Of progress by the day that its key ends with, of the project by the day of the document."""
    of_file = (
        (col(EvidenceFile.programme_id) == col(Document.programme_id))
        & (col(EvidenceFile.sheet) == col(Document.sheet))
        & (col(EvidenceFile.key) == col(Document.key))
        & (col(EvidenceFile.sha256) == col(Document.sha256))
    )
    latest = col(Document.key) if sheet == "progress" else col(Document.dated_on)
    query = (
        sa.select(Document, EvidenceFile)
        .join(EvidenceFile, of_file)
        .where(
            *(col(Document.programme_id) == project.programme_id, col(Document.sheet) == sheet),
            *(col(Document.key).in_(keys), col(Document.kind) == DocumentKind.PHOTO),
            col(EvidenceFile.media_type) == _PICTURE,
        )
        .order_by(sa.nulls_last(latest.desc()), col(Document.id).desc(), col(EvidenceFile.id).desc())
    )
    row = session.execute(query.limit(1)).first()
    return None if row is None else (row[0], row[1])
