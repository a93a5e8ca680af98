"""P12: the disk under the database fills up while somebody records, again and again."""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Engine

from core.database import make_engine
from core.migrations import upgrade
from tests.disks.driver import fill_up
from tests.disks.rooms import NoMount, SmallDisk, small_disk
from tests.grants.recording.desk import OFFICER, at_desk
from tests.stress.databases import server
from tests.stress.promise import Kind, NotHere, Outcome, scaled, watched
from tests.web import import_example

TIMES, REFUSALS = 25, 5
_MEGABYTES = {Kind.SQLITE: 4, Kind.POSTGRESQL: 24}
_TABLESPACE, _DATABASE = "small_disk", "on_small_disk"


def run(scale: float, kind: Kind) -> Outcome:
    times = scaled(TIMES, scale, least=2)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hashar-stress-")))
        disk = _disk(stack, kind, folder)
        engine = _on_sqlite(disk) if kind is Kind.SQLITE else _on_postgresql(stack, disk)
        stack.callback(engine.dispose)
        upgrade(engine)
        import_example(engine, "khatlon_water")
        watch = stack.enter_context(watched())
        desk = stack.enter_context(at_desk(engine, folder, "zarina", OFFICER))
        tried = fill_up(desk, disk, times=times, refusals=REFUSALS)
    return Outcome(
        done=f"the disk of the database ({_MEGABYTES[kind]} MB in memory) filled up {times} times while somebody "
        f"records: {tried.refused} clean refusals with what was typed, {tried.read} pages read meanwhile; each "
        "time it went on by itself once there was room",
        times=tried.refused,
        wrong=tried.wrong,
        seconds=watch.seconds,
    )


def _disk(stack: ExitStack, kind: Kind, folder: Path) -> SmallDisk:
    """That of PostgreSQL lies where its own user may go."""
    where = server().folder if kind is Kind.POSTGRESQL else folder
    try:
        return stack.enter_context(small_disk(where / "disk", _MEGABYTES[kind]))
    except NoMount as failure:
        raise NotHere("only root can mount a small disk, and on Linux") from failure


def _on_sqlite(disk: SmallDisk) -> Engine:
    return make_engine(f"sqlite:///{disk.folder}/hashar.sqlite")


def _on_postgresql(stack: ExitStack, disk: SmallDisk) -> Engine:
    """In a tablespace of its own; PostgreSQL's own log of writes is elsewhere."""
    place, data = disk.folder / "tablespace", (server().folder / "data").stat()
    place.mkdir(mode=0o700)
    os.chown(place, data.st_uid, data.st_gid)
    server().execute(f"CREATE TABLESPACE {_TABLESPACE} LOCATION '{place}'")
    stack.callback(server().execute, f"DROP TABLESPACE {_TABLESPACE}")
    server().execute(f"CREATE DATABASE {_DATABASE} TEMPLATE template0 TABLESPACE {_TABLESPACE}")
    stack.callback(server().execute, f"DROP DATABASE {_DATABASE} WITH (FORCE)")
    return make_engine(server().url(_DATABASE).render_as_string(hide_password=False))
