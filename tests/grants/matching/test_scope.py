"""Which rules look at a contribution, and the conditions that make its grant 0."""

from datetime import date
from typing import Any

import pytest

from grants.matching.engine import change_group, change_marginality
from grants.matching.scope import out_of_scope
from grants.matching.terms import Reason
from tests.grants.matching.village import Village


def test_a_contribution_is_matched_by_the_ratio() -> None:
    village = Village()
    village.rule(ratio="0.5")
    assert village.give(100) == ["C1 R: 50.00 full"]


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({"projects": frozenset({"X"})}, Reason.PROJECT),
        ({"sectors": ("12", "1404")}, Reason.SECTOR),
        ({"communities": frozenset({"X"})}, Reason.COMMUNITY),
        ({"marginality": frozenset({"high"})}, Reason.MARGINALITY),
        ({"since": "2020-02-02"}, Reason.NOT_IN_FORCE),
        ({"until": "2020-01-31"}, Reason.NOT_IN_FORCE),
    ],
)
def test_out_of_scope_nothing_is_stored(terms: dict[str, Any], reason: Reason) -> None:
    village = Village()
    rule = village.rule(**terms)
    assert village.give(100, on="2020-02-01") == []
    assert out_of_scope(rule, village.books.contributions["C1"]) is reason


@pytest.mark.parametrize(
    "terms",
    [
        {"projects": frozenset({"X", "W"})},
        {"sectors": ("12", "14")},
        {"communities": frozenset({"V"})},
        {"since": "2020-02-01", "until": "2020-02-01"},
    ],
)
def test_in_scope_it_is_matched(terms: dict[str, Any]) -> None:
    village = Village()
    rule = village.rule(**terms)
    assert village.give(100, on="2020-02-01") == ["C1 R: 100.00 full"]
    assert out_of_scope(rule, village.books.contributions["C1"]) is None


def test_a_sector_covers_those_below_it_and_not_those_beside() -> None:
    village = Village()
    village.rule(sectors=("1403",))
    village.project("LATRINES", sector="14032")
    village.project("WASTE", sector="14050")
    assert village.give(1, project="LATRINES") == ["C1 R: 1.00 full"]
    assert village.give(1, project="WASTE") == []


def test_a_fund_answers_from_its_first_to_its_last_day() -> None:
    village = Village()
    rule = village.rule(since="2018-01-01")
    village.set_fund("closes_on", "2020-02-29")
    assert village.give(1, on="2018-12-31") == []
    assert out_of_scope(rule, village.books.contributions["C1"]) is Reason.FUND_CLOSED
    assert village.give(1, on="2019-01-01") == ["C2 R: 1.00 full"]
    assert village.give(1, on="2020-02-29") == ["C3 R: 1.00 full"]
    assert village.give(1, on="2020-03-01") == []


def test_a_community_may_come_into_scope_when_its_marginality_changes() -> None:
    village = Village()
    village.rule(marginality=frozenset({"high", "very_high"}))
    village.community("POOR", "high")
    village.project("P", community="POOR")
    assert village.give(1, project="W") == []
    assert village.give(1, project="P") == ["C2 R: 1.00 full"]
    change_marginality(village.books, "V", "very_high")
    change_marginality(village.books, "POOR", "low")
    assert village.give(1, project="W") == ["C3 R: 1.00 full"]
    assert village.give(1, project="P") == []


def test_nothing_is_matched_after_settlement() -> None:
    village = Village()
    rule = village.rule()
    village.settle(1000)
    assert village.give(1) == []
    assert out_of_scope(rule, village.books.contributions["C1"]) is Reason.SETTLED


def test_a_kind_must_be_one_of_those_that_the_rule_names() -> None:
    village = Village()
    village.rule(kinds=frozenset({"cash", "bank_transfer"}))
    assert village.give(1, kind="bank_transfer") == ["C1 R: 1.00 full"]
    assert village.give(1, kind="mobile_money") == ["C2 R: 0.00 kind"]


@pytest.mark.parametrize(
    ("in_kind", "line"), [("none", "kind"), ("match", "full"), ("threshold", "in_kind_threshold")]
)
def test_labour_counts_only_where_the_rule_takes_in_kind(in_kind: str, line: str) -> None:
    village = Village()
    village.rule(in_kind=in_kind)
    granted = "1.00" if line == "full" else "0.00"
    assert village.give(1, kind="labour") == [f"C1 R: {granted} {line}"]


def test_a_rule_that_names_labour_and_takes_nothing_in_kind_refuses_it() -> None:
    village = Village()
    village.rule(kinds=frozenset({"labour"}), in_kind="none")
    assert village.give(1, kind="labour") == ["C1 R: 0.00 kind"]


def test_a_source_that_is_not_given_fails_a_rule_that_asks_for_one() -> None:
    village = Village()
    village.rule(sources=frozenset({"remittance"}))
    assert village.give(1, source="remittance") == ["C1 R: 1.00 full"]
    assert village.give(1, source="local") == ["C2 R: 0.00 source"]
    assert village.give(1, source=None) == ["C3 R: 0.00 source"]


@pytest.mark.parametrize("limit", ["match_per_household", "counted_per_household"])
def test_where_a_rule_limits_households_one_must_be_named(limit: str) -> None:
    village = Village()
    terms: dict[str, Any] = {limit: 500}
    village.rule(**terms)
    assert village.give(1, household="H") == ["C1 R: 1.00 full"]
    assert village.give(1) == ["C2 R: 0.00 household"]


def test_a_group_has_as_many_members_as_the_rule_asks_for() -> None:
    village = Village()
    village.rule(group_min_members=10)
    for code, members in (("TEN", 10), ("NINE", 9), ("UNKNOWN", None)):
        village.group(code, members=members)
    assert village.give(1, group="TEN") == ["C1 R: 1.00 full"]
    assert village.give(1, group="NINE") == ["C2 R: 0.00 group_members"]
    assert village.give(1, group="UNKNOWN") == ["C3 R: 0.00 group_members"]


def test_a_group_that_has_grown_is_matched_from_then_on() -> None:
    village = Village()
    village.rule(group_min_members=10)
    group = village.group("G", members=9)
    assert village.give(1) == ["C1 R: 0.00 group_members"]
    change_group(group, "members", 10)
    assert village.give(1) == ["C2 R: 1.00 full"]


def test_a_group_is_led_by_whom_the_rule_asks_for() -> None:
    village = Village()
    village.rule(group_leader="f")
    for code, leader in (("F", "f"), ("M", "m"), ("UNKNOWN", None)):
        village.group(code, leader_sex=leader)
    assert village.give(1, group="F") == ["C1 R: 1.00 full"]
    assert village.give(1, group="M") == ["C2 R: 0.00 group_leader"]
    assert village.give(1, group="UNKNOWN") == ["C3 R: 0.00 group_leader"]


def test_a_group_is_old_enough_on_the_day_itself() -> None:
    village = Village()
    village.rule(group_min_days=31)
    village.group("JANUARY", registered_on="2020-01-01")
    assert village.give(1, on="2020-01-31", group="JANUARY") == ["C1 R: 0.00 group_age"]
    assert village.give(1, on="2020-02-01", group="JANUARY") == ["C2 R: 1.00 full"]


def test_a_certificate_holds_up_to_its_last_day() -> None:
    village = Village()
    village.rule(group_certificate=True)
    village.group("CERTIFIED", certificate_until=date(2020, 2, 1))
    assert village.give(1, on="2020-02-01", group="CERTIFIED") == ["C1 R: 1.00 full"]
    assert village.give(1, on="2020-02-02", group="CERTIFIED") == ["C2 R: 0.00 group_certificate"]
    assert village.give(1, group="G") == ["C3 R: 0.00 group_certificate"]


def test_a_small_project_is_not_matched_and_its_cost_is_compared_in_the_funds_currency() -> None:
    """10,500.00 TJS at 10.5 are 1,000.00 USD."""
    village = Village(currency="TJS", budget=10_500, rates={"TJS": "10.5"})
    village.rule("LESS", project_cost_min="1000.00")
    village.rule("MORE", project_cost_min="1000.01")
    assert village.give(10) == ["C1 LESS: 10.00 full", "C1 MORE: 0.00 project_cost"]


def test_a_contribution_recorded_too_late_is_not_matched() -> None:
    village = Village()
    village.rule(record_within_days=5)
    assert village.give(1, days_to_record=5) == ["C1 R: 1.00 full"]
    assert village.give(1, days_to_record=6) == ["C2 R: 0.00 late"]


def test_the_first_condition_that_fails_is_the_reason() -> None:
    village = Village()
    village.rule(
        kinds=frozenset({"bank_transfer"}),
        sources=frozenset({"local"}),
        group_min_members=5,
        record_within_days=0,
    )
    assert village.give(1, days_to_record=1) == ["C1 R: 0.00 kind"]
    assert village.give(1, kind="bank_transfer", days_to_record=1) == ["C2 R: 0.00 source"]
    assert village.give(1, kind="bank_transfer", source="local", days_to_record=1) == [
        "C3 R: 0.00 group_members"
    ]


def test_what_fails_a_condition_counts_nowhere() -> None:
    village = Village()
    village.rule(sources=frozenset({"remittance"}), counted_min=100)
    village.give(99, source="local")
    assert village.counted() == "0.00"
    assert village.give(1, source="remittance") == ["C2 R: 0.00 waiting"]
