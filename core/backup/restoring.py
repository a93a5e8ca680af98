"""Restoring a backup into an empty place: all that is in it, or a place that is as empty as before.

The files come first and the database last, in one step. So whenever it is interrupted, either the database is
empty, and it can be run again, or all of it is there.
"""

import os
from hashlib import sha256
from pathlib import Path

from core.backup import emptiness, postgresql_restore, sqlite_restore
from core.backup.backing_up import Place
from core.backup.files import empty
from core.backup.manifest import Manifest, Member
from core.backup.reading import EVIDENCE, HEADS, check, copied, members
from core.backup.refusals import BackupReason, damaged, room_in
from core.errors import Refusal
from core.migrations import state_of


def restore(place: Place, file: Path) -> Manifest:
    """Raises Refusal. Whoever calls it then brings the schema up to date and verifies the books."""
    manifest = check(file)
    _refuse_unless_fitting(place, manifest)
    id = sha256(manifest.as_json()).hexdigest()
    if not emptiness.has_the_books_of(place, manifest, id):
        emptiness.refuse_unless_empty(place)
        with room_in(place.evidence):
            emptiness.mark(place, id)
            _restore_files(place, file, manifest)
        _restore_database(place, file, manifest)
    _restore_heads(place.heads, file, manifest)
    emptiness.unmark(place)
    return manifest


def _refuse_unless_fitting(place: Place, manifest: Manifest) -> None:
    if manifest.engine != place.kind:
        raise Refusal(BackupReason.OTHER_ENGINE, of=manifest.engine, here=place.kind)
    if state_of(manifest.schema) == "newer":
        raise Refusal(BackupReason.NEWER_SCHEMA, hashar=manifest.hashar)


def _restore_files(place: Place, file: Path, manifest: Manifest) -> None:
    empty(place.evidence)
    told = {member.name: member for member in manifest.members}
    for name, source in members(file):
        if name.startswith(EVIDENCE):
            target = place.evidence / name.removeprefix(EVIDENCE)
            target.parent.mkdir(exist_ok=True)
            with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as written:
                refuse_if_altered(copied(name, source, written), told.get(name))
    if hasattr(os, "sync"):
        os.sync()  # once for all of them, before a database names them


def _restore_database(place: Place, file: Path, manifest: Manifest) -> None:
    step = sqlite_restore.restore if place.kind == "sqlite" else postgresql_restore.restore
    told = next(member for member in manifest.members if member.name == manifest.database)
    for name, source in members(file):
        if name == manifest.database:
            step(place.engine, source, told, manifest)
            return


def _restore_heads(heads: Path | None, file: Path, manifest: Manifest) -> None:
    """One that is there is kept: it may know of entries that the backup has not, which `verify` then tells."""
    if heads is None or heads.exists() or all(member.name != HEADS for member in manifest.members):
        return
    with room_in(heads.parent):
        heads.parent.mkdir(parents=True, exist_ok=True)
        for name, source in members(file):
            if name == HEADS:
                made = heads.with_name(f"{heads.name}.restoring")
                made.write_bytes(source.read())
                made.replace(heads)


def refuse_if_altered(found: Member, told: Member | None) -> None:
    """The file was sound when it was checked; it may be another one by now."""
    if found != told:
        raise damaged(f"{found.name} changed while it was read")
