"""Contributions wait until enough has come together, and are then decided in their order."""

from tests.grants.matching.village import Village, lines


def test_contributions_wait_until_the_threshold_is_reached_and_are_decided_in_their_order() -> None:
    village = Village()
    village.rule(counted_min=100)
    assert village.give(40, on="2020-02-01") == ["C1 R: 0.00 waiting"]
    assert village.give(59, on="2020-02-02") == ["C2 R: 0.00 waiting"]
    assert village.give(1, on="2020-02-03") == ["C1 R: 40.00 full", "C2 R: 59.00 full", "C3 R: 1.00 full"]
    assert [(entry.seq, entry.line, entry.booked_on.day) for entry in village.entries[2:]] == [
        (village.seq, 1, 3),
        (village.seq, 2, 3),
        (village.seq, 3, 3),
    ]


def test_a_share_of_the_budget_may_be_the_threshold_and_is_rounded() -> None:
    """0.1 of 1,000.05 is 100.005, half-even 100.00."""
    village = Village(budget="1000.05")
    village.rule(counted_min_share="0.1")
    assert village.give("99.99") == ["C1 R: 0.00 waiting"]
    assert village.give("0.01") == ["C1 R: 99.99 full", "C2 R: 0.01 full"]


def test_both_thresholds_must_be_reached() -> None:
    village = Village()
    village.rule(counted_min=50, counted_min_share="0.2")
    assert lines(village.give(60), village.give(139)) == ["C1 R: 0.00 waiting", "C2 R: 0.00 waiting"]
    assert village.give(1) == ["C1 R: 60.00 full", "C2 R: 139.00 full", "C3 R: 1.00 full"]


def test_each_project_has_its_own_threshold() -> None:
    village = Village()
    village.rule(counted_min=100)
    village.project("X")
    assert village.give(100) == ["C1 R: 100.00 full"]
    assert village.give(50, project="X") == ["C2 R: 0.00 waiting"]


def test_a_threshold_once_reached_stays_reached() -> None:
    village = Village()
    village.rule(counted_min=100)
    village.give(100)
    assert village.reverse("C1", 100) == ["C1 R: -100.00 reversed"]
    assert village.give(1) == ["C2 R: 1.00 full"]


def test_who_waited_sees_the_gap_and_the_caps_of_the_day_of_decision() -> None:
    """All three stand in the gap of 1,000.00 already: 1,000 - 400 - 300 - 100 = 200."""
    village = Village()
    village.rule(counted_min=800)
    lines(village.give(400), village.give(300))
    assert village.give(100) == [
        "C1 R: 200.00 of 400.00 funding_gap",
        "C2 R: 0.00 of 300.00 funding_gap",
        "C3 R: 0.00 of 100.00 funding_gap",
    ]


def test_tiers_begin_with_those_that_waited() -> None:
    village = Village()
    village.rule(tiers={0: 2, 50: 1}, counted_min=60)
    village.give(40)
    assert village.give(20) == ["C1 R: 80.00 full", "C2 R: 30.00 full"]


def test_a_version_without_threshold_frees_what_waits_under_an_earlier_one() -> None:
    village = Village()
    village.rule(counted_min=100, until="2020-03-31")
    village.rule(ratio=2, version=2, since="2020-04-01")
    village.give(30, on="2020-03-31")
    assert village.give(10, on="2020-04-01") == ["C1 R: 30.00 full", "C2 R: 20.00 full"]


def test_a_threshold_reached_under_one_version_is_reached_under_a_higher_one() -> None:
    village = Village()
    village.rule(counted_min=10, until="2020-03-31")
    village.rule(counted_min=500, version=2, since="2020-04-01")
    village.give(10, on="2020-03-31")
    assert village.give(1, on="2020-04-01") == ["C2 R: 1.00 full"]


def test_only_one_that_counts_under_the_rule_frees_the_queue() -> None:
    village = Village()
    village.rule("R", counted_min=100, until="2020-03-31")
    village.rule("R", version=2, since="2020-04-01", sources=frozenset({"remittance"}))
    village.give(30, on="2020-03-31")
    assert village.give(500, on="2020-04-01", source="local") == ["C2 R: 0.00 source"]
    assert village.give("0.01", on="2020-04-01", source="remittance") == [
        "C1 R: 30.00 full",
        "C3 R: 0.01 full",
    ]


def test_one_of_which_nothing_is_left_still_frees_the_queue() -> None:
    village = Village()
    village.rule(counted_min=100, counted_per_household=50, until="2020-03-31")
    village.rule(version=2, since="2020-04-01", counted_per_household=50)
    village.give(50, household="H", on="2020-03-31")
    assert village.give(50, household="H", on="2020-04-01") == [
        "C1 R: 50.00 full",
        "C2 R: 0.00 counted_per_household",
    ]


def test_at_an_event_all_of_a_contribution_is_entered_before_any_waiting_one_is_decided() -> None:
    """C2 narrows the gap to 1,000 - 300 - 600 = 100 before C1, which waited, is decided."""
    village = Village()
    village.rule(counted_min=500)
    village.give(300)
    assert village.give(600) == ["C1 R: 100.00 of 300.00 funding_gap", "C2 R: 0.00 of 600.00 funding_gap"]
