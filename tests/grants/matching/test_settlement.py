"""A project is settled at its final cost, or cancelled."""

from grants.matching import accounts
from tests.grants.matching.village import Village, lines


def test_a_project_that_cost_what_it_got_releases_nothing() -> None:
    village = Village()
    village.rule()
    village.give(100)
    assert village.settle(200) == []
    assert village.settle(250) == []


def test_the_last_grants_are_released_first_the_last_of_them_in_part() -> None:
    """100 + 50 and as much matched are 300; 70 of it is too much."""
    village = Village()
    village.rule()
    lines(village.give(100), village.give(50))
    assert village.settle(230) == ["C2 R: -50.00 settled", "C1 R: -20.00 settled"]


def test_the_order_is_that_of_booking_turned_round() -> None:
    village = Village()
    village.rule("A", priority=2)
    village.rule("B", priority=1)
    lines(village.give(100), village.give(50))
    assert village.settle(0) == [
        *("C2 A: -50.00 settled", "C2 B: -50.00 settled"),
        *("C1 A: -100.00 settled", "C1 B: -100.00 settled"),
    ]


def test_other_funding_is_part_of_what_the_project_got() -> None:
    village = Village()
    village.rule()
    village.agree(300)
    village.give(100)
    assert village.settle(480) == ["C1 R: -20.00 settled"]


def test_contributions_alone_may_be_too_much_and_are_not_released() -> None:
    village = Village()
    village.rule(ratio="0.5")
    village.give(100)
    assert village.settle(60) == ["C1 R: -50.00 settled"]


def test_part_of_a_grant_is_floored_in_the_currency_of_its_fund() -> None:
    """0.05 USD too much are 0.565 TJS at 11.3."""
    village = Village(rates={"TJS": "11.3"})
    village.fund("T", currency="TJS")
    village.rule(fund="T")
    assert village.give(100) == ["C1 R: 1130.00 full"]
    assert village.settle("199.95") == ["C1 R: -0.56 settled"]


def test_a_grant_worth_just_the_excess_is_released_whole_whatever_its_rounding() -> None:
    """100.00 TJS at 3 are worth 33.33 USD, of which 99.99 TJS would be the exact part."""
    village = Village(rates={"TJS": 3})
    village.fund("T", currency="TJS")
    village.rule(fund="T")
    assert village.give(100, currency="TJS") == ["C1 R: 100.00 full"]
    assert village.settle("33.33") == ["C1 R: -100.00 settled"]


def test_a_grant_worth_nothing_is_kept_where_nothing_is_too_much() -> None:
    """0.04 TJS at 10 are worth 0.00 USD."""
    village = Village(rates={"TJS": 10})
    village.fund("T", currency="TJS")
    village.rule(fund="T")
    assert village.give("0.04", currency="TJS") == ["C1 R: 0.04 full"]
    assert village.settle(0) == []


def test_what_was_released_before_is_not_released_again() -> None:
    village = Village()
    village.rule()
    lines(village.give(100), village.give(100), village.reverse("C2", 60))
    assert village.settle(200) == ["C2 R: -40.00 settled", "C1 R: -40.00 settled"]


def test_what_a_fund_has_paid_is_due_as_a_refund_and_lowers_the_excess_all_the_same() -> None:
    """Of 150 too much, 50 go back in full, of 100 only what is not paid: 30."""
    village = Village()
    village.rule()
    lines(village.give(100), village.give(50))
    assert village.settle(150, paid={"F": 70}) == ["C2 R: -50.00 settled", "C1 R: -30.00 settled"]
    assert village.balance(accounts.UNRELEASED, "W", "F") == "70.00"
    assert village.balance(accounts.FUND, "", "F") == "70.00"


def test_what_one_fund_has_paid_is_not_taken_from_another() -> None:
    village = Village()
    village.fund("PAID")
    village.rule("A", fund="F", priority=1)
    village.rule("B", fund="PAID", priority=2)
    village.give(100)
    assert village.settle(220, paid={"PAID": 100}) == []
    assert village.balance(accounts.UNRELEASED, "W", "PAID") == "80.00"
    assert village.balance(accounts.FUND, "", "F") == "100.00"


def test_a_fund_that_has_paid_more_than_it_matched_releases_nothing() -> None:
    village = Village()
    village.rule()
    village.give(100)
    assert village.settle(0, paid={"F": 120}) == []


def test_a_cancelled_project_gives_everything_back() -> None:
    village = Village()
    village.rule()
    lines(village.give(100), village.give(50))
    assert village.settle(0) == ["C2 R: -50.00 settled", "C1 R: -100.00 settled"]


def test_who_waits_when_the_project_is_settled_stays_unmatched() -> None:
    village = Village()
    village.rule(counted_min=100)
    village.give(60)
    village.settle(60)
    assert village.give(60) == []
    assert len(village.entries) == 1


def test_who_is_held_when_the_project_is_settled_stays_unmatched() -> None:
    village = Village(is_approved=False)
    village.rule()
    village.give(60)
    village.settle(0)
    assert village.approve() == []


def test_what_a_settlement_frees_can_be_granted_elsewhere() -> None:
    village = Village(fund=100)
    village.rule()
    village.project("X")
    lines(village.give(100), village.settle(150))
    assert village.give(80, project="X") == ["C2 R: 50.00 of 80.00 fund_budget"]


def test_the_steps_of_a_release_name_what_was_left_released_beyond_and_unpaid() -> None:
    village = Village()
    village.rule()
    village.give(100)
    village.settle(130, paid={"F": 60})
    assert village.entries[-1].steps == (("settled", 10_000, 4_000, 7_000, 4_000),)
