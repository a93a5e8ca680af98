"""A file that was uploaded becomes a document of a row: the file as evidence, the document as a row of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from core.journal.append import lock_head
from core.programmes import Programme, today_in
from grants.entering.entering import enter_new
from grants.evidence.files import add_files, unclaimed_among
from grants.evidence.folder import Kept
from grants.importing.importing import Occasion
from grants.models.documents import Document, DocumentKind
from grants.paying.numbering import next_reference


@dataclass(frozen=True)
class Paper:
    """What is said of the files: of which row they are, what sort, its title, and its day as it was typed."""

    sheet: str
    key: str
    kind: DocumentKind
    title: str
    dated_on: str = ""


def add_documents(
    session: Session, programme: Programme, paper: Paper, files: Sequence[Kept], *, by: str, at: datetime
) -> None:
    """Raises Refusal, NotEntered. A form that is sent twice names the same files again: they are there, once."""
    assert programme.id is not None
    lock_head(session, programme.id)
    new = unclaimed_among(session, files)
    add_files(session, programme.id, paper.sheet, paper.key, files, by=by, at=at)
    for file in new:
        row = {
            "reference": next_reference(session, programme.id, Document, "DOC"),
            "sheet": paper.sheet,
            "key": paper.key,
            "kind": paper.kind.value,
            "title": paper.title,
            "dated_on": paper.dated_on,
            "sha256": file.sha256,
            "added_on": today_in(programme, at).isoformat(),
            "added_by": by,
        }
        enter_new(session, programme.code, {"documents": [row]}, Occasion(by, at))
