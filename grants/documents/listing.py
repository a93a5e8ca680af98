"""The documents of a row, each with its file where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from grants.evidence.files import files_of
from grants.models.documents import Document
from household_groups.models.evidence import EvidenceFile


@dataclass(frozen=True)
class Listed:
    """A document without a file is kept elsewhere; a file without a document was added before there were any."""

    document: Document | None
    file: EvidenceFile | None


def documents_of(session: Session, programme_id: int, sheet: str, key: str) -> Sequence[Listed]:
    """In the order in which they were added; files that no document names come last."""
    query = select(Document).where(
        Document.programme_id == programme_id, Document.sheet == sheet, Document.key == key
    )
    documents = session.exec(query.order_by(col(Document.id))).all()
    files = list(files_of(session, programme_id, sheet, key))
    by_digest = {file.sha256: file for file in files}
    named = {document.sha256 for document in documents}
    return [
        *(Listed(document, by_digest.get(document.sha256 or "")) for document in documents),
        *(Listed(None, file) for file in files if file.sha256 not in named),
    ]
