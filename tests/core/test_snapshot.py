"""Whoever reads for long keeps nobody from writing."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core import database, sqlite
from core.database import DatabaseBusy, make_engine, session, snapshot, transaction

COUNT = sa.text("SELECT count(*) FROM throttle")


def write(session: Session) -> None:
    session.execute(
        sa.text(
            "INSERT INTO throttle (bucket, window_began_at, attempts) VALUES ('b', '2026-01-01 00:00:00', 1)"
        )
    )


def in_a_thread(work: Callable[[], object]) -> None:
    """As another request does, which has nothing open."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as failure:
            failures.append(failure)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert failures == []


def test_a_writer_commits_beside_a_snapshot_which_stays_as_it_was(engine: sa.Engine) -> None:
    with snapshot(engine) as reading:
        assert reading.execute(COUNT).scalar_one() == 0
        in_a_thread(lambda: transaction(engine, write, patience=0.5))
        assert reading.execute(COUNT).scalar_one() == 0
    with snapshot(engine) as reading:
        assert reading.execute(COUNT).scalar_one() == 1


@pytest.mark.skipif(
    sqlite.journal_mode() == "wal",
    reason="this SQLite is new enough for a write-ahead log, where no writer waits for a reader: nothing to do",
)
def test_beside_a_session_it_would_have_to_wait(sqlite_engine: sa.Engine) -> None:
    with session(sqlite_engine) as reading:
        reading.execute(COUNT)
        with pytest.raises(DatabaseBusy):
            transaction(make_engine(str(sqlite_engine.url)), write, patience=0.1)


def test_a_snapshot_cannot_write(engine: sa.Engine) -> None:
    with snapshot(engine) as reading, pytest.raises(sa.exc.DBAPIError):
        write(reading)


def test_nothing_is_left_of_a_copy(sqlite_engine: sa.Engine) -> None:
    folder = Path(str(sqlite_engine.url.database)).parent
    before = set(folder.iterdir())
    with suppress(ZeroDivisionError), snapshot(sqlite_engine) as reading:
        reading.execute(COUNT)
        assert set(folder.iterdir()) == before, "a process that is killed now leaves nothing behind"
        raise ZeroDivisionError
    assert set(folder.iterdir()) == before


def test_a_snapshot_that_cannot_be_taken_is_given_up(
    sqlite_engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "journal_mode", lambda: "truncate")
    monkeypatch.setattr(sqlite, "_READER_WAITS", "PRAGMA busy_timeout=10")
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.05)
    engine = make_engine(str(sqlite_engine.url))
    engine.connect().close()
    blocking = sqlite3.connect(str(sqlite_engine.url.database), isolation_level=None)
    blocking.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseBusy), snapshot(engine):
        pass
    blocking.execute("ROLLBACK")
    blocking.close()
    engine.dispose()
