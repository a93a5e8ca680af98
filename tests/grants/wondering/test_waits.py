"""What waits in the small examples, and for a partner of a joint scheme: how much is missing where."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core.accounts.person import Reach
from core.database import session
from core.programmes import Programme
from grants.views import waiting as waiting_page
from grants.wondering.waiting_rows import WaitingRow, waiting_rows
from grants.wondering.waiting_words import waits_in_words
from grants.wondering.waits import WaitsFor
from household_groups.models.projects import Project
from tests.grants.programme import (
    booked,
    contribution,
    fund,
    programme,
    project,
    reversal,
    rule,
    unapproved,
)
from tests.grants.views.verifying_pages import MANAGER, signed_in
from tests.web import app_on, import_example, opened

TODAY = date(2026, 9, 1)


def rows(engine: Engine, **part: frozenset[str]) -> list[WaitingRow]:
    """All that waits, in the whole programme or as far as a part of it reaches."""
    with session(engine) as books, app_on(engine).test_request_context():
        programme_id = books.exec(select(Programme.id)).one() or 0
        reach = Reach(programme_id, is_whole=not part, **part)
        return [
            row for each in books.exec(select(Project)) for row in waiting_rows(books, reach, each, TODAY)
        ]


def said(engine: Engine, row: WaitingRow) -> list[str]:
    with app_on(engine).test_request_context():
        return waits_in_words(row.wait, row.told_as, row.known)


@pytest.mark.parametrize("example", ["tekax_2014", "pare_2017"])
def test_where_everything_is_decided_nothing_waits(sqlite_engine: Engine, example: str) -> None:
    import_example(sqlite_engine, example)
    assert rows(sqlite_engine) == []


def test_in_the_corners_one_waits_and_what_is_missing_is_said(sqlite_engine: Engine) -> None:
    """120.00 counts, and the rule grants from 300.00 on; in kind counts for the threshold alone."""
    import_example(sqlite_engine, "corners")
    [row] = rows(sqlite_engine)
    assert (row.contribution.reference, row.reason) == ("FN-1", WaitsFor.THRESHOLD)
    assert said(sqlite_engine, row) == [
        "It waits until the project has 300.00 USD under FARM-1; 180.00 USD is missing."
    ]
    assert sum((row.would or {}).values()) == 0


def test_what_waits_for_a_partner_says_what_is_missing_there(sqlite_engine: Engine, tmp_path: Path) -> None:
    a_scheme(sqlite_engine, tmp_path)
    [row] = rows(sqlite_engine)
    assert said(sqlite_engine, row) == [
        "It waits for THEIRS, which pays in step and grants once the project has 250.00 TJS; "
        "150.00 TJS is missing there."
    ]
    assert (row.since, row.days) == (date(2026, 3, 5), 180)
    assert row.would == {("The fund", "TJS"): 10_000, ("Their fund", "TJS"): 10_000}


def test_a_donor_reads_that_a_partner_holds_it_up_and_not_which(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    a_scheme(sqlite_engine, tmp_path)
    [row] = rows(sqlite_engine, funds=frozenset({"F"}))
    assert row.reason is WaitsFor.PARTNER
    assert said(sqlite_engine, row) == [
        "It waits for another rule, which pays in step and has not reached its threshold."
    ]
    assert row.who == "Another funder"
    assert row.would == {("The fund", "TJS"): 10_000}


def test_what_is_held_would_be_matched_as_on_its_approval(sqlite_engine: Engine, tmp_path: Path) -> None:
    sheets = programme(projects=[unapproved()], contributions=[contribution()], rules=[rule(ratio=2)])
    assert not booked(sqlite_engine, tmp_path, sheets).problems
    [row] = rows(sqlite_engine)
    assert (row.reason, row.since) == (WaitsFor.APPROVAL, date(2026, 3, 5))
    assert row.would == {("The fund", "TJS"): 20_000}
    assert rows(sqlite_engine, funds=frozenset({"F"})) == []


def test_a_page_on_which_nothing_waits_says_nothing_of_the_others(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waited in W-1 was taken back; in W-2, on the next page, one waits."""
    monkeypatch.setattr(waiting_page, "_PROJECTS_OF_A_PAGE", 1)
    given = [contribution(), contribution("C-2", project="W-2")]
    projects = [project(), project("W-2")]
    sheets = programme(projects=projects, rules=[rule(counted_min=500)], contributions=given)
    booked(sqlite_engine, tmp_path, sheets)
    booked(sqlite_engine, tmp_path, {"reversals": [reversal()]})
    with opened(sqlite_engine) as app, signed_in(app, sqlite_engine, "zarina", MANAGER) as zarina:
        first, second = (zarina.words("/waiting", page=number) for number in "12")
    assert "Of the projects on this page nothing like that waits. Look at the other pages." in first
    assert "every verified contribution is decided on" not in first
    assert "C-2" in second


def a_scheme(engine: Engine, folder: Path) -> None:
    """OURS has no threshold, THEIRS one of 250.00; 100.00 came."""
    sheets = programme(
        funds=[fund(), fund("G", name="Their fund")],
        rules=[rule("OURS", joint="S"), rule("THEIRS", fund="G", joint="S", counted_min=250)],
        contributions=[contribution()],
    )
    assert not booked(engine, folder, sheets).problems
