"""A copy of a SQLite database in use, by SQLite's own backup: one state of it, whoever writes meanwhile."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from core.backup.looking import Seen, seen_in
from core.backup.refusals import BackupReason
from core.database import DatabaseBusy, make_engine, session
from core.errors import Refusal

_WAITS_SECONDS = 10.0
_RETRY_SECONDS = 0.01
_PATIENCE_SECONDS = 120.0


def dump(engine: sa.Engine, target: Path) -> tuple[str, Seen]:
    """The version of SQLite, and what the copy says of itself. Raises Refusal, DatabaseBusy."""
    source = file_of(engine)
    if not source.is_file():
        raise Refusal(BackupReason.NO_SUCH_DATABASE, database=source)
    copy(source, target)
    return sqlite3.sqlite_version, look(target)


def copy(source: Path, target: Path) -> None:
    """In one step, so that it never has to begin again; who commits waits for it. Raises DatabaseBusy."""
    deadline = time.monotonic() + _PATIENCE_SECONDS

    def give_up_when_late(_status: int, remaining: int, _total: int) -> None:
        if remaining and time.monotonic() > deadline:
            raise DatabaseBusy(f"gave up copying after {_PATIENCE_SECONDS:.0f} seconds")

    with (
        closing(
            sqlite3.connect(source.absolute().as_uri() + "?mode=rw", uri=True, timeout=_WAITS_SECONDS)
        ) as live,
        closing(sqlite3.connect(target)) as made,
    ):
        made.execute("PRAGMA journal_mode=OFF")
        made.execute("PRAGMA synchronous=OFF")
        live.backup(made, pages=-1, progress=give_up_when_late, sleep=_RETRY_SECONDS)


def look(file: Path) -> Seen:
    """What a database says of itself that is whole. Raises Refusal."""
    engine = make_engine(f"sqlite:///{file}")
    try:
        with session(engine) as reading:
            _check(reading.connection())
            return seen_in(reading)
    except sa.exc.DatabaseError as error:
        raise Refusal(BackupReason.DAMAGED_DATABASE, what=error.orig) from error
    finally:
        engine.dispose()


def file_of(engine: sa.Engine) -> Path:
    return Path(engine.url.database or "")


def _check(connection: sa.Connection) -> None:
    (found,) = connection.exec_driver_sql("PRAGMA integrity_check(1)").one()
    if found != "ok":
        raise Refusal(BackupReason.DAMAGED_DATABASE, what=found)
