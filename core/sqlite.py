"""SQLite, made to keep its word: no lost update, no half-durable commit, one snapshot for each reader."""

import sqlite3
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL

WAL_RESET_FIXED_IN = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""From these versions on, several connections may share a write-ahead log without the risk of corruption. The
first two are backports, each for its own minor series."""

# What each kind of transaction begins with. The driver's own begin too late (at the first write) and lose
# updates silently; here a writer takes the lock before it reads. It waits briefly, as `transaction()` tries
# again more fairly than SQLite does; a reader cannot be run again, and waits longer.
_READER_WAITS, _WRITER_WAITS = "PRAGMA busy_timeout=10000", "PRAGMA busy_timeout=50"
_COMMIT_WAITS = "PRAGMA busy_timeout=2000"
_KEYS_ON, _KEYS_OFF = "PRAGMA foreign_keys=ON", "PRAGMA foreign_keys=OFF"
_WRITES, _WRITES_NOTHING = "PRAGMA query_only=OFF", "PRAGMA query_only=ON"

PLAIN = {"sqlite_begin": (_WRITES, _READER_WAITS, _KEYS_ON, "BEGIN")}
READING = {"sqlite_begin": (_WRITES_NOTHING, _READER_WAITS, _KEYS_ON, "BEGIN")}
WRITING = {"sqlite_begin": (_WRITES, _WRITER_WAITS, _KEYS_ON, "BEGIN IMMEDIATE")}
REBUILDING = {"sqlite_begin": (_WRITES, _WRITER_WAITS, _KEYS_OFF, "BEGIN IMMEDIATE")}


KEY_TAKEN = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY})


class UnsafeDatabase(Exception):
    """SQLite would not give what the books rely on."""


def make_engine(address: URL) -> sa.Engine:
    """An engine whose every connection is prepared, and whose every transaction begins as its options say."""
    engine = sa.create_engine(address)
    sa.event.listen(engine, "connect", _prepare)
    begin_as_told(engine)
    sa.event.listen(engine, "commit", _wait_for_readers)
    sa.event.listen(engine, "checkin", _leave_nothing_open)
    return engine


def begin_as_told(engine: sa.Engine) -> None:
    """Have every transaction begin as its options say, rather than as the driver would."""
    sa.event.listen(engine, "begin", _begin)


def is_wal_safe(version: tuple[int, ...]) -> bool:
    """Whether this version of SQLite has the fix of the write-ahead log that its series got."""
    series = [fixed for fixed in WAL_RESET_FIXED_IN if fixed[:2] == version[:2]]
    return version >= (series[0] if series else WAL_RESET_FIXED_IN[-1])


def journal_mode() -> str:
    """The journal to use. If not WAL, then TRUNCATE, which syncs the end of a commit, as DELETE does not."""
    return "wal" if is_wal_safe(sqlite3.sqlite_version_info) else "truncate"


def check_foreign_keys(connection: sa.Connection) -> None:
    """Raise where a row refers to one that is not there."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise UnsafeDatabase(
            f"{len(broken)} rows refer to rows that are not there, the first: {tuple(broken[0])}"
        )


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    try:
        # Without this the driver begins transactions by itself, beside those of `_begin`.
        connection.isolation_level = None
        connection.execute(_READER_WAITS)
        _set_journal(connection)
        _set(connection, "synchronous", 2)
        _set(connection, "foreign_keys", 1)
        # Without this INSERT OR REPLACE deletes a row past the triggers that guard it.
        _set(connection, "recursive_triggers", 1)
    except BaseException:
        connection.close()
        raise


def _set_journal(connection: sqlite3.Connection) -> None:
    """A file that another version of SQLite wrote with WAL is taken back from it, where this one is not safe."""
    try:
        _set(connection, "journal_mode", journal_mode())
    except sqlite3.OperationalError as locked:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            raise
        raise UnsafeDatabase(
            f"The database has a write-ahead log, with which SQLite {sqlite3.sqlite_version} could damage it, and "
            "another program has it open: end that one first."
        ) from locked


def _set(connection: sqlite3.Connection, pragma: str, wanted: str | int) -> None:
    connection.execute(f"PRAGMA {pragma}={wanted}")
    found = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
    if found != wanted:
        raise UnsafeDatabase(
            f"SQLite keeps {pragma} at {found!r} and cannot be set to {wanted!r}: is this a local file?"
        )


def _begin(connection: sa.Connection) -> None:
    for statement in connection.get_execution_options().get("sqlite_begin", PLAIN["sqlite_begin"]):
        connection.exec_driver_sql(statement)


def _wait_for_readers(connection: sa.Connection) -> None:
    """Without WAL a commit waits until those who read are done; no new ones come in meanwhile."""
    connection.exec_driver_sql(_COMMIT_WAITS)


def _leave_nothing_open(connection: sqlite3.Connection | None, _record: Any) -> None:
    """A commit that waited in vain keeps its transaction and its lock, though SQLAlchemy is done with it."""
    if connection is not None and connection.in_transaction:
        connection.rollback()
