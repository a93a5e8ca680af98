"""Joint schemes: rules of several funds that pay only in step."""

from typing import Any

from grants.matching import accounts
from tests.grants.matching.village import Number, Village, lines


def scheme(village: Village, **terms: dict[str, Any]) -> Village:
    """A rule for each code, of a fund of its own with that code, all in the scheme J."""
    for code, of_rule in terms.items():
        if code not in village.books.funds:
            village.fund(code)
        village.rule(code, fund=code, joint="J", **of_rule)
    return village


def with_funds(**budgets: Number) -> Village:
    village = Village()
    for code, budget in budgets.items():
        village.fund(code, budget)
    return village


def test_all_pay_where_nothing_limits_them() -> None:
    village = scheme(Village(), CITY={}, FED={"ratio": 2}, STATE={"ratio": "0.5"})
    assert village.give(100) == ["C1 CITY: 100.00 full", "C1 FED: 200.00 full", "C1 STATE: 50.00 full"]


def test_where_one_does_not_apply_none_pays_and_each_says_why() -> None:
    village = scheme(Village(), A={}, B={"group_min_members": 10}, C={"sources": frozenset({"remittance"})})
    assert village.give(100, source="local") == [
        "C1 A: 0.00 joint_condition",
        "C1 B: 0.00 group_members",
        "C1 C: 0.00 source",
    ]
    assert [village.counted(rule=code) for code in "ABC"] == ["0.00", "0.00", "0.00"]


def test_a_rule_that_is_out_of_scope_leaves_the_others_to_pay() -> None:
    village = scheme(Village(), A={}, B={"until": "2020-01-31"}, C={})
    village.set_fund("closes_on", "2020-01-31", fund="C")
    assert village.give(100, on="2020-02-01") == ["C1 A: 100.00 full"]


def test_the_fund_that_ends_holds_the_others_back() -> None:
    village = scheme(with_funds(CITY=50), CITY={}, FED={"ratio": 2}, STATE={})
    assert village.give(100) == [
        "C1 CITY: 50.00 of 100.00 fund_budget",
        "C1 FED: 100.00 of 200.00 joint",
        "C1 STATE: 50.00 of 100.00 joint",
    ]


def test_a_cap_that_is_not_the_tightest_is_not_the_reason() -> None:
    village = scheme(Village(), A={"match_per_project": 80}, B={"match_per_project": 50})
    assert village.give(100) == ["C1 A: 50.00 of 100.00 joint", "C1 B: 50.00 of 100.00 match_per_project"]


def test_two_that_are_as_tight_both_name_their_cap() -> None:
    village = scheme(Village(), A={"match_per_project": 50}, B={"ratio": 2, "match_per_group": 100})
    assert village.give(100) == [
        "C1 A: 50.00 of 100.00 match_per_project",
        "C1 B: 100.00 of 200.00 match_per_group",
    ]


def test_what_each_grants_is_floored() -> None:
    """A third of 100.00, 50.00 and 20.00."""
    village = scheme(Village(), A={"match_per_project": "33.34"}, B={"ratio": "0.5"}, C={"ratio": "0.2"})
    assert village.give(100) == [
        "C1 A: 33.34 of 100.00 match_per_project",
        "C1 B: 16.67 of 50.00 joint",
        "C1 C: 6.66 of 20.00 joint",
    ]


def test_the_gap_is_shared_by_what_each_desires() -> None:
    """1,000 - 700 = 300 for 700 and 1,400 desired: a seventh."""
    village = scheme(Village(), A={}, B={"ratio": 2})
    assert village.give(700) == ["C1 A: 100.00 of 700.00 funding_gap", "C1 B: 200.00 of 1400.00 funding_gap"]


def test_the_gap_is_shared_over_currencies_at_the_exact_rate() -> None:
    """300.00 USD for 700.00 USD and 7,000.00 TJS at 10."""
    village = Village(rates={"TJS": 10})
    village.fund("B", currency="TJS")
    scheme(village, A={}, B={})
    assert village.give(700) == [
        "C1 A: 150.00 of 700.00 funding_gap",
        "C1 B: 1500.00 of 7000.00 funding_gap",
    ]


def test_the_tighter_of_cap_and_gap_rules() -> None:
    """The gap of 400 allows a third of 600 each; a cap of 150 a quarter, one of 250 more than a third."""
    tighter = scheme(Village(), A={"match_per_project": 150}, B={})
    assert tighter.give(600) == ["C1 A: 150.00 of 600.00 match_per_project", "C1 B: 150.00 of 600.00 joint"]
    wider = scheme(Village(), A={"match_per_project": 250}, B={})
    assert wider.give(600) == ["C1 A: 200.00 of 600.00 funding_gap", "C1 B: 200.00 of 600.00 funding_gap"]


def test_cap_and_gap_that_allow_the_same_are_told_by_the_cap() -> None:
    village = scheme(Village(), A={"match_per_project": 200}, B={})
    assert village.give(600) == ["C1 A: 200.00 of 600.00 match_per_project", "C1 B: 200.00 of 600.00 joint"]


def test_no_gap_no_grant() -> None:
    village = scheme(Village(), A={}, B={})
    assert village.give(1001) == ["C1 A: 0.00 of 1001.00 funding_gap", "C1 B: 0.00 of 1001.00 funding_gap"]


def test_three_equal_parties_share_an_odd_gap_and_leave_the_odd_cent() -> None:
    """100.00 for three."""
    village = scheme(Village(), A={}, B={}, C={})
    granted = [line.split()[2] for line in village.give(900)]
    assert granted == ["33.33", "33.33", "33.33"]
    assert village.gap() == "0.01"


def yen() -> Village:
    """A gap of 5 JPY at 50, that is 0.10 USD, once 15 JPY, that is 0.30 USD, are given."""
    return Village("JPY", 20, rates={"JPY": 50})


def test_the_last_rule_gives_up_the_unit_that_rounding_takes_beyond_the_gap() -> None:
    """Three cents are 1.5 JPY, rounded 2: six in all; two cents are 1."""
    village = scheme(yen(), A={}, B={}, C={})
    assert village.give(15, currency="JPY") == [
        "C1 A: 0.03 of 0.30 funding_gap",
        "C1 B: 0.03 of 0.30 funding_gap",
        "C1 C: 0.02 of 0.30 funding_gap",
    ]
    assert village.gap() == "0"


def test_where_a_cap_ruled_only_the_one_that_gave_up_a_unit_names_the_gap() -> None:
    """The cap allows a tenth, the gap a ninth."""
    village = scheme(yen(), A={"match_per_project": "0.03"}, B={}, C={})
    assert village.give(15, currency="JPY") == [
        "C1 A: 0.03 of 0.30 match_per_project",
        "C1 B: 0.03 of 0.30 joint",
        "C1 C: 0.02 of 0.30 funding_gap",
    ]


def test_where_one_desires_nothing_none_pays_and_it_still_counts() -> None:
    village = scheme(Village(), A={"in_kind": "threshold"}, B={"in_kind": "match"}, C={"in_kind": "match"})
    assert village.give(10, kind="labour") == [
        "C1 A: 0.00 in_kind_threshold",
        "C1 B: 0.00 of 10.00 joint",
        "C1 C: 0.00 of 10.00 joint",
    ]
    assert [village.balance(accounts.BASE, "W", code) for code in "ABC"] == ["0.00", "10.00", "10.00"]


def test_a_ratio_that_desires_nothing_says_full() -> None:
    village = scheme(Village(), A={"tiers": {0: 1, 10: 0}}, B={})
    village.give(10)
    assert village.give(10) == ["C2 A: 0.00 full", "C2 B: 0.00 of 10.00 joint"]


def test_what_cut_the_counted_value_is_the_reason_where_all_pay_in_full() -> None:
    village = scheme(Village(), A={"counted_per_household": 60}, B={})
    assert village.give(100, household="H") == ["C1 A: 60.00 counted_per_household", "C1 B: 100.00 full"]


def test_all_wait_while_one_of_them_waits() -> None:
    village = scheme(Village(), A={"counted_min": 10}, B={"counted_min": 25})
    assert lines(village.give(10), village.give(10)) == [
        *("C1 A: 0.00 waiting", "C1 B: 0.00 waiting"),
        *("C2 A: 0.00 waiting", "C2 B: 0.00 waiting"),
    ]
    assert village.give(10) == [
        *("C1 A: 10.00 full", "C1 B: 10.00 full"),
        *("C2 A: 10.00 full", "C2 B: 10.00 full"),
        *("C3 A: 10.00 full", "C3 B: 10.00 full"),
    ]


def test_who_waits_is_freed_also_by_one_that_only_some_of_the_rules_look_at() -> None:
    village = scheme(Village(), A={"counted_min": 15}, B={"counted_min": 10, "until": "2020-02-29"})
    assert village.give(10, on="2020-02-29") == ["C1 A: 0.00 waiting", "C1 B: 0.00 waiting"]
    assert village.give(5, on="2020-03-01") == ["C1 A: 10.00 full", "C1 B: 10.00 full", "C2 A: 5.00 full"]


def test_the_same_rules_wait_again_in_the_next_project() -> None:
    village = scheme(Village(), A={"counted_min": 10}, B={})
    village.project("X")
    village.give(10)
    assert village.give(5, project="X") == ["C2 A: 0.00 waiting", "C2 B: 0.00 waiting"]


def test_caps_and_gap_are_read_before_any_of_them_grants() -> None:
    """Both see a gap of 100, though B stands after A."""
    village = scheme(Village(budget=300), A={}, B={})
    assert village.give(200) == ["C1 A: 50.00 of 200.00 funding_gap", "C1 B: 50.00 of 200.00 funding_gap"]


def held_by(village: Village) -> set[str | int | None]:
    """The rule that the last step of each of the last entries names."""
    return {entry.steps[-1][-1] for entry in village.entries if entry.seq == village.seq}


def test_the_steps_name_the_first_of_the_rules_that_can_pay_no_more() -> None:
    village = scheme(Village(), A={}, B={"match_per_project": 50}, C={"match_per_group": 50})
    village.give(100)
    assert held_by(village) == {"B"}


def test_the_steps_name_no_rule_where_all_pay_in_full_or_the_gap_rules() -> None:
    village = scheme(Village(), A={"match_per_project": 400}, B={})
    village.give(300)
    assert held_by(village) == {None}
    village.give(99)
    assert [entry.reason for entry in village.entries[-2:]] == ["funding_gap", "funding_gap"]
    assert held_by(village) == {None}
