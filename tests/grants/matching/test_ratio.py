"""The desired amount: ratio and tiers, and the counted values of the project that went before."""

import pytest

from grants.matching.scale import Scale
from tests.grants.matching.village import Village


@pytest.mark.parametrize(
    ("cents", "half"), [("0.01", "0.00"), ("0.03", "0.02"), ("0.05", "0.02"), ("0.07", "0.04")]
)
def test_the_desired_amount_is_rounded_half_even(cents: str, half: str) -> None:
    village = Village()
    village.rule(ratio="0.5")
    assert village.give(cents) == [f"C1 R: {half} full"]


def test_tiers_run_over_the_contributions_of_a_project() -> None:
    """2 for each up to 100.00, 0.5 up to 150.00, nothing beyond."""
    village = Village()
    village.rule(tiers={0: 2, 100: "0.5", 150: 0})
    assert village.give(90) == ["C1 R: 180.00 full"]
    assert village.give(20) == ["C2 R: 25.00 full"]
    assert village.give(50) == ["C3 R: 20.00 full"]
    assert village.give(50) == ["C4 R: 0.00 full"]


def test_each_project_begins_at_the_first_tier() -> None:
    village = Village()
    village.rule(tiers={0: 2, 100: 1})
    village.project("X")
    village.give(100)
    assert village.give(10, project="X") == ["C2 R: 20.00 full"]


def test_another_version_goes_on_where_the_last_one_stopped() -> None:
    """60.00 were counted under the first; of 60.00 more, 40.00 are below 100.00."""
    village = Village()
    village.rule(until="2020-03-31")
    village.rule(tiers={0: 3, 100: 1}, version=2, since="2020-04-01")
    village.give(60, on="2020-03-31")
    assert village.give(60, on="2020-04-01") == ["C2 R: 140.00 full"]


def test_the_difference_of_two_sums_is_rounded_once() -> None:
    scale = Scale([(0, (1, 3)), (100, (2, 3)), (200, (1, 7))])
    assert scale.desired(0, 100) == 33
    assert scale.desired(99, 2) == 1
    assert scale.desired(0, 300) == 114  # 33.33 + 66.67 + 14.29
    assert scale.desired(100, 0) == 0


def test_a_tier_that_begins_where_a_contribution_ends_is_not_used() -> None:
    assert Scale([(0, (1, 1)), (100, (0, 1))]).desired(0, 100) == 100
    assert Scale([(0, (1, 1)), (100, (0, 1))]).desired(100, 1) == 0


def test_a_scale_tells_its_tiers() -> None:
    assert Scale([(0, (2, 1)), (500, (1, 2))]).tiers == [(0, (4, 2)), (500, (1, 2))]
