import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core import sqlite
from core.database import session, transaction
from core.errors import Refusal
from core.opening import DatabaseReason, open_database


def pragma(engine: sa.Engine, name: str) -> object:
    with session(engine) as reading:
        return reading.execute(sa.text(f"PRAGMA {name}")).scalar_one()


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 3), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_the_write_ahead_log_is_used_from_the_version_in_which_it_was_mended(
    version: tuple[int, ...], is_safe: bool
) -> None:
    assert sqlite.is_wal_safe(version) is is_safe


@pytest.mark.parametrize(("is_safe", "journal"), [(True, "wal"), (False, "truncate")])
def test_every_connection_is_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_safe: bool, journal: str
) -> None:
    monkeypatch.setattr(sqlite, "is_wal_safe", lambda version: is_safe)
    engine = sqlite.make_engine(sa.make_url(f"sqlite:///{tmp_path}/hashar.sqlite"))
    with engine.connect(), engine.connect() as second:
        assert second.exec_driver_sql("PRAGMA journal_mode").scalar_one() == journal
        assert second.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert second.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    engine.dispose()


def test_a_database_that_cannot_be_durable_is_refused() -> None:
    engine = sqlite.make_engine(sa.make_url("sqlite://"))
    with pytest.raises(sqlite.UnsafeDatabase, match="keeps journal_mode at 'memory'"):
        engine.connect()


def test_a_writer_waits_briefly_and_a_reader_long(sqlite_engine: sa.Engine) -> None:
    assert pragma(sqlite_engine, "busy_timeout") == 10_000
    written = transaction(
        sqlite_engine, lambda writing: writing.execute(sa.text("PRAGMA busy_timeout")).scalar_one()
    )
    assert written == 50


def test_a_file_moves_from_one_journal_to_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the same file is opened after Python was changed for one with another SQLite."""
    for journal in ("wal", "truncate", "wal"):
        monkeypatch.setattr(sqlite, "journal_mode", lambda journal=journal: journal)
        engine = sqlite.make_engine(sa.make_url(f"sqlite:///{tmp_path}/hashar.sqlite"))
        transaction(
            engine, lambda writing: writing.execute(sa.text("CREATE TABLE IF NOT EXISTS kept (id INTEGER)"))
        )
        assert pragma(engine, "journal_mode") == journal
        engine.dispose()


def test_a_writer_has_the_lock_before_it_reads(sqlite_engine: sa.Engine) -> None:
    """What it reads then is what it decides on: nobody writes in between."""
    refused = []

    def work(writing: Session) -> None:
        writing.execute(sa.text("SELECT count(*) FROM programme")).all()
        with closing(sqlite3.connect(sqlite_engine.url.database or "", timeout=0)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as busy:
                refused.append(busy.sqlite_errorname)

    transaction(sqlite_engine, work)
    assert refused == ["SQLITE_BUSY"]


def test_a_write_ahead_log_that_another_program_has_open_is_not_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be one with a SQLite that is safe; this one could damage what the two of them write."""
    monkeypatch.setattr(sqlite, "journal_mode", lambda: "truncate")
    monkeypatch.setattr(sqlite, "_READER_WAITS", "PRAGMA busy_timeout=10")
    with closing(sqlite3.connect(tmp_path / "hashar.sqlite")) as other:
        other.execute("PRAGMA journal_mode=wal")
        other.execute("CREATE TABLE kept (id INTEGER)")
        engine = sqlite.make_engine(sa.make_url(f"sqlite:///{tmp_path}/hashar.sqlite"))
        with pytest.raises(Refusal) as refused:
            open_database(engine)
    assert refused.value.reason == DatabaseReason.UNSAFE
    assert "another program has it open" in str(refused.value.details["why"])
    engine.dispose()
