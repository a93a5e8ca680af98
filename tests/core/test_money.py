from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import (
    MAX_MINOR,
    AmountTooLarge,
    TooManyDecimals,
    exponent,
    largest_remainder,
    minor_per_major,
    round_half_even,
    to_major,
    to_minor,
)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(1, 2, 0), (3, 2, 2), (5, 2, 2), (7, 2, 4), (-1, 2, 0), (-3, 2, -2), (-5, 2, -2), (4, 3, 1), (5, 3, 2)],
)
def test_a_half_is_rounded_to_the_even_neighbour(numerator: int, denominator: int, rounded: int) -> None:
    assert round_half_even(numerator, denominator) == rounded


@given(st.integers(), st.integers(1, 10**6))
def test_rounding_is_that_of_an_exact_rational(numerator: int, denominator: int) -> None:
    assert round_half_even(numerator, denominator) == round(Fraction(numerator, denominator))


def test_rounding_is_exact_where_a_float_is_not() -> None:
    assert round_half_even(10**20 + 1, 2) == 5 * 10**19
    assert round_half_even(10**20 + 3, 2) == 5 * 10**19 + 2


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [
        ("TJS", 2), ("USD", 2), ("GTQ", 2), ("AFN", 2), ("JPY", 0), ("XOF", 0), ("KWD", 3), ("TND", 3), ("CLF", 4),
    ],
)  # fmt: skip
def test_decimals_are_those_of_iso_4217(currency: str, decimals: int) -> None:
    assert exponent(currency) == decimals
    assert minor_per_major(currency) == 10**decimals


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1240", "TJS", 124_000),
        ("1240.5", "TJS", 124_050),
        ("1240.50", "TJS", 124_050),
        ("1240.500", "TJS", 124_050),
        ("0.001", "KWD", 1),
        ("7", "JPY", 7),
        ("7.00", "JPY", 7),
        ("-0.01", "USD", -1),
        ("0", "USD", 0),
    ],
)
def test_amounts_become_minor_units(amount: str, currency: str, minor: int) -> None:
    assert to_minor(Decimal(amount), currency) == minor


@pytest.mark.parametrize(("amount", "currency"), [("0.005", "TJS"), ("0.5", "JPY"), ("1.0001", "KWD")])
def test_more_decimals_than_the_currency_has_are_refused_and_not_rounded(amount: str, currency: str) -> None:
    with pytest.raises(TooManyDecimals):
        to_minor(Decimal(amount), currency)


@pytest.mark.parametrize("amount", ["10000000000000.01", "-10000000000000.01", "1E+400", "NaN", "Infinity"])
def test_an_amount_beyond_reason_is_refused(amount: str) -> None:
    with pytest.raises(AmountTooLarge):
        to_minor(Decimal(amount), "USD")


def test_the_largest_amount_is_taken() -> None:
    assert to_minor(Decimal(10) ** 13, "USD") == MAX_MINOR


@pytest.mark.parametrize(
    ("minor", "currency", "major"),
    [(124_000, "TJS", "1240.00"), (5, "KWD", "0.005"), (7, "JPY", "7"), (-1, "USD", "-0.01")],
)
def test_major_units_have_all_decimals_of_the_currency(minor: int, currency: str, major: str) -> None:
    assert str(to_major(minor, currency)) == major
    assert to_minor(to_major(minor, currency), currency) == minor


def test_three_parts_of_a_hundred_are_34_33_and_33() -> None:
    assert largest_remainder(100, [1, 1, 1]) == [34, 33, 33]


def test_the_unit_that_is_left_goes_to_the_largest_remainder() -> None:
    """Of 10: 1.43, 2.86 and 5.71; the parts that were cut most get the two that are left."""
    assert largest_remainder(10, [1, 2, 4]) == [1, 3, 6]


def test_nothing_is_split_into_nothings_and_a_refund_like_a_payment() -> None:
    assert largest_remainder(0, [3, 4]) == [0, 0]
    assert largest_remainder(-100, [1, 1, 1]) == [-34, -33, -33]
    assert largest_remainder(7, [0, 5]) == [0, 7]


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=9).filter(any))
def test_the_parts_add_up_and_each_is_its_share_to_less_than_a_unit(total: int, weights: list[int]) -> None:
    parts = largest_remainder(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
