import time
from decimal import Decimal

import pytest

from core.amounts import AmountReason, UnreadableAmount, read_amount_text, read_plain_decimal


@pytest.mark.parametrize(
    "text",
    [
        "1234.5",
        "1234,5",
        "1 234,50",
        "1\u00a0234,50",
        "1\u202f234,50",
        "1.234,50",
        "1,234.50",
        "1'234.50",
        "1’234,50",
    ],
)
def test_an_amount_is_read_in_the_notation_of_whoever_wrote_it(text: str) -> None:
    assert read_amount_text(text) == Decimal("1234.5")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1 234 567,89", "1234567.89"),
        ("1 234", "1234"),
        ("0.005", "0.005"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("12.3456", "12.3456"),
        ("-5", "-5"),
        (" 5\n", "5"),
        ("9999999999999.99", "9999999999999.99"),
    ],
)
def test_what_can_be_read_in_one_way_only_is_read(text: str, amount: str) -> None:
    assert read_amount_text(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["1.234", "1,234", "-1.234", "12.345", "999,999"])
def test_what_can_be_read_in_two_ways_is_not_guessed(text: str) -> None:
    with pytest.raises(UnreadableAmount) as refusal:
        read_amount_text(text)
    assert refusal.value.reason is AmountReason.AMBIGUOUS


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "12.3.4", "12,34,567.00", "1 2345", "5.", ".5", "1..2", "1 234.567 890",
        "+5", "−5", "(5.00)", "- 5", "5 TJS", "$5", "NaN", "sNaN", "Infinity", "-inf", "1e309", "1E+1000000",
        "1_000", "0x10", "١٢٣", "١٢٣٫٤٥", "१२३", "１２３．４５", "\u200f100", "100\u200f",
    ],
)  # fmt: skip
def test_what_is_not_plainly_an_amount_is_refused(text: str) -> None:
    with pytest.raises(UnreadableAmount) as refusal:
        read_amount_text(text)
    assert refusal.value.reason is AmountReason.NOT_A_NUMBER


@pytest.mark.parametrize("text", ["12345678901234", "9223372036854775808", "9" * 10_000])
def test_an_amount_has_at_most_thirteen_digits_before_the_decimals(text: str) -> None:
    with pytest.raises(UnreadableAmount) as refusal:
        read_amount_text(text)
    assert refusal.value.reason is AmountReason.TOO_LONG


def test_zero_has_no_sign() -> None:
    assert str(read_amount_text("-0.00")) == "0"


@pytest.mark.parametrize("text", ["1E+1000000", "9" * 1_000_000, "1 " * 500_000, "1'" + "111'" * 100_000])
def test_a_hostile_text_costs_no_time(text: str) -> None:
    start = time.process_time()
    for read in (read_amount_text, read_plain_decimal):
        with pytest.raises(UnreadableAmount):
            read(text)
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize("text", ["0.25", "12", "-38.083", "9.4397", "1.234"])
def test_a_ratio_is_a_plain_decimal_with_a_point(text: str) -> None:
    assert read_plain_decimal(text) == Decimal(text)


@pytest.mark.parametrize(
    "text", ["0,25", "1 000", "50%", "1/4", ".5", "1e3", "NaN", "1" * 21, "0." + "1" * 21]
)
def test_no_other_notation_is_a_ratio(text: str) -> None:
    with pytest.raises(UnreadableAmount):
        read_plain_decimal(text)
