from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import (
    Span,
    earliest_open_day,
    month_name,
    months,
    parse_span,
    quarter_name,
    quarter_of,
)

days = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2020, 1, 1), "2020-Q1"),
        (date(2020, 3, 31), "2020-Q1"),
        (date(2020, 4, 1), "2020-Q2"),
        (date(2020, 9, 30), "2020-Q3"),
        (date(2020, 10, 1), "2020-Q4"),
        (date(2020, 12, 31), "2020-Q4"),
    ],
)
def test_a_day_lies_in_its_quarter(day: date, quarter: str) -> None:
    assert quarter_name(day) == quarter
    assert day in quarter_of(day)
    assert str(quarter_of(day)) == quarter


def test_a_month_has_two_digits() -> None:
    assert month_name(date(2020, 4, 30)) == "2020-04"
    assert month_name(date(2020, 11, 1)) == "2020-11"


@given(days)
def test_quarters_follow_each_other_without_a_gap(day: date) -> None:
    span = quarter_of(day)
    assert span.starts_on <= day <= span.ends_on
    assert span.starts_on.day == 1
    assert quarter_of(span.ends_on + timedelta(days=1)).starts_on == span.ends_on + timedelta(days=1)


def test_both_days_of_a_span_belong_to_it() -> None:
    span = months(2020, 2, 2020, 2)
    assert span == Span(date(2020, 2, 1), date(2020, 2, 29))
    assert date(2020, 2, 1) in span
    assert date(2020, 2, 29) in span
    assert date(2020, 3, 1) not in span
    assert date(2020, 1, 31) not in span


@pytest.mark.parametrize(
    "text", ["2020-Q1", "2020-Q4", "2020-02..2020-02", "2019-11..2020-04", "2020-01..2020-12"]
)
def test_a_span_is_read_as_it_is_written(text: str) -> None:
    assert str(parse_span(text)) == text


def test_three_months_of_a_quarter_are_the_quarter() -> None:
    assert str(parse_span("2020-04..2020-06")) == "2020-Q2"


@pytest.mark.parametrize(
    "text",
    [
        "", "2020", "2020-Q0", "2020-Q5", "2020-Q", "2020-Q11", "Q1", "20-Q1", "2020-q1", "2020Q1", "٢٠٢٠-Q1",
        "2020-04", "2020-04..", "..2020-04", "2020-4..2020-05", "2020-00..2020-05", "2020-04..2020-13",
        "2020-05..2020-04", "2020-04..2020-05..2020-06", "2020/04..2020/05", "0000-Q1", "0001-Q1",
    ],
)  # fmt: skip
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse_span(text)


def test_in_an_open_quarter_a_day_counts_on_itself() -> None:
    assert earliest_open_day(date(2020, 5, 5), ["2020-Q1", "2020-Q3"]) == date(2020, 5, 5)


def test_in_a_closed_quarter_it_counts_on_the_first_day_of_the_next_open_one() -> None:
    assert earliest_open_day(date(2020, 2, 2), ["2020-Q1"]) == date(2020, 4, 1)
    assert earliest_open_day(date(2019, 12, 31), ["2019-Q4", "2020-Q1", "2020-Q3"]) == date(2020, 4, 1)
    assert earliest_open_day(date(2020, 9, 30), iter(["2020-Q3", "2020-Q4"])) == date(2021, 1, 1)
