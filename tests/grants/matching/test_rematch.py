"""Freed or added money is granted on a re-match."""

from grants.matching.engine import change_group
from tests.grants.matching.village import Village, lines


def short_of_money() -> Village:
    """60.00 granted in full, 10.00 of 50.00, nothing of 30.00: the fund has 70.00."""
    village = Village(fund=70)
    village.rule()
    assert lines(village.give(60), village.give(50), village.give(30)) == [
        "C1 R: 60.00 full",
        "C2 R: 10.00 of 50.00 fund_budget",
        "C3 R: 0.00 of 30.00 fund_budget",
    ]
    return village


def test_without_new_money_nothing_is_granted() -> None:
    assert short_of_money().rematch() == []


def test_added_money_goes_in_the_order_of_verification_as_far_as_it_reaches() -> None:
    village = short_of_money()
    village.set_fund("budget", 115)
    assert village.rematch() == ["C2 R: 40.00 of 50.00 full", "C3 R: 5.00 of 30.00 fund_budget"]
    assert village.rematch() == []


def test_who_was_granted_in_full_on_a_rematch_is_not_looked_at_again() -> None:
    village = short_of_money()
    village.set_fund("budget", 115)
    village.rematch()
    village.set_fund("budget", 1000)
    assert village.rematch() == ["C3 R: 25.00 of 30.00 full"]


def test_money_freed_by_a_reversal_is_handed_out_only_by_a_rematch() -> None:
    village = short_of_money()
    assert village.reverse("C1", 60) == ["C1 R: -60.00 reversed"]
    assert village.rematch() == ["C2 R: 40.00 of 50.00 full", "C3 R: 20.00 of 30.00 fund_budget"]


def test_the_demand_falls_with_what_was_reversed() -> None:
    """Half of 50.00 is reversed, and half of the 10.00 released: 25 - 5 = 20 is missing."""
    village = short_of_money()
    village.reverse("C2", 25)
    village.set_fund("budget", 1000)
    assert village.rematch()[0] == "C2 R: 20.00 of 50.00 full"


def test_the_demand_goes_by_what_had_been_reversed_at_the_decision() -> None:
    """20 of 100 was reversed while held, so 80 was desired; of the 80 left, 40 more was reversed: 40 desired."""
    village = Village(fund=0, is_approved=False)
    village.rule()
    lines(village.give(100), village.reverse("C1", 20))
    assert village.approve() == ["C1 R: 0.00 of 80.00 fund_budget"]
    village.reverse("C1", 40)
    village.set_fund("budget", 1000)
    assert village.rematch() == ["C1 R: 40.00 of 80.00 full"]


def test_one_wholly_reversed_demands_nothing() -> None:
    village = short_of_money()
    lines(village.reverse("C2", 50), village.reverse("C3", 30))
    village.set_fund("budget", 1000)
    assert village.rematch() == []


def test_what_a_match_has_takes_from_the_cap_of_its_contribution() -> None:
    village = Village(fund=70)
    village.rule(match_per_contribution=40)
    assert lines(village.give(60), village.give(50)) == [
        "C1 R: 40.00 of 60.00 match_per_contribution",
        "C2 R: 30.00 of 50.00 fund_budget",
    ]
    village.set_fund("budget", 1000)
    assert village.rematch() == ["C2 R: 10.00 of 50.00 match_per_contribution"]


def test_a_cap_once_reached_is_granted_again_when_part_of_it_is_freed() -> None:
    village = Village()
    village.rule(match_per_group=100)
    lines(village.give(80), village.give(80), village.reverse("C1", 40))
    assert village.rematch() == ["C2 R: 40.00 of 80.00 match_per_group"]


def test_a_gap_that_opens_is_granted() -> None:
    village = Village()
    village.rule()
    assert village.give(600) == ["C1 R: 400.00 of 600.00 funding_gap"]
    village.set_budget(1100)
    assert village.rematch() == ["C1 R: 100.00 of 600.00 funding_gap"]
    village.set_budget(1300)
    assert village.rematch() == ["C1 R: 100.00 of 600.00 full"]


def test_each_grant_narrows_the_gap_for_the_next() -> None:
    village = Village()
    village.rule("B", priority=1)
    village.rule("A", priority=2)
    village.give(600)
    village.set_budget(1300)
    assert village.rematch() == ["C1 B: 200.00 of 600.00 full", "C1 A: 100.00 of 600.00 funding_gap"]


def test_rules_are_taken_in_their_order_within_a_contribution() -> None:
    village = Village(fund=0)
    village.rule("Z", priority=1)
    village.rule("a", priority=2)
    village.rule("A", priority=2)
    village.give(10)
    village.set_fund("budget", 25)
    assert village.rematch() == [
        "C1 Z: 10.00 full",
        "C1 A: 10.00 full",
        "C1 a: 5.00 of 10.00 fund_budget",
    ]


def test_conditions_are_not_tested_again() -> None:
    village = Village(fund=0)
    village.rule(group_min_members=10)
    group = village.group("G", members=10)
    village.give(10)
    change_group(group, "members", 2)
    village.set_fund("budget", 100)
    village.set_fund("closes_on", "2020-01-01")
    assert village.rematch() == ["C1 R: 10.00 full"]


def test_only_the_rules_of_the_fund_outside_schemes_in_open_projects_are_looked_at() -> None:
    village = Village(fund=0)
    village.fund("OTHER", 0)
    village.project("SETTLED")
    village.rule("JOINT", joint="J")
    village.rule("OTHERS", fund="OTHER")
    village.rule("R")
    lines(village.give(10), village.give(10, project="SETTLED"), village.settle(20, project="SETTLED"))
    village.set_fund("budget", 100)
    village.set_fund("budget", 100, fund="OTHER")
    assert village.rematch() == ["C1 R: 10.00 full"]


def test_who_waits_or_was_refused_or_cut_in_what_counts_is_not_looked_at() -> None:
    village = Village()
    village.rule("MIN", counted_min=500)
    village.rule("MONEY", sources=frozenset({"remittance"}))
    village.rule("HOUSE", counted_per_household=5)
    assert village.give(10, household="H") == [
        "C1 HOUSE: 5.00 counted_per_household",
        "C1 MIN: 0.00 waiting",
        "C1 MONEY: 0.00 source",
    ]
    assert village.rematch() == []


def test_the_desired_amount_stays_that_of_the_decision() -> None:
    village = short_of_money()
    village.set_fund("budget", 115)
    village.rematch()
    assert [(entry.desired, entry.steps[0]) for entry in village.entries[-2:]] == [
        (5_000, ("demand", 5_000, 1_000, 4_000)),
        (3_000, ("demand", 3_000, 0, 3_000)),
    ]
