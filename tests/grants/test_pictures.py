"""Pictures of money: bars as long as amounts, whose pieces meet and never leave the bar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.matching.explain import explanation_of
from grants.showing.fund.figures import Commitment, Moved
from grants.showing.pictures import WIDTH, Bar, Part, bar_of_fund, flow_of
from tests.grants.matching.village import Village


def money(budget: int, matched: int, disbursed: int) -> Commitment:
    return Commitment(budget, Moved(0, matched), disbursed)


def parts(budget: int, matched: int, disbursed: int) -> dict[Part, int]:
    return {piece.part: piece.amount for piece in bar_of_fund(money(budget, matched, disbursed))}


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((100, 60, 20), {Part.PAID: 20, Part.UNPAID: 40, Part.FREE: 40}),
        ((100, 0, 0), {Part.FREE: 100}),
        ((100, 100, 100), {Part.PAID: 100}),
        ((100, 20, 50), {Part.PAID: 20, Part.FREE: 80}),
        ((50, 80, 10), {Part.PAID: 10, Part.UNPAID: 70}),
        ((0, 0, 0), {}),
        ((100, 10, -5), {Part.UNPAID: 10, Part.FREE: 90}),
    ],
)
def test_the_budget_is_what_is_paid_what_is_matched_and_what_is_free(
    figures: tuple[int, int, int], expected: dict[Part, int]
) -> None:
    assert parts(*figures) == expected


amounts = st.integers(0, 10**13)


@given(amounts, amounts, amounts)
def test_pieces_stand_side_by_side_and_each_can_be_seen(budget: int, matched: int, disbursed: int) -> None:
    end = 0
    for piece in bar_of_fund(money(budget, matched, disbursed)):
        assert piece.x == end
        assert piece.width > 0
        end = piece.x + piece.width
    assert end in (0, *range(WIDTH, WIDTH + 5))


def flow(village: Village) -> tuple[Bar, ...]:
    return flow_of(explanation_of(village.entries[-1]))


@pytest.mark.usefixtures("a_reader_of_english")
def test_the_flow_shows_what_each_step_let_through_and_what_it_cut() -> None:
    village = Village()
    village.rule("A", ratio=2, match_per_contribution=30)
    village.give(20)
    shown = [(bar.label, bar.said, [piece.part for piece in bar.pieces]) for bar in flow(village)]
    assert shown == [
        ("Value at the rate of the month", "20.00", [Part.KEPT]),
        ("Ratio", "40.00", [Part.KEPT]),
        ("Limit for a contribution", "30.00", [Part.KEPT, Part.CUT]),
    ]


@pytest.mark.usefixtures("a_reader_of_english")
def test_what_was_granted_nothing_for_a_condition_has_no_flow() -> None:
    village = Village()
    village.rule("A", group_min_members=1_000)
    village.give(20)
    assert flow(village) == ()
