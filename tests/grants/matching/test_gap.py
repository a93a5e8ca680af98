"""A project is never matched beyond its budget."""

import pytest

from tests.grants.matching.village import Village, lines


def test_a_project_is_matched_up_to_its_budget() -> None:
    """1,000 - 600 is left to grant."""
    village = Village()
    village.rule()
    assert village.give(600) == ["C1 R: 400.00 of 600.00 funding_gap"]
    assert village.give(1) == ["C2 R: 0.00 of 1.00 funding_gap"]
    assert village.gap() == "-1.00"


def test_the_gap_is_narrowed_by_the_rules_that_come_first() -> None:
    village = Village()
    village.rule("A", priority=2)
    village.rule("B", priority=1)
    assert village.give(400) == ["C1 B: 400.00 full", "C1 A: 200.00 of 400.00 funding_gap"]


def test_contributions_narrow_the_gap_whether_they_count_or_not() -> None:
    village = Village()
    village.rule(sources=frozenset({"remittance"}))
    assert village.give(500, source="local") == ["C1 R: 0.00 source"]
    assert village.give(200, kind="labour") == ["C2 R: 0.00 kind"]
    assert village.give(200, source="remittance") == ["C3 R: 100.00 of 200.00 funding_gap"]


def test_in_kind_narrows_the_gap_at_full_value_whatever_its_weight() -> None:
    village = Village()
    village.rule(in_kind="match", in_kind_weight="0.5")
    assert village.give(900, kind="labour") == ["C1 R: 100.00 of 450.00 funding_gap"]


def test_other_funding_narrows_the_gap() -> None:
    """950.00 and 90.00 TJS at 9 leave 1,000 - 950 - 10 = 40, of which 30.00 were given."""
    village = Village(rates={"TJS": 9})
    village.rule()
    village.agree(950)
    village.agree(90, currency="TJS")
    assert village.give(30) == ["C1 R: 10.00 of 30.00 funding_gap"]


def test_a_negative_gap_grants_nothing() -> None:
    village = Village()
    village.rule()
    village.agree(1100)
    assert village.give(30) == ["C1 R: 0.00 of 30.00 funding_gap"]


def test_a_raised_budget_opens_the_gap_and_a_lowered_one_closes_it() -> None:
    village = Village()
    village.rule()
    village.give(500)
    village.set_budget(1100)
    assert village.give(80) == ["C2 R: 20.00 of 80.00 funding_gap"]
    village.set_budget(900)
    assert village.give(80) == ["C3 R: 0.00 of 80.00 funding_gap"]


@pytest.mark.parametrize(
    ("currency", "budget", "rates", "given", "granted"),
    [
        # 1,000 - 800 JPY at 103.7 are 1.92864… USD
        ("JPY", 1000, {"JPY": "103.7"}, 800, "1.92 of 7.71 funding_gap"),
        # 1.000 - 0.999 KWD at 0.3 is 0.00333… USD
        ("KWD", 1, {"KWD": "0.3"}, "0.999", "0.00 of 3.33 funding_gap"),
        # 1.000 - 0.900 KWD at 0.3 are 0.33333… USD
        ("KWD", 1, {"KWD": "0.3"}, "0.9", "0.33 of 3.00 funding_gap"),
    ],
)
def test_the_gap_is_floored_to_the_minor_unit_of_the_fund(
    currency: str, budget: int, rates: dict[str, str], given: int | str, granted: str
) -> None:
    village = Village(currency, budget, rates=rates)
    village.rule()
    assert village.give(given, currency=currency) == [f"C1 R: {granted}"]


def test_a_fund_without_decimals_meets_a_project_with_three() -> None:
    """1.000 - 0.990 KWD at 0.25 are 0.04 USD, that is 4.4 JPY at 110."""
    village = Village("KWD", 1, rates={"KWD": "0.25", "JPY": 110})
    village.fund("J", 1_000_000, "JPY")
    village.rule(fund="J")
    assert village.give("0.99", currency="KWD") == ["C1 R: 4 of 436 funding_gap"]


def test_a_match_may_round_to_more_than_the_gap_by_less_than_half_a_unit() -> None:
    """A gap of 1 JPY at 80 allows 0.01 USD, which is worth 0.8, rounded 1 JPY: nothing is left."""
    village = Village("JPY", 100, rates={"JPY": 80})
    village.rule()
    assert village.give(99, currency="JPY") == ["C1 R: 0.01 of 1.24 funding_gap"]
    assert village.gap() == "0"


def test_a_reversal_opens_the_gap_by_the_share_of_the_converted_value() -> None:
    """10.00 TJS at 3 are 3.33 USD; a third reversed is round(1.11) less."""
    village = Village(rates={"TJS": 3})
    lines(village.give(9, currency="TJS"), village.give(10, currency="TJS"))
    assert village.gap() == "993.67"
    village.reverse("C2", "3.33")
    assert village.gap() == "994.78"
    village.reverse("C2", "6.67")
    assert village.gap() == "997.00"


def test_held_contributions_stand_in_the_gap_before_approval() -> None:
    village = Village(is_approved=False)
    assert village.give(300) == []
    assert village.gap() == "700.00"
