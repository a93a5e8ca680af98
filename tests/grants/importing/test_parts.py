"""One import, or as many as there were days on which something happened: the books are the same."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import make_engine
from tests.grants.in_parts import days_of_events, until, with_all_sheets
from tests.grants.programme import Sheets, balances, booked, differences, entries, journal
from tests.oracle.programmes import random_programme, with_rematches


def awkward(seed: int) -> Sheets:
    """Without the status of projects: a later one would be a change of the day of its import."""
    sheets = with_all_sheets(with_rematches(random_programme(seed, contributions=40), seed))
    for row in sheets["projects"]:
        row["status"] = None
    return sheets


def cuts(sheets: Sheets, parts: int) -> list[date]:
    days = days_of_events(sheets)
    return [days[len(days) * part // parts] for part in range(1, parts)]


@pytest.fixture
def other_engine(sqlite_engine: sa.Engine, sqlite_template: Path, tmp_path: Path) -> sa.Engine:
    path = tmp_path / "other.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    return make_engine(f"sqlite:///{path}")


@pytest.mark.parametrize("seed", range(12))
def test_two_files_split_by_date_give_what_one_gives(
    seed: int, sqlite_engine: sa.Engine, other_engine: sa.Engine, tmp_path: Path
) -> None:
    sheets = awkward(seed)
    booked(sqlite_engine, tmp_path, sheets)
    for last in cuts(sheets, parts=2 + seed % 4):
        booked(other_engine, tmp_path, until(sheets, last))
        assert differences(other_engine) == []
    booked(other_engine, tmp_path, sheets)
    assert entries(other_engine) == entries(sqlite_engine)
    assert balances(other_engine) == balances(sqlite_engine)
    assert differences(other_engine) == []


@pytest.mark.parametrize("seed", [100, 101])
def test_both_databases_hold_the_same_books(
    seed: int, sqlite_engine: sa.Engine, postgresql_engine: sa.Engine, tmp_path: Path
) -> None:
    sheets = awkward(seed)
    (middle,) = cuts(sheets, parts=2)
    for engine in (sqlite_engine, postgresql_engine):
        booked(engine, tmp_path, until(sheets, middle))
        booked(engine, tmp_path, sheets)
    assert entries(postgresql_engine) == entries(sqlite_engine)
    assert balances(postgresql_engine) == balances(sqlite_engine)
    assert journal(postgresql_engine) == journal(sqlite_engine)
    assert differences(postgresql_engine) == []
