"""Each kind of warning where it is due, and its nearest neighbour where it is not."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.linting.linting import warnings_of
from grants.linting.warnings import WarningKind
from grants.linting.words import in_words
from grants.matching.terms import Fund, Project, Rule
from tests.grants.linting.village import POOR, VILLAGE, WATER, rule, warned

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)
SMALL = Fund("F", "TJS", 30_000, JANUARY, yearly_envelope=20_000)
ONE = frozenset({"WATER"})


@pytest.mark.parametrize(
    ("due", "not_due"),
    [
        # what is granted to a contribution is granted to its household, its group, its project, its community
        (
            {"match_per_contribution": 501, "match_per_project": 500},
            {"match_per_contribution": 500, "match_per_project": 500},
        ),
        (
            {"match_per_contribution": 501, "match_per_household": 500},
            {"match_per_contribution": 499, "match_per_household": 500},
        ),
        (
            {"match_per_household": 501, "match_per_group": 500},
            {"match_per_household": 500, "match_per_group": 500},
        ),
        (
            {"match_per_group": 501, "match_per_community": 500},
            {"match_per_group": 500, "match_per_community": 501},
        ),
        # a household gives for several projects, but under a rule of one project for that one
        (
            {"match_per_household": 501, "match_per_project": 500, "projects": ONE},
            {"match_per_household": 501, "match_per_project": 500},
        ),
        # a project lasts longer than a quarter
        (
            {"match_per_project": 501, "match_per_community": 500},
            {"match_per_project": 501, "match_per_community": 500, "cap_period": "quarter"},
        ),
        # 40 % of the larger budget, 5,000.00, is 2,000.00
        (
            {"match_per_project": 200_001, "match_share_of_cost": (2, 5)},
            {"match_per_project": 200_000, "match_share_of_cost": (2, 5)},
        ),
        # of 100.00 that count, the ratio makes 200.00
        (
            {"counted_per_household": 10_000, "match_per_household": 20_001, "ratio": (2, 1)},
            {"counted_per_household": 10_000, "match_per_household": 20_000, "ratio": (2, 1)},
        ),
        ({"fund": SMALL, "match_per_group": 30_001}, {"fund": SMALL, "match_per_group": 30_000}),
        (
            {"fund": SMALL, "match_per_contribution": 20_001},
            {"fund": SMALL, "match_per_contribution": 20_000},
        ),
        (
            {"fund": SMALL, "match_per_group": 20_001, "cap_period": "year"},
            {"fund": SMALL, "match_per_group": 20_001, "cap_period": "total"},
        ),
    ],
)
def test_a_cap_that_another_one_makes_unreachable(due: dict[str, Any], not_due: dict[str, Any]) -> None:
    assert warned(rule(**due)) == ["cap_unreachable"]
    assert warned(rule(**not_due)) == []


def test_a_share_of_a_cost_that_is_not_known_makes_no_cap_unreachable() -> None:
    elsewhere = Project("ROAD", POOR, "21020", "USD", 500)
    one = rule(match_per_project=200_001, match_share_of_cost=(2, 5))
    assert warned(one, projects=(WATER, elsewhere)) == []
    assert warned(one, projects=(WATER, elsewhere), budgets={("ROAD", "TJS"): 5_000}) == ["cap_unreachable"]


@pytest.mark.parametrize(
    ("terms", "kinds"),
    [
        ({"counted_min": 500_001}, ["threshold_above_projects"]),
        ({"counted_min": 500_000}, []),
        ({"counted_min": 200_001, "sectors": ("11",)}, ["threshold_above_projects"]),
        ({"counted_min": 200_000, "sectors": ("11",)}, []),
        ({"counted_min": 30_001, "fund": SMALL}, ["threshold_above_fund"]),
        ({"counted_min": 30_000, "fund": SMALL}, []),
        ({"counted_min_share": (1, 1)}, []),
    ],
)
def test_a_threshold_that_nothing_reaches(terms: dict[str, Any], kinds: list[str]) -> None:
    assert warned(rule(**terms)) == kinds


@pytest.mark.parametrize(
    ("ended", "kinds"),
    [
        (date(2026, 6, 29), ["versions_gap"]),
        (date(2026, 6, 30), []),
        (date(2026, 7, 1), ["versions_overlap"]),
        (None, ["versions_overlap"]),
    ],
)
def test_a_gap_or_an_overlap_between_versions(ended: date | None, kinds: list[str]) -> None:
    before, after = rule(effective_to=ended), rule(version=2, effective_from=JULY)
    assert warned(after, before) == kinds
    assert warned(before, after) == []
    assert warned(after, rule("OTHER", effective_to=ended, projects=frozenset({"NONE"}))) == []


@pytest.mark.parametrize(
    ("one", "other", "is_due"),
    [
        ({}, {}, True),
        ({"joint": "3x1"}, {"joint": "3x1"}, False),
        ({"joint": "3x1"}, {}, True),
        ({}, {"fund": Fund("G", "TJS", 1_000_000, JANUARY)}, False),
        ({"kinds": frozenset({"cash"})}, {"kinds": frozenset({"cash", "labour"})}, True),
        ({"kinds": frozenset({"cash"})}, {"kinds": frozenset({"bank_transfer"})}, False),
        (
            {"kinds": frozenset({"labour"}), "in_kind": "match"},
            {"kinds": frozenset({"labour"}), "in_kind": "threshold"},
            False,
        ),
        ({"sources": frozenset({"remittance"})}, {"sources": frozenset({"local"})}, False),
        ({"sources": frozenset({"remittance"})}, {}, True),
        ({"group_leader": "f"}, {"group_leader": "m"}, False),
        ({"group_leader": "f"}, {}, True),
        ({"projects": ONE}, {"communities": frozenset({"RICH"})}, False),
        ({"projects": ONE}, {"communities": frozenset({"POOR"})}, True),
        ({"effective_to": date(2026, 6, 30)}, {"effective_from": JULY}, False),
        ({"effective_to": JULY}, {"effective_from": JULY}, True),
        ({"ratio": (0, 1)}, {}, False),
    ],
)
def test_two_rules_of_one_fund_that_pay_the_same(
    one: dict[str, Any], other: dict[str, Any], is_due: bool
) -> None:
    found = [rule("R", **one), rule("S", **other)]
    for first, second in (found, reversed(found)):
        assert warned(first, second) == (["paid_twice"] if is_due else [])


@pytest.mark.parametrize(
    ("terms", "kinds"),
    [
        ({"sectors": ("15",)}, ["condition_unmet"]),
        ({"sectors": ("14",)}, []),
        ({"projects": frozenset({"NOPE"})}, ["condition_unmet"]),
        ({"projects": frozenset({"NOPE", "WATER"})}, []),
        ({"communities": frozenset({"EMPTY"})}, ["condition_unmet"]),
        ({"communities": frozenset({"EMPTY", "RICH"})}, []),
        ({"marginality": frozenset({"very_high"})}, ["condition_unmet"]),
        ({"marginality": frozenset({"very_high", "high"})}, []),
        ({"project_cost_min": 500_001}, ["condition_unmet"]),
        ({"project_cost_min": 500_000}, []),
        ({"group_min_members": 21}, ["condition_unmet"]),
        ({"group_min_members": 20}, []),
        ({"group_certificate": True, "effective_from": date(2027, 1, 1)}, ["condition_unmet"]),
        ({"group_certificate": True, "effective_from": date(2026, 12, 31)}, []),
        ({"group_min_days": 181, "effective_to": date(2026, 6, 30)}, ["condition_unmet"]),
        ({"group_min_days": 180, "effective_to": date(2026, 6, 30)}, []),
        ({"group_min_days": 9_999}, []),
        ({"group_leader": "f", "group_min_members": 9}, ["conditions_unmet_together"]),
        ({"group_leader": "f", "group_min_members": 8}, []),
        ({"sectors": ("14",), "communities": frozenset({"RICH"})}, ["conditions_unmet_together"]),
        ({"sectors": ("14",), "communities": frozenset({"POOR"})}, []),
    ],
)
def test_a_condition_that_nothing_of_the_programme_meets(terms: dict[str, Any], kinds: list[str]) -> None:
    assert warned(rule(**terms)) == kinds


def test_a_leader_of_whom_there_is_none() -> None:
    men = [group for group in VILLAGE.groups if group.leader_sex == "m"]
    assert warned(rule(group_leader="f"), groups=men) == ["condition_unmet"]
    assert warned(rule(group_leader="m"), groups=men) == []


def test_where_there_is_no_group_nor_project_yet_none_is_missed() -> None:
    terms: dict[str, Any] = {
        "sectors": ("15",),
        "group_min_members": 99,
        "marginality": frozenset({"very_high"}),
    }
    assert warned(rule(**terms), projects=(), groups=(), communities=()) == []


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        ({"effective_from": date(2026, 7, 2)}, ["fund_not_open"]),
        ({"effective_from": JULY}, []),
        ({"effective_from": date(2025, 1, 1), "effective_to": date(2025, 12, 31)}, ["fund_not_open"]),
        ({"effective_from": date(2025, 1, 1), "effective_to": JANUARY}, []),
    ],
)
def test_terms_that_hold_on_no_day_of_their_fund(days: dict[str, Any], kinds: list[str]) -> None:
    assert warned(rule(fund=Fund("F", "TJS", 1, JANUARY, closes_on=JULY), **days)) == kinds


@pytest.mark.parametrize(("waiting", "kinds"), [(501, ["budget_below_waiting"]), (500, [])])
def test_less_left_than_what_waits(waiting: int, kinds: list[str]) -> None:
    assert warned(rule(), left={"F": 500}, waiting={("R", 1): waiting}) == kinds
    assert warned(rule(), left={"F": 500}, waiting={("R", 2): waiting}) == []


def test_what_waits_under_all_rules_of_the_fund_shares_what_is_left() -> None:
    """300 and 300 wait, and 500 are left; of another fund's rule nothing is counted."""
    own, beside = rule("R", kinds=frozenset({"cash"})), rule("S", kinds=frozenset({"labour"}))
    elsewhere = rule("E", fund=Fund("G", "TJS", 1_000_000, JANUARY))
    waiting = {("R", 1): 300, ("S", 1): 300, ("E", 1): 300}
    assert warned(own, beside, elsewhere, left={"F": 500}, waiting=waiting) == ["budget_below_waiting"]
    assert warned(own, beside, elsewhere, left={"F": 600}, waiting=waiting) == []
    assert warned(own, elsewhere, left={"F": 500}, waiting=waiting) == []


def test_a_rule_that_has_ended_pays_nothing_twice_any_more() -> None:
    own, ended = rule("R"), rule("S", effective_to=date(2026, 6, 30))
    assert warned(own, ended, today=date(2026, 6, 30)) == ["paid_twice"]
    assert warned(own, ended, today=JULY) == []


@given(
    ratio=st.tuples(st.integers(0, 9), st.integers(1, 9)),
    budget=st.integers(0, 10**12),
    cap_period=st.sampled_from(["total", "year", "quarter"]),
    days=st.tuples(st.dates(), st.none() | st.dates()),
)
def test_a_rule_without_any_cap_or_condition_draws_no_warning_on_caps(
    ratio: tuple[int, int], budget: int, cap_period: str, days: tuple[date, date | None]
) -> None:
    fund = Fund("F", "TJS", budget, JANUARY, yearly_envelope=budget // 2)
    starts, ends = days
    bare = rule(fund=fund, ratio=ratio, cap_period=cap_period, effective_from=starts, effective_to=ends)
    assert set(warned(bare)) <= {"fund_not_open"}


@given(st.data())
def test_without_a_cap_that_is_never_reached_the_lower_limit_stands(
    data: st.DataObject,
) -> None:
    """Without it the rule allows no more: the lower limit stands."""
    caps = [field.name for field in fields(Rule) if field.name.startswith("match_per_")]
    given: dict[str, Any] = {name: data.draw(st.none() | st.integers(1, 2_000_000)) for name in caps}
    one = rule(**given)
    for found in warnings_of(VILLAGE, one):
        cap, other = str(found.details["cap"]), found.details["other"]
        assert given[cap] > int(str(found.details["other_limit"]))
        assert other == "fund_budget" or given[str(other)] == found.details["other_limit"]
        rest: dict[str, Any] = {name: limit for name, limit in given.items() if name != cap}
        kept = [each.details["cap"] for each in warnings_of(VILLAGE, rule(**rest))]
        assert cap not in kept


@pytest.mark.usefixtures("at_the_site")
@pytest.mark.parametrize("kind", WarningKind)
def test_every_kind_is_said_in_a_sentence(kind: WarningKind) -> None:
    overlapping = rule("R", 2, effective_from=JULY, effective_to=JULY)
    small = rule(fund=SMALL, counted_min=500_001, match_per_group=30_001, effective_from=date(2026, 7, 3))
    cases: list[tuple[Rule, dict[str, Any]]] = [
        (overlapping, {"rules": (rule(effective_to=JULY), overlapping)}),
        (small, {"rules": (rule("R", 0, fund=SMALL, effective_to=JULY), rule("S", fund=SMALL), small)}),
        (small, {"left": {"F": 1}, "waiting": {("R", 1): 2}}),
        (rule(fund=Fund("F", "TJS", 1, JANUARY, closes_on=JANUARY), effective_from=JULY), {}),
        (rule(fund=Fund("F", "TJS", 1, JULY), effective_to=JANUARY), {}),
        (rule(sectors=("15",), group_leader="f", group_min_members=9), {}),
    ]
    said = [
        in_words(found)
        for one, facts in cases
        for found in warnings_of(_with(facts, one), one)
        if found.kind is kind
    ]
    assert said
    for sentence in said:
        assert "%(" not in sentence
        assert "None" not in sentence
        assert sentence.endswith((".", "twice."))


def _with(facts: dict[str, Any], one: Rule) -> Any:
    return replace(VILLAGE, **{"rules": (one,), **facts})
