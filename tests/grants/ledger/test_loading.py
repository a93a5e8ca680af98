"""One more contribution costs the same in a large programme as in a small one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import session
from grants.ledger import events as ev
from grants.ledger.opening import open_books
from grants.matching.books import Books
from tests.grants.programme import (
    Row,
    Sheets,
    booked,
    contribution,
    differences,
    fund,
    group,
    programme,
    project,
    reversal,
    rule,
)


def large(projects: int, each: int, **other: list[Row]) -> Sheets:
    """Projects W-1, W-2 …, each with a group of the same number and so many matched contributions."""
    numbers = range(1, projects + 1)
    everything = programme(
        projects=[project(f"W-{n}") for n in numbers],
        groups=[group(f"G-{n}") for n in numbers],
        households=[{"code": f"H-{n}", "group": f"G-{n}"} for n in numbers],
        funds=[fund(budget=90_000_000)],
        rules=[rule(match_per_household=90_000_000, match_per_group=90_000_000)],
        contributions=[given(n, number) for n in numbers for number in range(each)],
    )
    return everything | other


def given(project_number: int, number: int) -> Row:
    return contribution(
        f"C-{project_number}-{number}",
        project=f"W-{project_number}",
        group=f"G-{project_number}",
        household=f"H-{project_number}",
    )


def one_more(n: int = 1) -> ev.ContributionVerified:
    day = date(2026, 3, 5)
    return ev.ContributionVerified(
        *(10_000, day, 10_000, "C-NEW", f"W-{n}", f"G-{n}", f"H-{n}", day, day, 100, "TJS", "cash", None)
    )


def opened(engine: sa.Engine, *events: ev.Event) -> Books:
    with session(engine) as books:
        return open_books(books, 1, 9_999, events).books


@contextmanager
def statements(engine: sa.Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(engine, "before_cursor_execute", note)


def test_a_contribution_opens_its_own_project_and_nothing_of_the_past(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, large(projects=6, each=8))
    books = opened(sqlite_engine, one_more(3))
    assert books.projects.keys() == {"W-3"}
    assert books.groups.keys() == {"G-3"}
    assert books.contributions == {}
    assert {key[1] for key in books.balances} == {"", "W-3", "G-3", "H-3"}


def test_of_the_past_only_who_waits_is_loaded(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    waiting = rule(counted_min=1_000)
    booked(sqlite_engine, tmp_path, large(projects=3, each=4, rules=[waiting]))
    assert sorted(opened(sqlite_engine, one_more(2)).contributions) == [f"C-2-{n}" for n in range(4)]
    rich = given(2, 9) | {"amount": 800}
    booked(sqlite_engine, tmp_path, {"contributions": [rich]})
    assert opened(sqlite_engine, one_more(2)).contributions == {}
    assert len(opened(sqlite_engine, one_more(3)).contributions) == 4
    assert differences(sqlite_engine) == []


def test_a_reversal_loads_what_it_reverses(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, large(projects=3, each=4))
    books = opened(sqlite_engine, ev.ContributionReversed(10_000, date(2026, 5, 1), "C-2-1", 5))
    assert books.contributions.keys() == {"C-2-1"}
    assert books.projects.keys() == {"W-2"}


def test_a_settlement_loads_its_project_and_a_rematch_what_was_held_back(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, large(projects=3, each=4, funds=[fund(budget=1_050)]))
    settled = opened(sqlite_engine, ev.ProjectSettled(10_000, date(2026, 5, 1), "W-2", 5))
    assert sorted(settled.contributions) == [f"C-2-{n}" for n in range(4)]
    rematched = opened(sqlite_engine, ev.FundRematched(10_000, date(2026, 5, 1), "F"))
    assert sorted(rematched.contributions) == ["C-3-2", "C-3-3"]


@pytest.mark.parametrize(
    "sheets",
    [
        {"contributions": [given(1, 99)]},
        {"reversals": [reversal(5, "C-1-0")]},
        {"funds": [fund(budget=80_000_000)]},
    ],
    ids=["contribution", "reversal", "change"],
)
def test_the_number_of_statements_does_not_grow_with_the_programme(
    sheets: Sheets, sqlite_engine: sa.Engine, postgresql_engine: sa.Engine, tmp_path: Path
) -> None:
    seen = {}
    for engine, projects, each in ((sqlite_engine, 2, 2), (postgresql_engine, 30, 20)):
        booked(engine, tmp_path, large(projects, each))
        with statements(engine) as made:
            booked(engine, tmp_path, sheets)
        seen[engine.dialect.name] = [line for line in made if not line.startswith(("PRAGMA", "BEGIN"))]
    assert len(seen["postgresql"]) == len(seen["sqlite"])
    assert len(seen["sqlite"]) < 80
