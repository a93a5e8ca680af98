"""Who gains, who loses, when a fund runs dry and what stays unmatched: small programmes, counted by hand."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import snapshot
from core.errors import Refusal
from grants.trying.alterations import MOST, Alteration, How, TrialReason, pairs_of, read_pairs
from grants.trying.altering import NotAltered, alter
from grants.trying.comparing import Compared, compare
from grants.trying.summing import RanDry, Sum
from tests.grants.programme import (
    Sheets,
    booked,
    change,
    contribution,
    fund,
    payment,
    programme,
    project,
    rate,
    reversal,
    rule,
)
from tests.grants.trying.worlds import programme_of


def tried(engine: sa.Engine, *pairs: tuple[str, str], funds: Collection[str] | None = None) -> Compared:
    with snapshot(engine) as reading:
        of = programme_of(reading)
        assert of.id is not None
        return compare(reading, of.id, alter(reading, of, read_pairs(pairs), funds), funds)


def three(**others: object) -> Sheets:
    """100, 200 and 300 TJS, verified on three days, matched 1 : 1."""
    days = [f"2026-03-0{day}" for day in (5, 6, 7)]
    return programme(
        contributions=[
            contribution(f"C-{number}", 100 * number, verified_on=day) for number, day in enumerate(days, 1)
        ],
        **others,  # type: ignore[arg-type]
    )


def test_a_smaller_budget_runs_dry_and_holds_back_whoever_comes_later(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, three())
    found = tried(sqlite_engine, ("fund:F:budget", "250"))
    [of_fund] = found.funds
    assert of_fund.budget == Sum(100_000_000, 25_000)
    assert of_fund.total == Sum(60_000, 25_000)
    assert (of_fund.gained, of_fund.lost, of_fund.losses, of_fund.decided) == (0, 2, 35_000, 3)
    assert of_fund.unmatched == Sum(0, 35_000)
    assert (of_fund.was_dry, of_fund.dry) == (None, RanDry(date(2026, 3, 6), "C-2"))
    assert of_fund.quarters == {"2026-Q1": Sum(60_000, 25_000)}
    assert of_fund.communities == {"COM": Sum(60_000, 25_000)}
    assert [(each.contribution, each.difference, each.reason) for each in found.changed] == [
        ("C-3", -30_000, "fund_budget"),
        ("C-2", -5_000, "fund_budget"),
    ]


def test_a_fund_is_dry_on_the_day_its_last_unit_goes_though_nobody_is_held_back(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, three())
    [of_fund] = tried(sqlite_engine, ("fund:F:budget", "600")).funds
    assert of_fund.dry == RanDry(date(2026, 3, 7), None)
    assert not of_fund.changed


def test_changes_of_a_budget_that_is_altered_are_passed_over_and_said(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    raised = [change("funds", "F", "budget", 1_000, old=150, effective_on="2026-03-06")]
    booked(sqlite_engine, tmp_path, three(funds=[fund(budget=1_000)], changes=raised))
    found = tried(sqlite_engine, ("fund:F:budget", "150"))
    assert found.notes.passed_over == {("F", "budget"): 1}
    [of_fund] = found.funds
    assert of_fund.was_dry is None
    assert of_fund.total == Sum(60_000, 15_000)


def test_what_was_reversed_is_neither_matched_nor_unmatched(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, three(reversals=[reversal(150, "C-3")]))
    [of_fund] = tried(sqlite_engine, ("rule:R/1:match_per_contribution", "120")).funds
    # 100 of 100, 120 of 200, 60 of the 150 that are left of 300
    assert of_fund.total == Sum(45_000, 10_000 + 12_000 + 6_000)
    assert of_fund.unmatched == Sum(0, 8_000 + 9_000)


def test_a_settlement_that_releases_otherwise_is_said_and_its_release_is_not_unmatched(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    settled = [project(settled_on="2026-05-01", final_cost=1_000, status="completed")]
    booked(sqlite_engine, tmp_path, three(projects=settled))
    found = tried(sqlite_engine, ("rule:R/1:ratio", "0.5"))
    assert found.notes.settlements == 1
    [of_fund] = found.funds
    assert of_fund.total == Sum(40_000, 30_000)
    assert of_fund.unmatched == Sum(0, 0)


def test_payments_beyond_what_would_stand_matched_are_named(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    payments = [payment("D-1", 250), payment("D-2", 100), payment("D-3", 9_000, override_reason="Agreed")]
    booked(sqlite_engine, tmp_path, three(disbursements=payments))
    assert tried(sqlite_engine, ("rule:R/1:ratio", "0.5")).notes.payments == ("D-2",)


def test_currencies_of_funds_are_never_added(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    others = three(
        funds=[fund(), fund("G", currency="USD")],
        rules=[rule(), rule("S", fund="G", priority=2)],
        rates=[rate("TJS", "2026-01", 10), rate("TJS", "2026-03", 10)],
    )
    booked(sqlite_engine, tmp_path, others)
    first, second = tried(sqlite_engine, ("rate:TJS/2026-03", "5")).funds
    assert (first.currency, first.total.difference) == ("TJS", 0)
    assert (second.currency, second.total) == ("USD", Sum(6_000, 12_000))


def test_a_missing_rate_is_named(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, three(funds=[fund(), fund("G", currency="USD")]))
    added = [
        ("add:S/1:" + name, text)
        for name, text in (("fund", "G"), ("effective_from", "2026-01-01"), ("priority", "2"), ("ratio", "1"))
    ]
    with pytest.raises(NotAltered) as refused:
        tried(sqlite_engine, *added)
    assert {problem.details["month"] for problem in refused.value.problems} >= {"2026-03"}


def test_what_is_told_of_one_fund_names_nothing_that_it_did_not_decide(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    others = three(funds=[fund(), fund("G")], rules=[rule(), rule("S", fund="G", kinds="labour")])
    others["contributions"][0] |= {"project": "W-2"}
    others["projects"].append(project("W-2"))
    others["rules"][1]["projects"] = "W-1"
    booked(sqlite_engine, tmp_path, others)
    altered = (("rule:S/1:kinds", ""), ("rule:S/1:projects", ""))
    found = tried(sqlite_engine, *altered, funds={"G"})
    [of_fund] = found.funds
    assert of_fund.code == "G"
    assert of_fund.projects == {"W-1": Sum(0, 50_000), "": Sum(0, 10_000)}
    assert of_fund.unnamed == 1
    assert {each.contribution for each in found.changed} == {"C-2", "C-3"}
    with pytest.raises(NotAltered):
        tried(sqlite_engine, ("rule:R/1:ratio", "2"), funds={"G"})


def test_addresses_say_alterations_and_are_read_back() -> None:
    asked = [
        Alteration("rules", ("A:B/C", "2"), cells={"ratio": "2", "tiers": ""}),
        Alteration("rules", ("NEW", "1"), How.ADD, {"fund": "F"}),
        Alteration("rules", ("OLD", "3"), How.LEAVE_OUT),
        Alteration("funds", ("F:1",), cells={"closes_on": "2026-01-31"}),
        Alteration("rates", ("TJS", "2026-03"), cells={"units_per_usd": "9.5"}),
    ]
    assert read_pairs([*pairs_of(asked), ("page", "2")]) == asked


def test_too_many_alterations_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read_pairs((f"fund:F{number}:budget", "1") for number in range(MOST + 1))
    assert refused.value.reason is TrialReason.TOO_MANY
