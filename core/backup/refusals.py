"""Why a backup is not made, not believed, or not restored."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from core.errors import Refusal
from core.outages import FULL_SQLITE, NO_ROOM


class BackupReason(StrEnum):
    FILE_EXISTS = "backup_file_exists"
    IN_PROGRESS = "backup_in_progress"
    NO_SUCH_DATABASE = "backup_no_such_database"
    NO_ROOM = "backup_no_room"
    NO_PROGRAM = "backup_no_program"
    PROGRAM_TOO_OLD = "backup_program_too_old"
    PROGRAM_FAILED = "backup_program_failed"
    DAMAGED_DATABASE = "backup_damaged_database"
    DAMAGED_ARCHIVE = "backup_damaged_archive"
    OTHER_ENGINE = "backup_other_engine"
    NEWER_SCHEMA = "backup_newer_schema"
    NOT_EMPTY = "backup_not_empty"
    FOREIGN_TABLES = "backup_foreign_tables"
    OTHER_HEADS = "backup_other_heads"


def damaged(what: str) -> Refusal:
    """`what` names the member and what is wrong with it, for whoever looks into the file."""
    return Refusal(BackupReason.DAMAGED_ARCHIVE, what=what)


@contextmanager
def room_in(folder: Path) -> Iterator[None]:
    """Where the disk of the folder is full, that is what is said."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise Refusal(BackupReason.NO_ROOM, folder=folder) from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode not in FULL_SQLITE:
            raise
        raise Refusal(BackupReason.NO_ROOM, folder=folder) from error
