"""A copy of a SQLite database to read at leisure: without a write-ahead log, readers keep writers waiting."""

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from core import sqlite

_BUSY_WAITS = 0.01


@contextmanager
def copied(engine: sa.Engine, patience: float) -> Iterator[sa.Engine | None]:
    """An engine for a copy of the whole database, as of one moment; it is gone afterwards.

    None where writers were in the way for longer than `patience` seconds.
    """
    connection = _copy(engine, patience)
    if connection is None:
        yield None
        return
    with closing(connection):
        copy = sa.create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        sqlite.begin_as_told(copy)
        try:
            yield copy
        finally:
            copy.dispose()


def _copy(engine: sa.Engine, patience: float) -> sqlite3.Connection | None:
    """Made beside the database, where there is room for it, and where only those come who may read it.

    The file has no name any more when this returns: what is open is read to the end all the same, and a process
    that is killed leaves nothing behind.
    """
    file = Path(engine.url.database or "").absolute()
    with tempfile.TemporaryDirectory(prefix=f".{file.name}-read-", dir=file.parent) as folder:
        path = Path(folder, "copy")
        if not _fill(engine, path, patience):
            return None
        return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def _fill(engine: sa.Engine, path: Path, patience: float) -> bool:
    """All pages in one go, so that writers wait once and briefly."""
    deadline = time.monotonic() + patience

    def give_up_when_late(status: int, _remaining: int, _total: int) -> None:
        if status != sqlite3.SQLITE_DONE and time.monotonic() > deadline:
            raise TimeoutError

    with engine.connect() as source, closing(sqlite3.connect(path)) as target:
        target.execute("PRAGMA journal_mode=OFF")
        target.execute("PRAGMA synchronous=OFF")  # nobody needs it after a power cut
        raw = source.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        try:
            raw.backup(target, pages=-1, progress=give_up_when_late, sleep=_BUSY_WAITS)
        except TimeoutError:
            return False
    return True
