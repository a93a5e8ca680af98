"""Small disks for the database, on either engine."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.pool import NullPool

from core.database import make_engine
from core.migrations import upgrade
from tests.disks.rooms import NoMount, SmallDisk, small_disk

_CANNOT = "a disk of the test's own cannot be mounted: that needs root, and Linux"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with ExitStack() as stack:
        yield mounted(stack, tmp_path / "disk", 4)


def mounted(stack: ExitStack, folder: Path, megabytes: int) -> SmallDisk:
    try:
        return stack.enter_context(small_disk(folder, megabytes))
    except NoMount:
        pytest.skip(_CANNOT)


@pytest.fixture
def sqlite_on(disk: SmallDisk) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{disk.folder}/hashar.sqlite")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_on(postgresql_engine: Engine, tmp_path: Path) -> Iterator[tuple[Engine, SmallDisk]]:
    """A database in a tablespace that is a small disk; PostgreSQL's own log of writes is elsewhere."""
    url = postgresql_engine.url
    server = sa.create_engine(url.set(database="postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with ExitStack() as stack:
        connection = stack.enter_context(server.connect())
        data = Path(connection.exec_driver_sql("SHOW data_directory").scalar_one())
        if not data.is_dir():
            pytest.skip("the server of PostgreSQL is another machine's")
        disk = mounted(stack, data.parent / "small-disk", 24)
        place = disk.folder / "tablespace"
        place.mkdir(mode=0o700)
        os.chown(place, data.stat().st_uid, data.stat().st_gid)
        connection.exec_driver_sql(f"CREATE TABLESPACE small_disk LOCATION '{place}'")
        connection.exec_driver_sql("CREATE DATABASE on_small_disk TEMPLATE template0 TABLESPACE small_disk")
        engine = make_engine(url.set(database="on_small_disk").render_as_string(hide_password=False))
        upgrade(engine)
        yield engine, disk
        engine.dispose()
        connection.exec_driver_sql("DROP DATABASE on_small_disk WITH (FORCE)")
        connection.exec_driver_sql("DROP TABLESPACE small_disk")
