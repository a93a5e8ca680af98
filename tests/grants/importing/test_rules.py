from pathlib import Path

import sqlalchemy as sa

from tests.grants.programme import (
    balances,
    booked,
    contribution,
    differences,
    granted,
    journal,
    matches,
    problems,
    programme,
    rows,
    rule,
)

DECIDED = programme(contributions=[contribution()])
"""One contribution of 2026-03-02 was matched 1 : 1."""


def july(reference: str = "C-2", amount: object = 100, **other: object) -> dict[str, object]:
    return contribution(reference, amount, received_on="2026-07-02", verified_on="2026-07-03") | other


def test_an_open_version_may_be_ended_and_followed_by_another(engine: sa.Engine, tmp_path: Path) -> None:
    booked(engine, tmp_path, DECIDED)
    new = [rule(effective_to="2026-06-30"), rule(version=2, effective_from="2026-07-01", ratio=2)]
    booked(engine, tmp_path, {"rules": new})
    booked(engine, tmp_path, {"contributions": [july()]})
    found = matches(engine)
    assert [found[reference, "R"][:1] + found[reference, "R"][3:] for reference in ("C-1", "C-2")] == [
        (1, 10_000, 0, "full"),
        (2, 20_000, 0, "full"),
    ]
    assert rows(engine, "fact_change", "seq") == []
    assert ("rules", "R|1", '{"effective_to":"2026-06-30"}') in [
        (entry[2], entry[3], entry[5]) for entry in journal(engine)
    ]
    assert differences(engine) == []


def test_a_version_and_what_it_decides_may_come_in_one_file(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, DECIDED)
    new = [rule(effective_to="2026-06-30"), rule(version=2, effective_from="2026-07-01", ratio=2)]
    booked(sqlite_engine, tmp_path, {"rules": new, "contributions": [july()]})
    assert granted(sqlite_engine, "C-2") == (20_000, 0, "full")
    assert differences(sqlite_engine) == []


def test_no_version_reaches_back_to_what_was_decided_without_it(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, DECIDED)
    for row, place in (
        (rule("R2", effective_from="2026-03-02"), "effective_from"),
        (rule("R2", effective_from="2026-01-01", effective_to="2026-02-01"), "effective_from"),
        (rule(effective_to="2026-03-01"), "effective_to"),
    ):
        cell = chr(ord("A") + list(row).index(place))
        assert problems(sqlite_engine, tmp_path, {"rules": [row]}) == [f"reaches_back at rules {cell}2"]
    booked(sqlite_engine, tmp_path, {"rules": [rule("R2", effective_from="2026-03-03")]})
    booked(sqlite_engine, tmp_path, {"rules": [rule(effective_to="2026-03-02")]})


def test_an_ended_version_is_not_opened_or_moved(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(
        sqlite_engine,
        tmp_path,
        programme(rules=[rule(effective_to="2026-06-30")], contributions=[contribution()]),
    )
    for end in (None, "2026-07-31", "2026-05-31"):
        wrong = problems(sqlite_engine, tmp_path, {"rules": [rule(effective_to=end)]})
        assert wrong == ["may_not_change at rules G2"]


def test_versions_and_schemes_are_compared_with_those_on_the_books(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(
        sqlite_engine,
        tmp_path,
        programme(rules=[rule(effective_to="2026-06-30"), rule("J", joint="3x1")]),
    )
    for row, wrong in (
        (rule(version=2, effective_from="2026-06-01"), "versions_overlap at rules D2"),
        (rule(version=2, effective_from="2026-07-01", joint="3x1"), "version_of_other_scheme at rules G2"),
        (rule("K", effective_from="2026-08-01", joint="3x1"), "two_rules_in_scheme at rules G2"),
    ):
        assert wrong in problems(sqlite_engine, tmp_path, {"rules": [row]})


def test_a_new_version_counts_what_the_old_ones_granted_under_a_cap_that_they_had_not(
    engine: sa.Engine, tmp_path: Path
) -> None:
    booked(
        engine,
        tmp_path,
        programme(contributions=[contribution(household="H-1"), contribution("C-2", 60, household="H-1")]),
    )
    capped = rule(
        version=2,
        effective_from="2026-07-01",
        match_per_household=200,
        match_per_group=190,
        cap_period="year",
    )
    booked(engine, tmp_path, {"rules": [rule(effective_to="2026-06-30"), capped]})
    assert balances(engine)["rule_household_granted", "H-1", "R", "2026"] == 16_000
    booked(engine, tmp_path, {"contributions": [july("C-3", household="H-1")]})
    assert granted(engine, "C-3") == (3_000, 0, "match_per_group")
    assert differences(engine) == []


def test_a_rule_added_later_sees_only_what_comes_later(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, DECIDED)
    booked(sqlite_engine, tmp_path, {"rules": [rule("LATE", effective_from="2026-07-01", ratio="0.5")]})
    booked(sqlite_engine, tmp_path, {"contributions": [july()]})
    assert matches(sqlite_engine).keys() == {("C-1", "R"), ("C-2", "R"), ("C-2", "LATE")}
    assert differences(sqlite_engine) == []
