"""What is known is read by what a file names; whatever else is asked is true all the same."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import session, transaction
from grants.entering.entering import enter
from grants.entering.typed import read_typed
from grants.importing import known
from grants.importing.importing import Occasion
from grants.importing.known import KnownRows, load_known
from grants.importing.naming import fetch_named
from grants.importing.upload import Upload
from grants.workbook.mapping import MAPPED
from tests.grants.in_parts import with_rows_in_every_sheet
from tests.grants.programme import (
    TODAY,
    booked,
    contribution,
    differences,
    group,
    programme,
    project,
    recorded,
)

VERIFIED = {
    "status": "verified",
    "verified_by": "b",
    "verified_on": "2026-03-10",
    "verification_method": "slip",
}


@contextmanager
def statements(engine: sa.Engine) -> Iterator[Counter[str]]:
    """How often each table is read from."""
    counted: Counter[str] = Counter()

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            counted.update(re.findall(r"\sFROM\s+(\w+)", statement)[:1])

    sa.event.listen(engine, "before_cursor_execute", count)
    yield counted
    sa.event.remove(engine, "before_cursor_execute", count)


@pytest.fixture
def everything(engine: sa.Engine, tmp_path: Path) -> sa.Engine:
    sheets = with_rows_in_every_sheet()
    booked(engine, tmp_path, sheets)
    return engine


def test_rows_asked_for_one_by_one_are_those_of_the_whole_sheet(everything: sa.Engine) -> None:
    with session(everything) as books:
        for name in MAPPED:
            whole = load_known(books, 1, name)
            assert whole, name
            one_by_one = KnownRows(books, 1, name)
            assert {key: one_by_one[key] for key in whole} == whole
            assert "nobody" not in one_by_one
            assert KnownRows(books, 1, name) == whole


def test_rows_fetched_together_are_not_asked_for_again(everything: sa.Engine) -> None:
    with session(everything) as books:
        keys = list(load_known(books, 1, "groups"))
        rows = KnownRows(books, 1, "groups")
        rows.fetch([*keys, "nobody"])
        with statements(everything) as counted:
            assert all(key in rows for key in keys)
            assert "nobody" not in rows
        assert not counted


def test_many_rows_of_a_small_sheet_are_read_as_a_whole(
    everything: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "_FEW", 1)
    with session(everything) as books, statements(everything) as counted:
        rows = KnownRows(books, 1, "groups")
        rows.fetch(["A", "B", "C"])
        assert len(rows) == len(load_known(books, 1, "groups"))
    assert counted == {"household_group": 2}


def test_a_row_is_read_with_what_it_names_and_no_more(engine: sa.Engine, tmp_path: Path) -> None:
    of_household = {"household": "H-1"}
    booked(engine, tmp_path, programme(contributions=[recorded("C-1", **of_household), recorded("C-2")]))
    sheets, _ = read_typed({"contributions": [{"reference": "C-1"} | VERIFIED]})
    with session(engine) as books:
        known = {name: KnownRows(books, 1, name) for name in MAPPED}
        fetch_named(Upload(sheets), known)
        read = {
            name: [row.content[MAPPED[name].sheet.key[0]] for row in of.fetch([])]
            for name, of in known.items()
        }
    assert {name: keys for name, keys in read.items() if keys} == {
        "contributions": ["C-1"],
        "households": ["H-1"],
        "groups": ["G-1"],
        "projects": ["W-1"],
    }


def test_a_verification_reads_no_more_of_a_large_registry_than_of_a_small_one(
    engine: sa.Engine, tmp_path: Path
) -> None:
    """What is done under the lock is what limits how many can be verified in a second."""
    registry = programme(
        groups=[group(f"G-{number}") for number in range(1, 30)],
        projects=[project(f"W-{number}") for number in range(1, 30)],
        contributions=[contribution(), recorded("C-2")],
    )
    booked(engine, tmp_path, registry)
    row = {"reference": "C-2"} | VERIFIED
    with statements(engine) as counted:
        transaction(engine, lambda books: enter(books, "P", {"contributions": [row]}, Occasion("b", TODAY)))
    assert sum(counted.values()) <= 20, counted
    assert counted["contribution"] <= 3
    assert not counted.keys() & {
        "rematch",
        "reversal",
        "fact_change",
        "disbursement",
        "budget_line",
        "indicator",
    }
    assert differences(engine) == []
