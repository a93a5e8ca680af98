"""Before a project is approved nothing is decided."""

from datetime import date

from tests.grants.matching.village import Village, lines


def test_what_is_verified_before_approval_is_held_without_entries() -> None:
    village = Village(is_approved=False)
    village.rule()
    assert lines(village.give(10), village.give(20)) == []
    assert village.approve() == ["C1 R: 10.00 full", "C2 R: 20.00 full"]


def test_all_that_is_held_narrows_the_gap_from_the_first_decision_on() -> None:
    village = Village(budget=100, is_approved=False)
    village.rule()
    lines(village.give(60), village.give(40))
    assert village.approve() == ["C1 R: 0.00 of 60.00 funding_gap", "C2 R: 0.00 of 40.00 funding_gap"]


def test_the_entries_bear_the_date_and_the_place_of_the_approval() -> None:
    village = Village(is_approved=False)
    village.rule(counted_min=15)
    lines(village.give(10), village.give(20), village.approve(on="2020-06-01"))
    assert [(entry.booked_on, entry.seq, entry.line) for entry in village.entries] == [
        (date(2020, 6, 1), 3, line) for line in (1, 2, 3)
    ]


def test_held_contributions_wait_and_free_each_other_as_if_verified_then() -> None:
    village = Village(is_approved=False)
    village.rule(counted_min=15)
    lines(village.give(10), village.give(20))
    assert village.approve() == ["C1 R: 0.00 waiting", "C1 R: 10.00 full", "C2 R: 20.00 full"]


def test_a_held_one_is_matched_by_the_version_of_the_day_it_was_received() -> None:
    village = Village(is_approved=False)
    village.rule(ratio=1, until="2020-01-31")
    village.rule(ratio=2, version=2, since="2020-02-01")
    lines(village.give(10, on="2020-01-31"), village.give(10, on="2020-02-01"))
    assert village.approve(on="2020-06-01") == ["C1 R: 10.00 full", "C2 R: 20.00 full"]


def test_late_is_judged_by_its_own_dates_also_then() -> None:
    village = Village(is_approved=False)
    village.rule(record_within_days=3)
    lines(village.give(10, days_to_record=3), village.give(10, days_to_record=4))
    assert village.approve(on="2020-12-01") == ["C1 R: 10.00 full", "C2 R: 0.00 late"]


def test_facts_are_those_of_the_day_of_approval() -> None:
    village = Village(fund=5, is_approved=False)
    village.rule()
    village.give(10)
    village.set_fund("budget", 8)
    assert village.approve() == ["C1 R: 8.00 of 10.00 fund_budget"]


def test_a_project_without_contributions_is_approved_without_entries() -> None:
    village = Village(is_approved=False)
    village.rule()
    assert village.approve() == []
    assert village.give(10) == ["C1 R: 10.00 full"]
