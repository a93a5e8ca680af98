"""The model gives the published examples, and cases worked out by hand that they do not show."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from tests.oracle.model import (
    CAPS,
    Match,
    Row,
    Sheets,
    entries_of,
    matches_of,
    refunds_due,
    rematch_proposal,
)
from tests.oracle.programmes import random_programme, read_workbook, with_rematches, write_workbook

EXAMPLES = Path(__file__).parents[1] / "contract"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.xlsx"))


def test_there_are_six_examples() -> None:
    assert len(NAMES) == 6


@pytest.mark.parametrize("name", NAMES)
def test_gives_the_matches_of_the_example(name: str) -> None:
    with (EXAMPLES / f"{name}.matches.csv").open(encoding="utf-8", newline="") as file:
        expected = [list(row.values()) for row in csv.DictReader(file)]
    found = matches_of(read_workbook(EXAMPLES / f"{name}.xlsx"))
    assert [[str(cell) for cell in vars(match).values()] for match in found] == expected


# --- by hand: one project W of 1,000.00 USD, approved on 1 January 2020, and a fund F ------------


def programme(rules: Iterable[Row], contributions: Iterable[Row], **sheets: list[Row]) -> Sheets:
    standard: Sheets = {
        "communities": [{"code": "V", "programme": "P", "marginality": "high"}],
        "groups": [{"code": "G", "community": "V", "registered_on": date(2019, 1, 1), "members": 10}],
        "projects": [project()],
        "funds": [fund("F")],
        "rules": list(rules),
        "contributions": list(contributions),
    }
    return standard | sheets


def project(**cells: object) -> Row:
    standard: Row = {"code": "W", "community": "V", "sector": "14031", "budget": 1000, "currency": "USD"}
    return standard | {"approved_on": date(2020, 1, 1)} | cells


def fund(code: str, **cells: object) -> Row:
    standard: Row = {"code": code, "programme": "P", "currency": "USD", "budget": 100000}
    return standard | {"opens_on": date(2019, 1, 1)} | cells


def rule(code: str = "R", **cells: object) -> Row:
    standard: Row = {"code": code, "fund": "F", "version": 1, "priority": 1}
    terms: Row = {"effective_from": date(2019, 1, 1)} | ({} if "tiers" in cells else {"ratio": 1})
    return standard | terms | cells


def contribution(reference: str, day: int, amount: object, **cells: object) -> Row:
    on = date(2020, 2, day)
    standard: Row = {"reference": reference, "project": "W", "group": "G", "amount": amount}
    money: Row = {"currency": "USD", "kind": "cash", "status": "verified"}
    return standard | money | {"received_on": on, "verified_on": on} | cells


def change(sheet: str, code: str, column: str, old: object, value: object, on: date) -> Row:
    return {"sheet": sheet, "code": code, "column": column, "old": old, "value": value, "effective_on": on}


def reversal(reference: str, on: date, amount: object) -> Row:
    return {"contribution": reference, "reversed_on": on, "amount": amount}


def amounts(sheets: Sheets) -> list[tuple[str, int, int, int, str]]:
    return [(m.contribution, m.desired, m.granted, m.released, m.reason) for m in matches_of(sheets)]


def test_releases_of_two_reversals_add_up_to_the_rounded_share_of_both() -> None:
    parts = [reversal("C", date(2020, 3, 1), "0.33"), reversal("C", date(2020, 3, 2), "0.33")]
    sheets = programme([rule(ratio="0.5")], [contribution("C", 1, 1)], reversals=parts)
    assert [(e.granted, e.released, e.reason) for e in entries_of(sheets)] == [
        (50, 0, "full"),
        (0, 16, "reversed"),
        (0, 17, "reversed"),
    ]


def test_a_reversal_gives_back_the_tier_that_it_had_used() -> None:
    sheets = programme(
        [rule(tiers="0=2; 10=1")],
        [contribution("A", 1, 10), contribution("B", 3, 10)],
        reversals=[reversal("A", date(2020, 2, 2), 4)],
    )
    assert amounts(sheets) == [("A", 2000, 2000, 800, "full"), ("B", 1400, 1400, 0, "full")]


def test_a_release_of_nothing_is_no_entry() -> None:
    tiny = [reversal("C", date(2020, 3, 1), "0.01")]
    sheets = programme([rule(ratio="0.1")], [contribution("C", 1, 1)], reversals=tiny)
    assert len(entries_of(sheets)) == 1


def test_references_are_ordered_by_code_point() -> None:
    sheets = programme([rule()], [contribution(name, 1, 1) for name in ("a-1", "ñ", "Z-2", "Z-10")])
    assert [match.contribution for match in matches_of(sheets)] == ["Z-10", "Z-2", "a-1", "ñ"]


def test_sequence_numbers_come_before_dates() -> None:
    first = contribution("LATER", 9, 700, verified_seq=2)
    second = contribution("EARLIER", 1, 100, verified_seq=3)
    sheets = programme([rule()], [second, first], projects=[project(approved_seq=1)])
    assert amounts(sheets) == [
        ("LATER", 70000, 30000, 0, "funding_gap"),
        ("EARLIER", 10000, 0, 0, "funding_gap"),
    ]


def test_sequence_numbers_for_some_events_only_are_refused() -> None:
    sheets = programme([rule()], [contribution("C", 1, 1, verified_seq=1)])
    with pytest.raises(ValueError, match="some events only"):
        matches_of(sheets)


def test_a_missing_rate_names_currency_and_month() -> None:
    sheets = programme([], [contribution("C", 1, 1, currency="TJS")])
    with pytest.raises(LookupError, match="TJS for 2020-02"):
        matches_of(sheets)


def test_converts_once_and_half_to_even_minding_exponents() -> None:
    rates: list[Row] = [
        {"currency": "JPY", "month": "2020-02", "units_per_usd": "100"},
        {"currency": "KWD", "month": date(2020, 2, 1), "units_per_usd": "0.25"},
    ]
    sheets = programme(
        [rule("CENTS"), rule("FILS", fund="K")],
        [contribution("A", 1, "0.001", currency="KWD"), contribution("B", 2, 1, currency="JPY")],
        rates=rates,
        funds=[fund("F"), fund("K", currency="KWD")],
    )
    found = {(match.contribution, match.rule): match.granted for match in matches_of(sheets)}
    assert found == {("A", "CENTS"): 0, ("A", "FILS"): 1, ("B", "CENTS"): 1, ("B", "FILS"): 2}


def test_a_fact_is_what_held_before_its_first_change() -> None:
    sheets = programme(
        [rule(group_min_members=10)],
        [contribution("A", 1, 1), contribution("B", 3, 1), contribution("C", 5, 1)],
        changes=[
            change("groups", "G", "members", 9, 12, date(2020, 2, 3)),
            change("groups", "G", "members", 12, 10, date(2020, 2, 4)),
        ],
    )
    assert [match.reason for match in matches_of(sheets)] == ["group_members", "full", "full"]


def test_held_contributions_are_judged_late_by_their_own_dates() -> None:
    sheets = programme(
        [rule(record_within_days=3)],
        [contribution("A", 1, 1), contribution("B", 2, 1, verified_on=date(2020, 2, 6))],
        projects=[project(approved_on=date(2020, 6, 1))],
    )
    assert [(e.booked_on, e.event, e.reason) for e in entries_of(sheets)] == [
        (date(2020, 6, 1), "approve", "full"),
        (date(2020, 6, 1), "approve", "late"),
    ]


def test_a_cap_of_nothing_grants_nothing() -> None:
    sheets = programme([rule(match_per_group=0)], [contribution("C", 1, 1)])
    assert amounts(sheets) == [("C", 100, 0, 0, "match_per_group")]


def test_household_value_counts_again_in_the_next_quarter() -> None:
    april = {"received_on": date(2020, 4, 1), "verified_on": date(2020, 4, 1)}
    sheets = programme(
        [rule(counted_per_household=10, cap_period="quarter")],
        [
            contribution("A", 1, 8, household="H"),
            contribution("B", 2, 8, household="H"),
            contribution("C", 3, 8, household="I"),
            contribution("D", 4, 8, household="H", **april),
            contribution("E", 5, 8),
        ],
    )
    assert amounts(sheets) == [
        ("A", 800, 800, 0, "full"),
        ("B", 200, 200, 0, "counted_per_household"),
        ("C", 800, 800, 0, "full"),
        ("E", 0, 0, 0, "household"),
        ("D", 800, 800, 0, "full"),
    ]


def test_in_kind_is_weighted_then_limited_by_a_share_of_the_budget() -> None:
    labour = [contribution(name, day, 100, kind="labour") for day, name in enumerate("ABC", start=1)]
    sheets = programme([rule(in_kind="match", in_kind_weight="0.5", in_kind_limit_share="0.07")], labour)
    assert amounts(sheets) == [
        ("A", 5000, 5000, 0, "full"),
        ("B", 2000, 2000, 0, "in_kind_limit"),
        ("C", 0, 0, 0, "in_kind_limit"),
    ]


def test_one_of_which_nothing_counts_can_still_free_the_queue() -> None:
    versions = [
        rule(counted_min=50, counted_per_household=10, effective_to=date(2020, 2, 3)),
        rule(version=2, counted_per_household=10, effective_from=date(2020, 2, 4)),
    ]
    contributions = [contribution(name, day, 10, household="H") for day, name in ((1, "A"), (4, "B"))]
    assert amounts(programme(versions, contributions)) == [
        ("A", 1000, 1000, 0, "full"),
        ("B", 0, 0, 0, "counted_per_household"),
    ]


def joint_rules(**minima: object) -> list[Row]:
    return [rule(code, fund=code, joint="J", counted_min=least) for code, least in minima.items()]


def test_in_a_scheme_all_wait_for_the_highest_threshold() -> None:
    sheets = programme(
        joint_rules(X=10, Y=25),
        [contribution(name, day, 10) for day, name in enumerate("ABC", start=1)],
        funds=[fund("X"), fund("Y")],
    )
    assert [(e.contribution, e.rule, e.booked_on.day, e.reason) for e in entries_of(sheets)] == [
        *((name, code, day, "waiting") for day, name in ((1, "A"), (2, "B")) for code in "XY"),
        *((name, code, 3, "full") for name in "ABC" for code in "XY"),
    ]


def test_one_that_waits_in_a_scheme_is_freed_by_a_later_one_of_fewer_rules() -> None:
    sheets = programme(
        joint_rules(X=15, Y=10),
        [contribution("A", 1, 10), contribution("B", 9, 10)],
        funds=[fund("X"), fund("Y", closes_on=date(2020, 2, 5))],
    )
    assert [(m.contribution, m.rule, m.granted, m.reason) for m in matches_of(sheets)] == [
        ("A", "X", 1000, "full"),
        ("A", "Y", 1000, "full"),
        ("B", "X", 1000, "full"),
    ]


def test_a_scheme_grants_nothing_when_one_of_it_desires_nothing() -> None:
    sheets = programme(
        [rule("X", joint="J", in_kind="threshold"), rule("Y", fund="Y", joint="J", in_kind="match")],
        [contribution("C", 1, 10, kind="labour")],
        funds=[fund("F"), fund("Y")],
    )
    assert [(m.rule, m.desired, m.granted, m.reason) for m in matches_of(sheets)] == [
        ("X", 0, 0, "in_kind_threshold"),
        ("Y", 1000, 0, "joint"),
    ]


def test_a_scheme_is_taken_with_the_smallest_priority_of_its_rules() -> None:
    sheets = programme(
        [rule("A", priority=2), rule("B", fund="X", joint="J", priority=3), rule("C", joint="J", priority=1)],
        [contribution("C", 1, 400)],
        funds=[fund("F"), fund("X")],
    )
    assert [(m.rule, m.granted, m.reason) for m in matches_of(sheets)] == [
        ("B", 30000, "funding_gap"),
        ("C", 30000, "funding_gap"),
        ("A", 0, "funding_gap"),
    ]


def test_three_equal_parties_give_up_the_unit_that_rounding_takes_beyond_the_gap() -> None:
    """A gap of 5 yen is 1.67 yen each: 3 cents are 1.5 yen, rounded to 2; 3 + 3 + 2 cents are 5 yen."""
    sheets = programme(
        joint_rules(X=0, Y=0, Z=0),
        [contribution("C", 1, 15, currency="JPY")],
        projects=[project(budget=20, currency="JPY")],
        funds=[fund("X"), fund("Y"), fund("Z")],
        rates=[{"currency": "JPY", "month": month, "units_per_usd": 50} for month in ("2020-01", "2020-02")],
    )
    found = [(match.rule, match.desired, match.granted) for match in matches_of(sheets)]
    assert found == [("X", 30, 3), ("Y", 30, 3), ("Z", 30, 2)]


def test_the_envelope_runs_by_the_year_of_the_fund() -> None:
    days = [date(2020, 3, 31), date(2020, 4, 1), date(2021, 3, 31)]
    sheets = programme(
        [rule()],
        [contribution(f"C{day}", 1, 60, received_on=day, verified_on=day) for day in days],
        funds=[fund("F", yearly_envelope=100, year_starts_month=4)],
    )
    assert [match.granted for match in matches_of(sheets)] == [6000, 6000, 4000]


def settled(final_cost: object, paid: object, **cells: object) -> Sheets:
    return programme(
        [rule("R", fund="F"), rule("S", fund="S", priority=2)],
        [contribution("A", 1, 100), contribution("B", 2, 50)],
        projects=[project(settled_on=date(2020, 9, 30), final_cost=final_cost, **cells)],
        funds=[fund("F"), fund("S")],
        disbursements=[{"fund": "S", "project": "W", "paid_on": date(2020, 9, 30), "amount": paid}],
    )


def test_settlement_releases_the_last_grants_first_and_what_is_paid_is_due() -> None:
    sheets = settled(final_cost=330, paid=120)
    assert [(m.contribution, m.rule, m.released) for m in matches_of(sheets)] == [
        ("A", "R", 0),
        ("A", "S", 0),
        ("B", "R", 5000),
        ("B", "S", 3000),
    ]
    assert refunds_due(sheets) == {("W", "S"): 4000}


def test_a_cancelled_project_costs_nothing_whatever_the_sheet_says() -> None:
    sheets = settled(final_cost=330, paid=-10, status="cancelled")
    assert [match.granted - match.released for match in matches_of(sheets)] == [0, 0, 0, 0]


def test_settlement_without_final_cost_is_refused() -> None:
    with pytest.raises(ValueError, match="final cost"):
        matches_of(settled(final_cost=None, paid=1))


def test_a_reversal_after_settlement_never_takes_more_than_is_left() -> None:
    sheets = settled(final_cost=310, paid=0)
    sheets["reversals"] = [reversal("B", date(2020, 10, 1), 40)]
    assert [(m.rule, m.released) for m in matches_of(sheets) if m.contribution == "B"] == [
        ("R", 5000),
        ("S", 5000),
    ]


def raised(match_per_contribution: object = None) -> Sheets:
    """60 and 50 against a fund of 70, raised to 85 in March; half of the first returned in April."""
    return programme(
        [rule(match_per_contribution=match_per_contribution)],
        [contribution("A", 1, 60), contribution("B", 2, 50)],
        funds=[fund("F", budget=85)],
        changes=[change("funds", "F", "budget", 70, 85, date(2020, 3, 1))],
        reversals=[reversal("A", date(2020, 4, 1), 30)],
    )


def rematches(*days: date) -> list[Row]:
    return [{"fund": "F", "booked_on": on, "contribution": "?", "granted": 0} for on in days]


def test_a_rematch_hands_out_what_was_added_and_later_what_was_freed() -> None:
    sheets = raised()
    proposals = [rematch_proposal(sheets, "F", on) for on in (date(2020, 3, 2), date(2020, 4, 2))]
    assert [[(p.contribution, p.granted, p.reason) for p in each] for each in proposals] == [
        [("B", 1500, "fund_budget")],
        [("B", 4000, "full")],
    ]
    sheets["rematches"] = rematches(date(2020, 3, 2), date(2020, 4, 2))
    assert amounts(sheets) == [("A", 6000, 6000, 3000, "full"), ("B", 5000, 5000, 0, "full")]


def test_a_rematch_counts_what_the_match_already_has_under_its_own_cap() -> None:
    sheets = raised(match_per_contribution=40)
    assert amounts(sheets)[1] == ("B", 5000, 3000, 0, "fund_budget")
    proposal = rematch_proposal(sheets, "F", date(2020, 4, 2))
    assert [(p.contribution, p.granted, p.reason) for p in proposal] == [
        ("A", 1000, "full"),
        ("B", 1000, "match_per_contribution"),
    ]


def test_a_rematch_asks_for_less_where_part_was_reversed() -> None:
    sheets = raised()
    sheets["reversals"].append(reversal("B", date(2020, 4, 1), 25))
    (proposal,) = rematch_proposal(sheets, "F", date(2020, 4, 2))
    assert (proposal.contribution, proposal.granted, proposal.reason) == ("B", 2000, "full")


# --- random programmes ---------------------------------------------------------------------------

SEEDS = range(24)
CONDITIONS = {
    *("kind", "source", "household", "group_members", "group_leader", "group_age", "group_certificate"),
    *("project_cost", "late", "joint_condition"),
}
STEPS = {"full", "waiting", "in_kind_limit", "in_kind_threshold", "counted_per_household", "joint", *CAPS}


@pytest.fixture(scope="module")
def programmes() -> list[Sheets]:
    return [with_rematches(random_programme(seed, 40), seed, tries=1) for seed in SEEDS]


@pytest.fixture(scope="module")
def found(programmes: list[Sheets]) -> list[list[Match]]:
    return [matches_of(sheets) for sheets in programmes]


def test_random_programmes_hit_every_reason(found: list[list[Match]]) -> None:
    reasons = {match.reason for matches in found for match in matches}
    assert reasons == CONDITIONS | STEPS


def test_random_programmes_hit_every_event(programmes: list[Sheets]) -> None:
    events = {(e.event, bool(e.released)) for sheets in programmes for e in entries_of(sheets)}
    granting = {(event, False) for event in ("approve", "verify", "re-match")}
    assert events == granting | {("reverse", True), ("settle", True)}


def test_nothing_is_released_that_was_not_granted_nor_granted_that_was_not_desired(
    found: list[list[Match]],
) -> None:
    for match in (match for matches in found for match in matches):
        assert 0 <= match.released <= match.granted
        assert match.granted - match.released <= match.desired


def test_the_same_seed_gives_the_same_programme() -> None:
    assert random_programme(7) == random_programme(7)


def test_the_order_of_rows_does_not_matter(programmes: list[Sheets], found: list[list[Match]]) -> None:
    for sheets, matches in zip(programmes, found, strict=True):
        in_order = ("changes", "reversals", "rematches")
        turned = {name: rows if name in in_order else rows[::-1] for name, rows in sheets.items()}
        assert matches_of(turned) == matches


def test_a_workbook_gives_the_same_matches(
    programmes: list[Sheets], found: list[list[Match]], tmp_path: Path
) -> None:
    write_workbook(programmes[0], tmp_path / "programme.xlsx")
    assert matches_of(read_workbook(tmp_path / "programme.xlsx")) == found[0]


def test_versions_of_a_code_follow_each_other(programmes: list[Sheets]) -> None:
    for sheets in programmes:
        for before, after in pairwise(sheets["rules"]):
            if before["code"] == after["code"]:
                assert (before["fund"], before["joint"]) == (after["fund"], after["joint"])
                assert str(before["effective_from"]) <= str(before["effective_to"])
                assert str(before["effective_to"]) < str(after["effective_from"])


def test_the_rules_of_a_scheme_are_of_different_funds(programmes: list[Sheets]) -> None:
    for sheets in programmes:
        codes = {(row["joint"], row["fund"], row["code"]) for row in sheets["rules"] if row["joint"]}
        assert len({(joint, fund) for joint, fund, _ in codes}) == len(codes)


def test_reversals_stay_within_the_contribution_and_after_its_verification(programmes: list[Sheets]) -> None:
    for sheets in programmes:
        for row in sheets["contributions"]:
            parts = [each for each in sheets["reversals"] if each["contribution"] == row["reference"]]
            assert not (parts and row["reversed_on"])
            assert sum(Decimal(str(each["amount"])) for each in parts) <= Decimal(str(row["amount"]))
            for on in [row["reversed_on"], *(each["reversed_on"] for each in parts)]:
                assert on is None or str(on) >= str(row["verified_on"]) >= str(row["received_on"])
