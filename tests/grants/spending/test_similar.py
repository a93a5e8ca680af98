"""What is far from similar works, to the unit."""

from fractions import Fraction

import pytest

from grants.spending.similar import usual_of

COSTS = [Fraction(cost) for cost in (30, 35, 40, 45, 60)]


def test_fewer_than_five_others_say_nothing() -> None:
    assert usual_of(COSTS[:4]) is None


@pytest.mark.parametrize(
    ("cost", "is_far"), [("20", False), ("19.99", True), ("80", False), ("80.01", True), ("40", False)]
)
def test_far_is_below_half_or_above_twice_the_median(cost: str, is_far: bool) -> None:
    usual = usual_of(COSTS)
    assert usual is not None
    assert usual.median == 40
    assert usual.is_far(Fraction(cost)) is is_far


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle() -> None:
    usual = usual_of([*COSTS, Fraction(41)])
    assert usual is not None
    assert usual.median == Fraction(81, 2)


def test_the_span_leaves_out_what_is_far_itself() -> None:
    usual = usual_of([*COSTS, Fraction(1000)])
    assert usual is not None
    assert usual.span == (Fraction(30), Fraction(60))
