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


def events(engine: sa.Engine) -> list[tuple[object, ...]]:
    return sorted(entry[:2] + entry[2:5] for entry in journal(engine) if entry[0] is not None)


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
