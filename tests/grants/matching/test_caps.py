"""The caps: each by itself, their order, their periods, and what the fund has left."""

from typing import Any

import pytest

from grants.matching import accounts
from tests.grants.matching.village import Village, lines


def test_a_contribution_gets_at_most_its_cap() -> None:
    village = Village()
    village.rule(ratio=2, match_per_contribution=100)
    assert village.give(50) == ["C1 R: 100.00 full"]
    assert village.give(51) == ["C2 R: 100.00 of 102.00 match_per_contribution"]


@pytest.mark.parametrize(
    ("cap", "same", "other"),
    [
        ("match_per_household", {"household": "H", "group": "H-GROUP"}, {"household": "I"}),
        ("match_per_group", {"group": "G", "household": "I"}, {"group": "OTHER"}),
        ("match_per_community", {"project": "SAME"}, {"project": "ELSEWHERE"}),
        ("match_per_project", {"group": "OTHER"}, {"project": "SAME"}),
    ],
)
def test_a_cap_counts_what_the_rule_granted_to_the_same_and_not_to_others(
    cap: str, same: dict[str, Any], other: dict[str, Any]
) -> None:
    village = Village()
    village.community("U")
    village.project("SAME")
    village.project("ELSEWHERE", community="U")
    village.group("OTHER")
    village.group("H-GROUP")
    terms: dict[str, Any] = {cap: 100}
    village.rule(**terms)
    assert village.give(70, household="H") == ["C1 R: 70.00 full"]
    assert village.give(70, **{"household": "H"} | same) == [f"C2 R: 30.00 of 70.00 {cap}"]
    assert village.give(70, **{"household": "H"} | other) == ["C3 R: 70.00 full"]


@pytest.mark.parametrize("cap", ["match_per_household", "match_per_group", "match_per_community"])
@pytest.mark.parametrize(
    ("period", "later", "granted"),
    [
        ("total", "2021-04-01", "30.00 of 70.00 {cap}"),
        ("year", "2020-12-31", "30.00 of 70.00 {cap}"),
        ("year", "2021-01-01", "70.00 full"),
        ("quarter", "2020-03-31", "30.00 of 70.00 {cap}"),
        ("quarter", "2020-04-01", "70.00 full"),
    ],
)
def test_a_cap_runs_per_period(cap: str, period: str, later: str, granted: str) -> None:
    village = Village()
    terms: dict[str, Any] = {cap: 100}
    village.rule(cap_period=period, **terms)
    village.give(70, on="2020-01-01", household="H")
    assert village.give(70, on=later, household="H") == [f"C2 R: {granted.format(cap=cap)}"]


def test_the_cap_of_a_project_runs_whatever_the_period() -> None:
    village = Village()
    village.rule(match_per_project=100, cap_period="quarter")
    village.give(70, on="2020-01-01")
    assert village.give(70, on="2021-01-01") == ["C2 R: 30.00 of 70.00 match_per_project"]


def test_the_period_is_that_of_the_day_it_was_received() -> None:
    """Received in March, C2 uses up the first quarter, though C1 of April was verified before."""
    village = Village()
    village.rule(match_per_group=100, cap_period="quarter")
    village.give(70, on="2020-04-01")
    assert village.give(70, on="2020-03-31") == ["C2 R: 70.00 full"]
    assert village.give(70, on="2020-03-30") == ["C3 R: 30.00 of 70.00 match_per_group"]


def test_a_cap_counts_what_all_versions_granted() -> None:
    village = Village()
    village.rule(match_per_group=500, until="2020-03-31")
    village.rule(match_per_group=100, version=2, since="2020-04-01")
    village.give(70, on="2020-03-31")
    assert village.give(70, on="2020-04-01") == ["C2 R: 30.00 of 70.00 match_per_group"]


def test_a_version_of_another_period_counts_what_earlier_versions_granted_in_it() -> None:
    village = Village()
    village.rule(until="2020-02-29")
    village.rule(match_per_group=100, cap_period="quarter", version=2, since="2020-03-01")
    village.give(70, on="2020-02-29")
    assert village.give(70, on="2020-03-01") == ["C2 R: 30.00 of 70.00 match_per_group"]
    assert village.give(70, on="2020-04-01") == ["C3 R: 70.00 full"]


def test_a_fund_bears_at_most_a_share_of_the_cost_under_all_its_rules() -> None:
    """A third of 1,000.00 is 333.33 to the cent below."""
    village = Village()
    village.fund("OTHER")
    village.rule("A", priority=1, fund="OTHER")
    village.rule("B", priority=2)
    village.rule("C", priority=3, match_share_of_cost="0.3333399")
    assert village.give(200) == [
        "C1 A: 200.00 full",
        "C1 B: 200.00 full",
        "C1 C: 133.33 of 200.00 match_share_of_cost",
    ]


def test_the_share_of_cost_is_of_the_budget_in_the_funds_currency() -> None:
    """11,300.00 TJS at 11.3 are 1,000.00 USD."""
    village = Village(currency="TJS", budget=11_300, rates={"TJS": "11.3"})
    village.rule(match_share_of_cost="0.25")
    assert village.give(400) == ["C1 R: 250.00 of 400.00 match_share_of_cost"]


def test_a_cap_of_nothing_grants_nothing_and_no_cap_caps_nothing() -> None:
    village = Village()
    village.rule("NIL", match_per_project=0)
    village.rule("NONE")
    assert village.give(10) == ["C1 NIL: 0.00 of 10.00 match_per_project", "C1 NONE: 10.00 full"]


def test_the_envelope_runs_by_fund_year_over_all_rules_of_the_fund() -> None:
    village = Village(budget=10_000)
    village.fund("Y", yearly_envelope=100, year_starts_month=7)
    village.rule("A", fund="Y")
    village.rule("B", fund="Y")
    assert village.give(60, on="2020-06-30") == ["C1 A: 60.00 full", "C1 B: 40.00 of 60.00 yearly_envelope"]
    assert village.give(10, on="2019-07-01") == [
        "C2 A: 0.00 of 10.00 yearly_envelope",
        "C2 B: 0.00 of 10.00 yearly_envelope",
    ]
    assert village.give(30, on="2020-07-01") == ["C3 A: 30.00 full", "C3 B: 30.00 full"]


def test_the_budget_of_the_fund_ends_it_all() -> None:
    village = Village(fund=100)
    village.rule("A")
    village.rule("B")
    assert village.give(60) == ["C1 A: 60.00 full", "C1 B: 40.00 of 60.00 fund_budget"]


def test_a_budget_lowered_below_what_is_granted_takes_nothing_back_and_gives_nothing_more() -> None:
    village = Village(fund=100)
    village.rule()
    village.give(60)
    village.set_fund("budget", 50)
    assert village.give(1) == ["C2 R: 0.00 of 1.00 fund_budget"]
    village.set_fund("budget", 61)
    assert village.give(5) == ["C3 R: 1.00 of 5.00 fund_budget"]


def test_the_last_step_that_lowered_is_the_reason() -> None:
    village = Village(fund=20)
    village.rule(match_per_contribution=50, match_per_group=40, match_per_project=45)
    assert village.give(60) == ["C1 R: 20.00 of 60.00 fund_budget"]


ORDER = [
    ("match_per_contribution", "90"),
    ("match_per_household", "80"),
    ("match_per_group", "70"),
    ("match_per_project", "60"),
    ("match_share_of_cost", "0.05"),
    ("match_per_community", "40"),
]


@pytest.mark.parametrize("count", range(1, 7))
def test_caps_are_taken_in_the_order_of_the_contract(count: int) -> None:
    village = Village()
    terms: dict[str, Any] = dict(ORDER[:count])
    village.rule(**terms)
    village.give(100, household="H")
    [entry] = village.entries
    assert entry.reason == ORDER[count - 1][0]
    names = [name for name, *_ in entry.steps if name not in ("value", "ratio")]
    assert names == [name for name, _ in ORDER[:count]] + ["funding_gap", "fund_budget"]


def test_two_caps_that_leave_the_same_are_told_by_the_first() -> None:
    village = Village()
    village.rule(match_per_group=50, match_per_project=50)
    assert village.give(60) == ["C1 R: 50.00 of 60.00 match_per_group"]


def test_what_cut_the_counted_value_is_the_reason_where_no_cap_lowered() -> None:
    village = Village()
    village.rule(counted_per_household=50, match_per_group=50)
    assert village.give(60, household="H") == ["C1 R: 50.00 counted_per_household"]


def test_what_was_released_can_be_granted_again() -> None:
    village = Village()
    village.rule(match_per_group=100)
    lines(village.give(100), village.reverse("C1", 40))
    assert village.give(70) == ["C2 R: 40.00 of 70.00 match_per_group"]


def test_the_limit_above_each_balance_that_a_grant_raised_is_kept_for_storage() -> None:
    """Matches of a project may rise to what contributions leave of its budget: 1,000 - 60, then 1,000 - 75."""
    village = Village(fund=500)
    village.rule(match_per_contribution=70, match_per_group=90, match_per_project=80)
    village.give(60)
    assert village.books.accounts.ceilings == {
        (accounts.RULE_GROUP, "G", "R", ""): 9_000,
        (accounts.RULE_PROJECT, "W", "R", ""): 8_000,
        (accounts.FUND, "", "F", ""): 50_000,
        (accounts.MATCHED, "W", "", ""): 94_000,
    }
    village.give(15)
    assert village.books.accounts.ceilings[accounts.MATCHED, "W", "", ""] == 92_500
