"""python -m tests.core.backup.killed WHERE URL FOLDER FILE: a backup or a restore, killed in the middle like by a
loss of power."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.backup import archive, backing_up, postgresql_restore, restoring, sqlite_restore
from core.backup.backing_up import back_up
from core.backup.restoring import restore
from core.database import make_engine
from tests.core.backup.driver import place_in


def _die(*_arguments: object, **_options: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def _last(step: Callable[..., Any]) -> Callable[..., Any]:
    def dying(*arguments: Any, **options: Any) -> Any:
        step(*arguments, **options)
        _die()

    return dying


def _in_the_database() -> None:
    for owner, name in ((sqlite_restore, "look"), (postgresql_restore.Held, "release")):
        setattr(owner, name, _die)


SEAMS: dict[str, Callable[[], None]] = {
    "backup: database copied": lambda: setattr(backing_up, "add_evidence", _die),
    "backup: written": lambda: setattr(archive, "sync_folder", _die),
    "restore: a file written": lambda: setattr(restoring, "refuse_if_altered", _die),
    "restore: files written": lambda: setattr(restoring, "_restore_files", _last(restoring._restore_files)),
    "restore: half of the database": _in_the_database,
    "restore: database restored": lambda: setattr(
        restoring, "_restore_database", _last(restoring._restore_database)
    ),
}


def main(where: str, url: str, folder: str, file: str) -> None:
    SEAMS[where]()
    place = place_in(make_engine(url), Path(folder))
    if where.startswith("backup"):
        back_up(place, Path(file), at=datetime.now(UTC))
    else:
        restore(place, Path(file))


if __name__ == "__main__":
    main(*sys.argv[1:])
