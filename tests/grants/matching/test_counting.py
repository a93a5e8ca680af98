"""What of a contribution counts: its value, the weight and limit of in kind, the limit of a household."""

import pytest

from core.exchange import MissingRate
from grants.matching import accounts
from tests.grants.matching.village import Village, lines


def test_the_value_is_that_of_the_month_in_which_it_was_received() -> None:
    """100.00 TJS at 9.69 are 10.3199… USD."""
    village = Village(rates={"TJS": "9.69"})
    village.rule()
    assert village.give(100, currency="TJS") == ["C1 R: 10.32 full"]


@pytest.mark.parametrize(("tjs", "usd"), [("0.25", "0.02"), ("0.35", "0.04"), ("0.36", "0.04")])
def test_half_a_cent_is_rounded_to_the_even_one(tjs: str, usd: str) -> None:
    village = Village(rates={"TJS": 10})
    village.rule()
    assert village.give(tjs, currency="TJS") == [f"C1 R: {usd} full"]


def test_currencies_without_decimals_and_with_three_are_converted_to_their_minor_unit() -> None:
    """10.00 USD are 1,037 JPY at 103.7 and 3.072 KWD at 0.30725."""
    village = Village(rates={"JPY": "103.7", "KWD": "0.30725"})
    village.fund("J", 1_000_000, "JPY")
    village.fund("K", 1_000_000, "KWD")
    village.rule("RJ", fund="J")
    village.rule("RK", fund="K")
    assert village.give(10) == ["C1 RJ: 1037 full", "C1 RK: 3.072 full"]


def test_a_rate_that_is_missing_is_an_error_and_no_guess() -> None:
    village = Village()
    village.rule()
    with pytest.raises(MissingRate) as missing:
        village.give(100, currency="TJS")
    assert (missing.value.currency, missing.value.month) == ("TJS", "2020-02")


def test_in_kind_is_weighted_and_half_even_rounded() -> None:
    village = Village()
    village.rule(in_kind="match", in_kind_weight="0.5")
    assert village.give("0.05", kind="labour") == ["C1 R: 0.02 full"]
    assert village.give("0.07", kind="materials") == ["C2 R: 0.04 full"]
    assert village.give("0.05", kind="cash") == ["C3 R: 0.05 full"]


def test_in_kind_counts_up_to_a_share_of_the_budget() -> None:
    """A tenth of 1,000.00."""
    village = Village()
    village.rule(in_kind="match", in_kind_limit_share="0.1")
    assert lines(village.give(70, kind="labour"), village.give(70, kind="skills")) == [
        "C1 R: 70.00 full",
        "C2 R: 30.00 in_kind_limit",
    ]
    assert village.give(70, kind="labour") == ["C3 R: 0.00 in_kind_limit"]
    assert village.give(70, kind="cash") == ["C4 R: 70.00 full"]


def test_the_in_kind_limit_is_floored_and_holds_for_the_weighted_value() -> None:
    """0.03333999 of 1,000.00 is 33.33 to the cent below; labour counts half."""
    village = Village()
    village.rule(in_kind="match", in_kind_weight="0.5", in_kind_limit_share="0.03333999")
    assert village.give(80, kind="labour") == ["C1 R: 33.33 in_kind_limit"]


def test_each_project_has_its_own_in_kind_limit() -> None:
    village = Village()
    village.rule(in_kind="match", in_kind_limit_share="0.1")
    village.project("X")
    village.give(100, kind="labour")
    assert village.give(100, kind="labour", project="X") == ["C2 R: 100.00 full"]


def test_a_lowered_budget_lowers_the_in_kind_limit_for_those_that_follow() -> None:
    village = Village()
    village.rule(in_kind="match", in_kind_limit_share="0.1")
    village.give(60, kind="labour")
    village.set_budget(500)
    assert village.give(60, kind="labour") == ["C2 R: 0.00 in_kind_limit"]


def test_a_household_counts_up_to_its_limit_over_all_projects() -> None:
    village = Village()
    village.rule(counted_per_household=100)
    village.project("X")
    assert village.give(70, household="H") == ["C1 R: 70.00 full"]
    assert village.give(70, household="H", project="X") == ["C2 R: 30.00 counted_per_household"]
    assert village.give(70, household="I", project="X") == ["C3 R: 70.00 full"]


@pytest.mark.parametrize(
    ("period", "later", "granted"),
    [
        ("total", "2021-01-01", "30.00 counted_per_household"),
        ("year", "2020-12-31", "30.00 counted_per_household"),
        ("year", "2021-01-01", "70.00 full"),
        ("quarter", "2020-03-31", "30.00 counted_per_household"),
        ("quarter", "2020-04-01", "70.00 full"),
    ],
)
def test_a_household_counts_again_in_the_next_period(period: str, later: str, granted: str) -> None:
    village = Village()
    village.rule(counted_per_household=100, cap_period=period)
    village.give(70, household="H", on="2020-01-01")
    assert village.give(70, household="H", on=later) == [f"C2 R: {granted}"]


def test_the_household_limit_comes_after_the_in_kind_limit() -> None:
    village = Village()
    village.rule(in_kind="match", in_kind_limit_share="0.05", counted_per_household=40)
    assert village.give(100, household="H", kind="labour") == ["C1 R: 40.00 counted_per_household"]
    assert village.give(100, household="I", kind="labour") == ["C2 R: 10.00 in_kind_limit"]


def test_in_kind_for_the_threshold_only_attracts_nothing_and_says_so_whatever_cut_it() -> None:
    village = Village()
    village.rule(in_kind="threshold", counted_min=100, counted_per_household=90)
    assert village.give(95, household="H", kind="labour") == ["C1 R: 0.00 waiting"]
    assert village.counted() == "90.00"
    assert village.give(10, household="I") == ["C1 R: 0.00 in_kind_threshold", "C2 R: 10.00 full"]
    assert village.balance(accounts.BASE, "W", "R") == "10.00"


def test_what_counts_is_used_up_also_by_those_that_wait() -> None:
    village = Village()
    village.rule(counted_min=150, counted_per_household=100)
    village.give(80, household="H")
    village.give(80, household="H")
    assert village.balance(accounts.COUNTED_HOUSEHOLD, "H", "R") == "100.00"
    assert village.counted() == "100.00"
