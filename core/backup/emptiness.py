"""Whether a place is empty enough to restore into: nothing that somebody could miss is ever written over."""

from core.backup.backing_up import Place
from core.backup.files import RESTORING, names_in
from core.backup.looking import heads_in, table_names, used
from core.backup.manifest import Manifest
from core.backup.refusals import BackupReason
from core.database import session
from core.errors import Refusal
from core.migrations import revision_of, state_of


def has_the_books_of(place: Place, manifest: Manifest, id: str) -> bool:
    """Whether this very backup was being restored here, and was interrupted after the database was."""
    if _mark_in(place) != id:
        return False
    with session(place.engine) as reading:
        return revision_of(reading) == manifest.schema and heads_in(reading) == manifest.heads


def refuse_unless_empty(place: Place) -> None:
    """Raises Refusal, naming what is there. What a restore that was interrupted has left is nobody's."""
    database = place.engine.url.render_as_string(hide_password=True)
    with session(place.engine) as reading:
        state, tables = state_of(revision_of(reading)), table_names(reading)
        if state == "empty" and tables:
            raise Refusal(BackupReason.FOREIGN_TABLES, database=database, tables=", ".join(tables[:5]))
        rows = used(reading) if state != "empty" else {}
    files = [] if _mark_in(place) else names_in(place.evidence)
    if state == "newer" or any(rows.values()) or files:
        raise Refusal(
            BackupReason.NOT_EMPTY,
            database=database,
            programmes=rows.get("programme", 0),
            accounts=rows.get("account", 0),
            folder=place.evidence,
            files=len(files),
        )


def mark(place: Place, id: str) -> None:
    """From now on what stands in the folder of evidence is that of this backup."""
    place.evidence.mkdir(parents=True, exist_ok=True)
    (place.evidence / RESTORING).write_text(id)


def unmark(place: Place) -> None:
    (place.evidence / RESTORING).unlink(missing_ok=True)


def _mark_in(place: Place) -> str:
    path = place.evidence / RESTORING
    return path.read_text() if path.is_file() else ""
