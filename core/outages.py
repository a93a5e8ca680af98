"""What a database cannot help: no room is left, or it cannot be reached. Nothing is wrong with what was asked."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, EFBIG, ENOSPC

import psycopg
from sqlalchemy.exc import DBAPIError

NO_ROOM = frozenset({ENOSPC, EDQUOT, EFBIG})
"""Of files: no space on the disk, a quota used up, a file that may not grow any further."""
FULL = frozenset({"53100", "53400"})
"""PostgreSQL's disk_full and configuration_limit_exceeded."""
AWAY = frozenset({"53300", "57P01", "57P02", "57P03"})
"""Of PostgreSQL: too many connections, being shut down, crashed, starting up."""
FULL_SQLITE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC})
"""SQLite takes a quota that is used up, or a file that may grow no further, for a fault while writing."""


class NotStored(Exception):
    """A write was given up through no fault of whoever asked for it; nothing of it was stored."""


class DatabaseFull(NotStored):
    """There is no room for what was to be written. What is there can be read, and is as it was."""


class DatabaseAway(Exception):
    """The database does not answer. Where that came in the middle of a commit, it may or may not be stored."""


@contextmanager
def outages_named() -> Iterator[None]:
    """An error of the database that is an outage is raised as such."""
    try:
        yield
    except DBAPIError as failure:
        outage = _outage_of(failure)
        if outage is None:
            raise
        raise outage(_line(failure.orig)) from failure
    except sqlite3.Error as failure:
        outage = _of_sqlite(failure)
        if outage is None:
            raise
        raise outage(_line(failure)) from failure


def _line(said: object) -> str:
    """PostgreSQL says it once for each address that it tried."""
    return (str(said).strip().splitlines() or [""])[0]


def _outage_of(failure: DBAPIError) -> type[Exception] | None:
    if isinstance(failure.orig, sqlite3.Error):
        return _of_sqlite(failure.orig)
    state = getattr(failure.orig, "sqlstate", None)
    if state in FULL:
        return DatabaseFull
    # Where no connection was made, or one was lost, there is nobody who could have told a state.
    nobody = failure.connection_invalidated or (
        state is None and type(failure.orig) is psycopg.OperationalError
    )
    return DatabaseAway if nobody or state in AWAY or (state or "").startswith("08") else None


def _of_sqlite(failure: sqlite3.Error) -> type[Exception] | None:
    code = getattr(failure, "sqlite_errorcode", 0)
    if code in FULL_SQLITE:
        return DatabaseFull
    return DatabaseAway if code & 0xFF == sqlite3.SQLITE_CANTOPEN else None
