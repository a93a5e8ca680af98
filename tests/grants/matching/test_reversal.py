"""A contribution is taken back, wholly or in part."""

import pytest

from grants.matching import accounts
from grants.matching.reversal import NotReversible
from tests.grants.matching.village import Village, lines


def test_a_partial_reversal_releases_in_proportion() -> None:
    village = Village()
    village.rule(ratio="0.5")
    village.give(100)
    assert village.reverse("C1", 30) == ["C1 R: -15.00 reversed"]
    assert village.counted() == "70.00"
    assert village.balance(accounts.BASE, "W", "R") == "70.00"
    assert village.balance(accounts.FUND, "", "F") == "35.00"


def test_parts_release_together_exactly_what_was_granted() -> None:
    """A third of 0.50 is 0.165, half-even 0.16; two thirds are 0.33; all of it 0.50."""
    village = Village()
    village.rule(ratio="0.5")
    village.give(1)
    assert village.reverse("C1", "0.33") == ["C1 R: -0.16 reversed"]
    assert village.reverse("C1", "0.33") == ["C1 R: -0.17 reversed"]
    assert village.reverse("C1", "0.34") == ["C1 R: -0.17 reversed"]
    assert village.balance(accounts.FUND, "", "F") == "0.00"
    assert village.gap() == "1000.00"


def test_a_whole_reversal_releases_the_matches_of_all_rules_in_their_order() -> None:
    village = Village()
    village.rule("B", priority=1)
    village.rule("A", priority=2)
    village.give(100)
    assert village.reverse("C1", 100) == ["C1 B: -100.00 reversed", "C1 A: -100.00 reversed"]


def test_a_release_of_nothing_is_no_entry() -> None:
    village = Village()
    village.rule(ratio="0.1")
    village.give(1)
    assert village.reverse("C1", "0.01") == []


@pytest.mark.parametrize("amount", ["0", "-1", "70.01"])
def test_no_more_than_is_left_can_be_reversed(amount: str) -> None:
    village = Village()
    village.give(100)
    village.reverse("C1", 30)
    with pytest.raises(NotReversible):
        village.reverse("C1", amount)


def test_nobody_elses_match_changes() -> None:
    village = Village(fund=100)
    village.rule()
    lines(village.give(100), village.give(50))
    assert village.reverse("C1", 100) == ["C1 R: -100.00 reversed"]
    assert village.give(50) == ["C3 R: 50.00 full"]


def test_what_is_released_is_free_in_the_period_in_which_it_was_used() -> None:
    village = Village()
    village.fund("F", yearly_envelope=100)
    village.rule(match_per_group=50, cap_period="quarter")
    village.give(50, on="2020-02-01")
    village.reverse("C1", 20, on="2021-07-01")
    assert village.balance(accounts.RULE_GROUP, "G", "R", "2020-Q1") == "30.00"
    assert village.balance(accounts.FUND_YEAR, "", "F", "2020") == "30.00"
    assert village.give(50, on="2020-03-31") == ["C2 R: 20.00 of 50.00 match_per_group"]


def test_the_tier_that_was_used_is_given_back() -> None:
    village = Village()
    village.rule(tiers={0: 2, 10: 1})
    village.give(10)
    assert village.reverse("C1", 4) == ["C1 R: -8.00 reversed"]
    assert village.give(10) == ["C2 R: 14.00 full"]


@pytest.mark.parametrize(
    ("in_kind_limit_share", "reason"), [("0.1", "in_kind_limit"), ("0.2", "counted_per_household")]
)
def test_what_counted_under_a_limit_is_given_back(in_kind_limit_share: str, reason: str) -> None:
    village = Village()
    village.rule(in_kind="match", in_kind_limit_share=in_kind_limit_share, counted_per_household=100)
    village.give(100, kind="labour", household="H")
    village.reverse("C1", 25)
    assert village.give(100, kind="labour", household="H") == [f"C2 R: 25.00 {reason}"]


def test_what_is_reversed_while_held_is_never_matched() -> None:
    village = Village(is_approved=False)
    village.rule()
    village.give(100)
    assert village.reverse("C1", 40) == []
    assert village.approve() == ["C1 R: 60.00 full"]
    assert village.gap() == "880.00"


def test_after_a_reversal_while_held_the_rest_counts_as_the_whole() -> None:
    """40 of 100 was reversed before; 30 of the 60 that were matched is half of it."""
    village = Village(is_approved=False)
    village.rule()
    village.give(100)
    village.reverse("C1", 40)
    village.approve()
    assert village.reverse("C1", 30) == ["C1 R: -30.00 reversed"]
    assert village.counted() == "30.00"


def test_one_wholly_reversed_while_held_has_no_entry() -> None:
    village = Village(is_approved=False)
    village.rule()
    lines(village.give(100), village.give(50), village.reverse("C1", 100))
    assert village.approve() == ["C2 R: 50.00 full"]


def test_one_that_waits_goes_on_waiting_with_what_is_left() -> None:
    """70 - 35 + 60 is less than 100; 5 more reach it. The base that is left is 35."""
    village = Village()
    village.rule(counted_min=100)
    village.give(70)
    assert village.reverse("C1", 35) == []
    assert village.counted() == "35.00"
    assert village.give(60) == ["C2 R: 0.00 waiting"]
    assert village.give(5) == ["C1 R: 35.00 full", "C2 R: 60.00 full", "C3 R: 5.00 full"]


def test_one_that_waits_and_is_wholly_reversed_leaves_the_queue() -> None:
    village = Village()
    village.rule(counted_min=100)
    village.give(70)
    assert village.reverse("C1", 70) == []
    assert village.give(100) == ["C2 R: 100.00 full"]


def test_what_was_reversed_while_waiting_is_not_released_once_more() -> None:
    """15 of 90 was reversed while it waited; 50 of the 75 that were granted on the 75 left are two thirds."""
    village = Village()
    village.rule(counted_min=100)
    lines(village.give(90), village.reverse("C1", 15))
    assert village.give(25) == ["C1 R: 75.00 full", "C2 R: 25.00 full"]
    assert village.reverse("C1", 50) == ["C1 R: -50.00 reversed"]
    assert village.counted() == "50.00"


def test_after_settlement_no_more_is_released_than_is_left() -> None:
    village = Village()
    village.rule()
    village.give(100)
    assert village.settle(120) == ["C1 R: -80.00 settled"]
    assert village.reverse("C1", 50) == ["C1 R: -20.00 reversed"]
    assert village.reverse("C1", 50) == []


def test_each_grant_of_a_match_releases_by_what_had_been_reversed_when_it_was_made() -> None:
    """60 of 100 at first, 30 of it released with half of the contribution; then 20 more of the 50 desired.

    Half of what is left reversed: 60 x 75/100 - 30 = 15, and 20 x 25/50 = 10.
    """
    village = Village(fund=60)
    village.rule()
    village.give(100)
    assert village.reverse("C1", 50) == ["C1 R: -30.00 reversed"]
    village.set_fund("budget", 1000)
    assert village.rematch() == ["C1 R: 20.00 of 100.00 full"]
    assert village.reverse("C1", 25) == ["C1 R: -15.00 reversed", "C1 R: -10.00 reversed"]
    assert village.reverse("C1", 25) == ["C1 R: -15.00 reversed", "C1 R: -10.00 reversed"]
    assert village.balance(accounts.FUND, "", "F") == "0.00"


def test_the_steps_of_a_release_name_what_was_left_and_what_of_it_goes() -> None:
    village = Village()
    village.rule()
    village.give(100)
    village.reverse("C1", 30)
    village.reverse("C1", 7)
    grant, *releases = village.entries
    assert [release.steps for release in releases] == [
        (("reversed", 10_000, 3_000),),
        (("reversed", 7_000, 700),),
    ]
    assert [release.of for release in releases] == [grant, grant]
