"""The formulas of a fund's figures, and in which order its concerns stand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import Span, months_after, quarter_of
from grants.showing.fund.attention import Concern, Matter, ahead_of_works, lacking, most_urgent, points_ahead
from grants.showing.fund.figures import (
    Ahead,
    Cash,
    Commitment,
    Glance,
    Moved,
    Spending,
    Standing,
)
from grants.showing.fund.lasting import commitments_last, runway_in_short
from grants.showing.fund.pace import Pace, Runway, runway

QUARTER = quarter_of(date(2020, 12, 1))
YEAR = [quarter_of(date(2020, month, 1)) for month in (1, 4, 7, 10)]


def glance(budget: int = 1_000, matched: int = 400, waiting: int = 0, quarters: list[Span] = YEAR) -> Glance:
    return Glance(
        QUARTER,
        Cash(Moved(500, 100), Moved(200, 150)),
        Commitment(budget, Moved(0, matched), 350),
        Spending(),
        Pace(quarters, matched if quarters else 0, 350 if quarters else 0),
        Ahead(waiting=waiting),
    )


def test_cash_opens_with_what_was_left_before_and_closes_with_what_is_left() -> None:
    cash = glance().cash
    assert (cash.opening, cash.available, cash.closing) == (300, 400, 250)


def test_what_is_committed_and_what_is_not() -> None:
    commitment = glance().commitment
    assert (commitment.unpaid, commitment.uncommitted) == (50, 600)


def test_a_budget_lowered_below_the_matches_leaves_less_than_nothing() -> None:
    assert glance(budget=100).commitment.uncommitted == -300
    assert glance(budget=100).runway == Runway(0, QUARTER.ends_on)


def test_what_was_spent_is_all_that_was_reviewed_and_all_that_was_not() -> None:
    spending = Spending({Standing.ACCEPTED: Moved(1, 2), Standing.UNREVIEWED: Moved(10, 20)})
    assert spending.spent == Moved(11, 22)
    assert spending.of(Standing.QUERIED) == Moved()


def test_a_pace_is_that_of_whole_quarters_rounded_half_even() -> None:
    pace = Pace(YEAR, 30, 42)
    assert (pace.months, pace.matched_a_month, pace.disbursed_a_month) == (12, 2, 4)


def test_without_a_quarter_there_is_no_pace_and_nothing_is_divided_by_nothing() -> None:
    found = glance(quarters=[])
    assert (found.pace.matched_a_month, found.runway, found.cash_runway) == (None, None, None)


def test_a_fund_lasts_whole_months_from_the_end_of_the_quarter() -> None:
    """600 are left at 400 in twelve months: eighteen months."""
    assert glance().runway == Runway(18, date(2022, 6, 30))


@pytest.mark.usefixtures("a_reader_of_english")
@pytest.mark.parametrize(
    ("closes_on", "months_open", "words"),
    [
        (date(2020, 11, 30), 0, "Its last day of matching is 30 Nov 2020."),
        (date(2020, 12, 31), 0, "Its last day of matching is 31 Dec 2020."),
        (date(2021, 2, 1), 2, "the budget lasts until the fund closes, on 1 Feb 2021."),
        (date(2030, 1, 1), 109, "the rest of the budget lasts 18 months, until 30 Jun 2022."),
        (None, None, "the rest of the budget lasts 18 months, until 30 Jun 2022."),
    ],
)
def test_a_budget_lasts_no_longer_than_its_fund_matches(
    closes_on: date | None, months_open: int | None, words: str
) -> None:
    found = replace(glance(), closes_on=closes_on)
    assert found.months_open == months_open
    assert commitments_last(found).endswith(words)


@pytest.mark.usefixtures("a_reader_of_english")
def test_nobody_is_told_of_the_next_century() -> None:
    """The calendar ends, and money does not: no day is named that is not meant."""
    found = glance(budget=10**9, matched=1)
    assert found.runway is not None
    assert found.runway.is_endless
    assert commitments_last(found).endswith("lasts for more than a hundred years.")
    assert runway_in_short(found) == "more than a hundred years"


def test_what_waits_is_taken_first() -> None:
    assert glance(waiting=100).runway == Runway(15, date(2022, 3, 31))
    assert glance(waiting=700).runway == Runway(0, QUARTER.ends_on)


@pytest.mark.parametrize("moved", [0, -5])
def test_where_nothing_moves_nobody_can_tell_how_long_it_lasts(moved: int) -> None:
    assert runway(100, moved, 12, QUARTER.ends_on) is None


@given(st.integers(0, 10**15), st.integers(1, 10**15), st.integers(1, 4))
def test_a_runway_is_the_most_whole_months_that_the_rest_pays_for(
    left: int, moved: int, quarters: int
) -> None:
    found = runway(left, moved, 3 * quarters, QUARTER.ends_on)
    assert found is not None
    assert found.months * moved <= left * 3 * quarters < (found.months + 1) * moved


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2020, 12, 31), 2, date(2021, 2, 28)),
        (date(2021, 2, 28), 1, date(2021, 3, 31)),
        (date(2020, 1, 30), 1, date(2020, 2, 29)),
        (date(2020, 12, 31), 0, date(2020, 12, 31)),
        (date(2020, 11, 15), 14, date(2022, 1, 15)),
    ],
)
def test_months_after_the_last_day_of_a_month_end_on_a_last_day(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_the_most_money_comes_first_and_five_are_enough() -> None:
    found = most_urgent([Matter(concern, stake) for stake, concern in enumerate(Concern)])
    assert [each.stake for each in found] == [8, 7, 6, 5, 4]


def test_of_two_with_as_much_at_stake_the_graver_comes_first() -> None:
    found = most_urgent([Matter(Concern.WAITING, 5), Matter(Concern.VOUCHERS, 5), Matter(Concern.DRY, 5)])
    assert [each.concern for each in found] == [Concern.DRY, Concern.VOUCHERS, Concern.WAITING]


def test_what_is_lacking_is_the_pace_of_half_a_year_less_what_is_left() -> None:
    assert lacking(left=100, moved=600, months=12) == 200
    assert lacking(left=300, moved=600, months=12) == 0
    assert lacking(left=100, moved=600, months=12, soon=3) == 50
    assert lacking(left=10, moved=0, months=12) == 0
    assert lacking(left=10, moved=600, months=0) == 0


def test_what_is_committed_beyond_the_budget_is_lacking_whether_anything_moves_or_not() -> None:
    assert lacking(left=-50, moved=600, months=12) == 350
    assert lacking(left=-50, moved=0, months=12) == 50


def test_payments_are_ahead_by_what_is_paid_beyond_what_is_built() -> None:
    assert (points_ahead(90, 100, 48), ahead_of_works(90, 100, 48)) == (42, 42)
    assert (points_ahead(10, 100, 48), ahead_of_works(10, 100, 48)) == (-38, 0)
    assert points_ahead(10, 0, 48) == 0
