from pathlib import Path

import sqlalchemy as sa

from tests.grants.programme import (
    Row,
    booked,
    change,
    contribution,
    differences,
    fund,
    granted,
    journal,
    problems,
    programme,
    project,
    reversal,
    rows,
)


def scarce(**sheets: list[Row]) -> dict[str, list[Row]]:
    """A fund of 150 and two contributions of 100 on one day: who is matched first gets all."""
    pair = [contribution("C-1"), contribution("C-2")]
    return programme(**{"funds": [fund(budget=150)], "contributions": pair} | sheets)


def test_without_numbers_events_are_booked_by_date_kind_code_and_row(
    engine: sa.Engine, tmp_path: Path
) -> None:
    day = "2026-03-05"
    sheets = programme(
        projects=[project(), project("W-2", approved_on=day)],
        funds=[fund(budget=900)],
        contributions=[contribution("b-1"), contribution("B-2"), contribution("ä-3")],
        reversals=[reversal(3, "B-2", reversed_on=day), reversal(2, "B-2", reversed_on=day)],
        changes=[change("funds", "F", "budget", "900", old="800", effective_on=day)],
        closings=[{"quarter": "2025-Q4", "closed_on": day}],
    )
    booked(engine, tmp_path, sheets)
    assert [entry[1:4] for entry in journal(engine) if entry[0] is not None] == [
        ("approve", "projects", "W-1"),
        ("change", "changes", "2"),
        ("approve", "projects", "W-2"),
        ("verify", "contributions", "B-2"),
        ("verify", "contributions", "b-1"),
        ("verify", "contributions", "ä-3"),
        ("reverse", "reversals", "7"),
        ("reverse", "reversals", "8"),
        ("close", "closings", "9"),
    ]
    assert rows(engine, "reversal", "seq", "amount_minor") == [(7, 300), (8, 200)]


def test_numbers_of_a_file_are_kept_whatever_its_dates_say(engine: sa.Engine, tmp_path: Path) -> None:
    numbered = scarce(
        projects=[project(approved_seq=10)],
        contributions=[contribution("C-1", verified_seq=13), contribution("C-2", verified_seq=12)],
    )
    booked(engine, tmp_path, numbered)
    assert granted(engine, "C-2") == (10_000, 0, "full")
    assert granted(engine, "C-1") == (5_000, 0, "fund_budget")
    assert [entry[0] for entry in journal(engine) if entry[0] is not None] == [10, 12, 13]
    assert rows(engine, "journal_head", "seq") == [13]
    assert booked(engine, tmp_path, numbered).is_no_change
    assert differences(engine) == []


def test_a_later_file_is_booked_after_what_is_there_whatever_numbers_it_has(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, scarce(contributions=[contribution("C-2")]))
    booked(sqlite_engine, tmp_path, {"contributions": [contribution("C-1", verified_seq=1)]})
    assert granted(sqlite_engine, "C-1") == (5_000, 0, "fund_budget")
    assert rows(sqlite_engine, "journal_head", "seq") == [3]


def test_numbers_are_given_for_all_events_or_for_none(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    for_some = scarce(
        projects=[project(approved_seq=None)],
        contributions=[contribution("C-1", verified_seq=1), contribution("C-2", verified_seq=0)],
        changes=[change("funds", "F", "name", "The fund", old="A fund", seq=None)],
    )
    assert sorted(problems(sqlite_engine, tmp_path, for_some)) == [
        "seq_for_some at changes G2",
        "seq_for_some at contributions J3",
        "seq_for_some at projects K2",
    ]


def test_a_recorded_contribution_and_a_proposed_project_are_no_events(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    quiet = programme(
        projects=[project(approved_on=None, status="proposed")],
        contributions=[contribution(status="recorded", verified_on=None)],
    )
    result = booked(sqlite_engine, tmp_path, quiet)
    assert (result.events, result.entries) == (0, 0)
    assert rows(sqlite_engine, "journal_head", "seq") == [0]
    assert differences(sqlite_engine) == []
