"""A SQLite database out of a backup: written beside its place, checked, and moved there in one step."""

import os
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from core.backup.archive import sync_folder
from core.backup.manifest import Manifest, Member
from core.backup.reading import copied
from core.backup.refusals import BackupReason, damaged, room_in
from core.backup.sqlite_dump import file_of, look
from core.errors import Refusal
from core.jobs.rows import file_of_jobs

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite would replay into any database of this name."""


def restore(engine: sa.Engine, source: IO[bytes], told: Member, manifest: Manifest) -> None:
    """Raises Refusal; the place is then as it was."""
    place = file_of(engine)
    place.parent.mkdir(parents=True, exist_ok=True)
    made = place.with_name(f"{place.name}.restoring")
    try:
        with room_in(place.parent):
            _write(made, source, told)
            if look(made).heads != manifest.heads:
                raise Refusal(BackupReason.OTHER_HEADS)
        engine.dispose()
        # Jobs name people and programmes by numbers, which would be those of others now.
        for name in (place.name, file_of_jobs(engine).name):
            for ending in _BESIDE:
                place.with_name(name + ending).unlink(missing_ok=True)
        file_of_jobs(engine).unlink(missing_ok=True)
        made.replace(place)
        sync_folder(place.parent)
    finally:
        for ending in ("", *_BESIDE):
            made.with_name(made.name + ending).unlink(missing_ok=True)


def _write(made: Path, source: IO[bytes], told: Member) -> None:
    made.unlink(missing_ok=True)
    with os.fdopen(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        found = copied(told.name, source, file)
        file.flush()
        os.fsync(file.fileno())
    if found != told:
        raise damaged(f"{told.name} changed while it was read")
