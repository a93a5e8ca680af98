from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange import Exchange, MissingRate

RATES = {
    ("TJS", "2019-12"): Decimal("9.6872"),
    ("TJS", "2020-01"): Decimal("9.69"),
    ("RUB", "2020-01"): Decimal("61.95"),
    ("JPY", "2020-01"): Decimal("109.1"),
    ("KWD", "2020-01"): Decimal("0.3034"),
}


@pytest.fixture
def exchange() -> Exchange:
    return Exchange(RATES)


def test_an_amount_is_multiplied_by_one_rate_and_divided_by_the_other(exchange: Exchange) -> None:
    """42.00 TJS / 9.69 = 4.334… USD; 450.00 RUB x 9.69 / 61.95 = 70.387… TJS."""
    assert exchange.convert(4_200, "TJS", "USD", "2020-01") == 433
    assert exchange.convert(45_000, "RUB", "TJS", "2020-01") == 7_039


def test_the_rate_is_that_of_the_month(exchange: Exchange) -> None:
    assert exchange.convert(100_000, "TJS", "USD", "2019-12") == 10_323
    assert exchange.convert(100_000, "TJS", "USD", "2020-01") == 10_320


def test_minor_units_of_both_currencies_are_minded(exchange: Exchange) -> None:
    """1.00 USD = 109.1 JPY = 0.303 KWD (0.3034); 1.000 KWD = 359.59… JPY."""
    assert exchange.convert(100, "USD", "JPY", "2020-01") == 109
    assert exchange.convert(100, "USD", "KWD", "2020-01") == 303
    assert exchange.convert(1_000, "KWD", "JPY", "2020-01") == 360
    assert exchange.convert(1, "JPY", "KWD", "2020-01") == 3


@pytest.mark.parametrize(("dirams", "cents"), [(5, 0), (15, 2), (25, 2), (35, 4), (26, 3)])
def test_a_half_is_rounded_to_the_even_unit(dirams: int, cents: int) -> None:
    assert Exchange({("TJS", "2020-01"): Decimal(10)}).convert(dirams, "TJS", "USD", "2020-01") == cents


def test_a_dollar_is_a_dollar_and_needs_no_rate() -> None:
    exchange = Exchange({})
    assert exchange.rate("USD", "2020-01") == 1
    assert exchange.factor("USD", "USD", "2020-01") == (1, 1)
    assert exchange.used == set()


def test_from_a_currency_to_itself_no_rate_is_needed() -> None:
    exchange = Exchange({})
    assert exchange.convert(123, "TJS", "TJS", "2020-01") == 123
    assert exchange.factor("TJS", "TJS", "2020-01") == (1, 1)
    assert exchange.used == set()


@pytest.mark.parametrize(("source", "target"), [("GTQ", "USD"), ("USD", "GTQ"), ("TJS", "GTQ")])
def test_a_missing_rate_names_currency_and_month(exchange: Exchange, source: str, target: str) -> None:
    with pytest.raises(MissingRate) as missing:
        exchange.convert(1, source, target, "2020-01")
    assert (missing.value.currency, missing.value.month) == ("GTQ", "2020-01")


def test_no_rate_is_carried_into_the_next_month(exchange: Exchange) -> None:
    with pytest.raises(MissingRate):
        exchange.convert(1, "TJS", "USD", "2020-02")


def test_every_rate_that_is_looked_at_is_noted(exchange: Exchange) -> None:
    exchange.convert(1, "RUB", "TJS", "2020-01")
    exchange.factor("TJS", "USD", "2019-12")
    assert exchange.used == {("RUB", "2020-01"), ("TJS", "2020-01"), ("TJS", "2019-12")}


def test_all_missing_rates_can_be_named_at_once() -> None:
    exchange = Exchange({("TJS", "2020-01"): Decimal(10)}, collect_missing=True)
    exchange.convert(1, "TJS", "GTQ", "2020-01")
    exchange.convert(1, "RUB", "TJS", "2020-02")
    assert list(exchange.missing) == [("GTQ", "2020-01"), ("TJS", "2020-02"), ("RUB", "2020-02")]
    assert exchange.used == {("TJS", "2020-01")}


def test_a_change_of_the_given_rates_changes_nothing() -> None:
    rates = {("TJS", "2020-01"): Decimal(10)}
    exchange = Exchange(rates)
    rates.clear()
    assert exchange.convert(100, "TJS", "USD", "2020-01") == 10


@given(
    st.sampled_from(["USD", "TJS", "RUB", "JPY", "KWD"]), st.sampled_from(["USD", "TJS", "RUB", "JPY", "KWD"])
)
def test_there_and_back_is_exactly_one(source: str, target: str) -> None:
    exchange = Exchange(RATES)
    there, back = (exchange.factor(*pair, "2020-01") for pair in ((source, target), (target, source)))
    assert Fraction(*there) * Fraction(*back) == 1


@given(st.integers(0, 10**15))
def test_what_is_converted_is_nearest_to_the_exact_amount(minor: int) -> None:
    exact = Fraction(minor) * Fraction("9.69") / Fraction("61.95")
    assert Exchange(RATES).convert(minor, "RUB", "TJS", "2020-01") == round(exact)
