"""The database: how it is opened, read, and written. Nothing else in the project begins or commits."""

import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from weakref import WeakSet

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from core import sqlite
from core.outages import NotStored, outages_named
from core.sqlite_copy import copied

T = TypeVar("T")
Options = dict[str, dict[str, Any]]

PATIENCE_SECONDS = 10.0
"""How long a writer tries before it gives up with `DatabaseBusy`."""

SERIALIZATION_FAILURE, DEADLOCK_DETECTED, UNIQUE_VIOLATION = "40001", "40P01", "23505"
_RACES = 2
"""How often a key may be found taken: by the next time whoever took it has committed."""

_PATIENCE_WITH_MIGRATIONS = 60.0
"""Another process may be migrating: what it does takes longer than a booking."""

_READING: Options = {
    "sqlite": sqlite.READING,
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
_WRITING: Options = {
    "sqlite": sqlite.WRITING,
    "postgresql": {"isolation_level": "READ COMMITTED", "postgresql_readonly": False},
}
_REBUILDING: Options = _WRITING | {"sqlite": sqlite.REBUILDING}


class DatabaseBusy(NotStored):
    """Others kept the database busy for so long that this write was given up."""


class _Open(threading.local):
    """The sessions that this thread has open."""

    def __init__(self) -> None:
        self.sessions: WeakSet[Session] = WeakSet()


_open = _Open()


def make_engine(url: str) -> sa.Engine:
    """An engine for `sqlite:///…` or `postgresql://…`, or `postgres://…` as hosting services write it."""
    address = sa.make_url(url)
    if address.drivername == "sqlite":
        return sqlite.make_engine(address)
    if address.get_backend_name() in {"postgres", "postgresql"}:
        return sa.create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    raise ValueError(
        f"The database must be sqlite:///FILE or postgresql://HOST/NAME, not {address.drivername}://"
    )


@contextmanager
def session(engine: sa.Engine) -> Iterator[Session]:
    """A session that can only read, and sees one state of the database however many queries it makes."""
    with outages_named(), Session(engine) as reading:
        _open.sessions.add(reading)
        reading.connection(execution_options=_READING[engine.dialect.name])
        yield reading


@contextmanager
def snapshot(engine: sa.Engine) -> Iterator[Session]:
    """`session()` for whoever reads for long: no writer has to wait until that is over.

    PostgreSQL and SQLite's write-ahead log keep what a reader sees beside what is written. SQLite without that
    log does not, so there it is a copy of the file that is read. Raises DatabaseBusy.
    """
    if engine.dialect.name != "sqlite" or sqlite.journal_mode() == "wal":
        with session(engine) as reading:
            yield reading
        return
    with outages_named(), copied(engine, PATIENCE_SECONDS) as copy:
        if copy is None:
            raise DatabaseBusy(f"gave up copying after {PATIENCE_SECONDS:.0f} seconds")
        with session(copy) as reading:
            yield reading


def only_reads(session: Session) -> bool:
    """Whether it is one of `session()`, in which everything that is seen is committed."""
    connection = session.connection()
    options = connection.get_execution_options()
    return all(options.get(key) == value for key, value in _READING[connection.dialect.name].items())


def transaction(engine: sa.Engine, work: Callable[[Session], T], *, patience: float | None = None) -> T:
    """Commit what `work` does, and return what it returns: all of it is stored, or nothing.

    Where another writer is in the way, or was first to store a row of the same key, `work` runs AGAIN from its
    start, in a new session, and decides on what is there then. So it may touch nothing but its session, and has
    to read what it builds on by that session. `patience` is in seconds.
    """
    return _commit(engine, work, _WRITING, patience)


def rebuild(engine: sa.Engine, work: Callable[[Session], T]) -> T:
    """`transaction()` for a migration: SQLite alters a table by rebuilding it, which its foreign keys forbid.

    They are off meanwhile, and checked as a whole before the commit.
    """

    def checked(writing: Session) -> T:
        result = work(writing)
        sqlite.check_foreign_keys(writing.connection())
        return result

    is_sqlite = engine.dialect.name == "sqlite"
    return _commit(engine, checked if is_sqlite else work, _REBUILDING, _PATIENCE_WITH_MIGRATIONS)


def _commit(
    engine: sa.Engine, work: Callable[[Session], T], options: Options, patience: float | None = None
) -> T:
    _refuse_nesting(engine)
    patience = PATIENCE_SECONDS if patience is None else patience
    deadline = time.monotonic() + patience
    races = _RACES
    while True:
        try:
            # Whatever `work` returns can still be read after the commit: nothing is expired by it.
            with outages_named(), Session(engine, expire_on_commit=False) as writing:
                _open.sessions.add(writing)
                writing.connection(execution_options=options[engine.dialect.name])
                result = work(writing)
                writing.commit()
                return result
        except DBAPIError as failure:
            if _is_lost_race(failure) and races:
                races -= 1
            elif not _is_contention(failure):
                raise
            elif time.monotonic() > deadline:
                raise DatabaseBusy(f"gave up after {patience:.0f} seconds") from failure
        # A short wait of random length is fair to all writers; SQLite's own back-off starves some of them.
        time.sleep(random.uniform(0.001, 0.01))


def _is_lost_race(failure: DBAPIError) -> bool:
    """Whether somebody else stored a row of the same key first: begun again, `work` finds it there."""
    if isinstance(failure.orig, sqlite3.IntegrityError):
        return failure.orig.sqlite_errorcode in sqlite.KEY_TAKEN
    return getattr(failure.orig, "sqlstate", None) == UNIQUE_VIOLATION


def _is_contention(failure: DBAPIError) -> bool:
    if isinstance(failure.orig, sqlite3.OperationalError):
        return failure.orig.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return getattr(failure.orig, "sqlstate", None) in {SERIALIZATION_FAILURE, DEADLOCK_DETECTED}


def _refuse_nesting(engine: sa.Engine) -> None:
    for outer in _open.sessions:
        if outer.in_transaction() and outer.get_bind().engine.pool is engine.pool:
            raise RuntimeError(
                "transaction() within a session() or transaction() that is still open: "
                "on SQLite its commit would wait for the outer one for ever. Leave the outer one first."
            )
