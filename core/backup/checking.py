"""Whether a backup could be restored: each digest, and that its database opens."""

import subprocess
import tempfile
from pathlib import Path

from core.backup.manifest import Manifest
from core.backup.postgresql_dump import RESTORE
from core.backup.postgresql_programs import find_program
from core.backup.reading import check, copied, members
from core.backup.refusals import BackupReason, room_in
from core.backup.sqlite_dump import look
from core.errors import Refusal


def check_backup(file: Path) -> Manifest:
    """Nothing is restored; the database is unpacked for a moment, as a temporary file. Raises Refusal."""
    manifest = check(file)
    with tempfile.TemporaryDirectory() as folder, room_in(Path(folder)):
        database = Path(folder, manifest.database)
        for name, source in members(file):
            if name == manifest.database:
                with database.open("wb") as written:
                    copied(name, source, written)
        if manifest.engine == "sqlite":
            if look(database).heads != manifest.heads:
                raise Refusal(BackupReason.OTHER_HEADS)
        else:
            _list(database, int(manifest.program))
    return manifest


def _list(dump: Path, version: int) -> None:
    program = find_program(RESTORE, version)
    ended = subprocess.run([program.path, "--list", dump], capture_output=True, text=True, errors="replace")
    if ended.returncode != 0:
        raise program.failed(ended.stderr)
