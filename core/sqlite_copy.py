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
    file = Path(engine.url.database or "").absolute()
    with tempfile.TemporaryDirectory(prefix=f".{file.name}-read-", dir=file.parent) as folder:
        path = Path(folder, "copy")
        if not _copy(engine, path, patience):
            yield None
            return
        copy = sa.create_engine("sqlite://", creator=lambda: _opened(path), poolclass=StaticPool)
        sqlite.begin_as_told(copy)
        try:
            yield copy
        finally:
            copy.dispose()


def _copy(engine: sa.Engine, path: Path, patience: float) -> bool:
    """All pages in one go, so that writers wait once and briefly."""
    deadline = time.monotonic() + patience

    def give_up_when_late(_status: int, _remaining: int, _total: int) -> None:
        if time.monotonic() > deadline:
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


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    path.unlink()  # read to the end all the same, and not left behind by a process that is killed
    return connection
