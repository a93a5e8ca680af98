"""No room for the database: a clean refusal, nothing lost, pages to read, and no hand needed to go on."""

from pathlib import Path

from sqlalchemy import Engine

from tests.disks.driver import fill_up
from tests.disks.rooms import PageLimit, Room, SmallDisk
from tests.grants.recording.desk import OFFICER, Desk, at_desk
from tests.web import import_example


def assert_kept(desk: Desk, room: Room) -> None:
    tried = fill_up(desk, room, times=2, refusals=2)
    assert tried.wrong == []
    assert tried.refused >= 4
    assert tried.read > 0


def test_sqlite_that_may_not_grow_refuses_cleanly(sqlite_engine: Engine, tmp_path: Path) -> None:
    import_example(sqlite_engine, "khatlon_water")
    with at_desk(sqlite_engine, tmp_path, "zarina", OFFICER) as desk:
        assert_kept(desk, PageLimit(desk.app.extensions["hashar.engine"].engine))


def test_sqlite_on_a_full_disk_refuses_cleanly(sqlite_on: Engine, disk: SmallDisk, tmp_path: Path) -> None:
    import_example(sqlite_on, "khatlon_water")
    with at_desk(sqlite_on, tmp_path, "zarina", OFFICER) as desk:
        assert_kept(desk, disk)


def test_postgresql_on_a_full_disk_refuses_cleanly(
    postgresql_on: tuple[Engine, SmallDisk], tmp_path: Path
) -> None:
    engine, disk = postgresql_on
    import_example(engine, "khatlon_water")
    with at_desk(engine, tmp_path, "zarina", OFFICER) as desk:
        assert_kept(desk, disk)
