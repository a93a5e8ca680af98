"""What a contribution would be matched with is what it is matched with, and nothing of the rehearsal is left."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from grants.importing.importing import Occasion
from grants.previewing import Preview, decided_with, preview
from grants.verification.outcome import in_one_sentence
from grants.verification.verifying import as_verified
from tests.grants import programme as p
from tests.grants.verification.waiting import AT, books, recorded, shown, verified


@pytest.fixture(autouse=True)
def words(sqlite_app: Flask) -> None:
    """The sentences of the application."""


def previewed(engine: sa.Engine, reference: str = "C-1") -> Preview:
    row = as_verified(reference, "zarina") | {"verified_on": "2026-08-30"}
    return preview(engine, "P", {"contributions": [row]}, Occasion("zarina", AT))


def test_a_preview_says_what_is_booked_then_and_stores_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    books(engine, tmp_path)
    before = p.count_rows(engine), p.journal(engine)
    seen = previewed(engine)
    assert (p.count_rows(engine), p.journal(engine)) == before
    [entry] = seen.entries
    assert (entry.contribution, entry.rule, entry.fund, entry.granted_minor) == ("C-1", "R", "F", 10_000)
    assert entry.sentence == "1.00 for each 1.00: 100.00 for 100.00."
    assert entry.steps[0].step == "Value at the rate of the month"
    verified(engine, "zarina")
    assert decided_with(engine, 1, "C-1") == seen
    assert p.differences(engine) == []


def test_a_preview_names_what_is_freed_with_it(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, p.contribution("C-1"), recorded("C-2"), rules=[p.rule(counted_min=150)])
    seen = previewed(sqlite_engine, "C-2")
    assert [entry.contribution for entry in seen.entries] == ["C-2"]
    assert [(entry.contribution, entry.granted_minor) for entry in seen.others] == [("C-1", 10_000)]
    verified(sqlite_engine, "zarina", shown(sqlite_engine, "C-2"))
    decided = decided_with(sqlite_engine, 1, "C-2")
    assert decided == seen
    assert in_one_sentence("C-2", decided) == (
        "C-2: 100.00 TJS matched by F. One more contribution, which had waited, is matched with it."
    )


def test_the_entries_of_another_event_are_not_its_outcome(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2", 50))
    for reference in ("C-1", "C-2"):
        verified(sqlite_engine, "zarina", shown(sqlite_engine, reference))
    assert [entry.contribution for entry in decided_with(sqlite_engine, 1, "C-1").entries] == ["C-1"]
    assert decided_with(sqlite_engine, 1, "C-1").others == ()


def test_a_project_that_is_not_approved_holds_it(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, projects=[p.unapproved()])
    seen = previewed(sqlite_engine)
    assert seen.is_held
    assert seen.entries == ()
    assert in_one_sentence("C-1", seen) == "C-1 is verified. It is matched once its project is approved."


def test_a_settled_project_is_why_nothing_is_matched(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    settled = p.project(settled_on="2026-08-20", final_cost=1_000, status="completed")
    p.booked(sqlite_engine, tmp_path, {"projects": [settled]})
    seen = previewed(sqlite_engine)
    assert seen.is_settled
    assert in_one_sentence("C-1", seen) == (
        "C-1 is verified. Its project is settled, so nothing is matched any more."
    )


def test_missing_rates_are_named_with_their_month(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, recorded(currency="RUB"))
    seen = previewed(sqlite_engine)
    assert sorted(seen.missing_rates) == [("RUB", "Mar 2026"), ("TJS", "Mar 2026")]
    assert seen.other_problems == []


def test_other_problems_are_said_in_sentences(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    row = as_verified("C-1", "zarina") | {"verified_on": "2026-03-01"}
    seen = preview(sqlite_engine, "P", {"contributions": [row]}, Occasion("zarina", AT))
    assert seen.missing_rates == []
    assert seen.other_problems
    assert all(said.startswith("Verified on: the date lies before") for said in seen.other_problems)


SMALL = {"projects": [p.project(budget=150)]}
LABOUR_ONLY = {"rules": [p.rule(kinds="labour")]}
ELSEWHERE = {"rules": [p.rule(projects="W-9")], "projects": [p.project(), p.project("W-9")]}
TWO_FUNDS = {
    "funds": [p.fund(), p.fund("G")],
    "rules": [p.rule(), p.rule("S", fund="G", ratio="0.5", priority=2)],
}


@pytest.mark.parametrize(
    ("sheets", "amount", "sentence"),
    [
        (SMALL, 100, "C-1: 50.00 TJS matched by F; the project is then fully funded."),
        (LABOUR_ONLY, 100, "C-1 is verified. Nothing is matched for now (R: Kind of contribution)."),
        (ELSEWHERE, 100, "C-1 is verified. No rule matches it."),
        (TWO_FUNDS, 1_000, "C-1: 1,000.00 TJS matched by F, 500.00 TJS matched by G."),
    ],
)
def test_the_outcome_is_said_in_one_sentence(
    sqlite_engine: sa.Engine, tmp_path: Path, sheets: dict[str, list[p.Row]], amount: int, sentence: str
) -> None:
    books(sqlite_engine, tmp_path, recorded(amount=amount), **sheets)
    verified(sqlite_engine, "zarina")
    assert in_one_sentence("C-1", decided_with(sqlite_engine, 1, "C-1")) == sentence
