"""A backup that is made while people work has all that was acknowledged before, and comes back whole."""

from pathlib import Path

from sqlalchemy import Engine

from core.backup.backing_up import Place
from tests.core.backup.driver import back_up_under_load, place_in
from tests.web import import_example


def test_a_backup_under_load_loses_nothing_that_was_acknowledged(
    engine: Engine, elsewhere: Place, tmp_path: Path
) -> None:
    import_example(engine, "khatlon_water")
    tried = back_up_under_load(place_in(engine, tmp_path), elsewhere, tmp_path, writers=4, before=12)
    assert tried.acknowledged >= 12
    assert tried.wrong == []
