"""What milestones leave to be asked for and paid, as plain numbers: the later ones keep theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.paying.parts import Part, allowed_parts, left_of

SHARES = ("0.4", "0.5", "0.1")


def parts(matched: int, *paid: int) -> list[Part]:
    return [
        Part(allowed, 0, done) for allowed, done in zip(allowed_parts(matched, SHARES), paid, strict=True)
    ]


def left(matched: int, *paid: int, before: int = 0) -> list[int]:
    """Under each; `before` was paid under none of them."""
    found = parts(matched, *paid)
    return [left_of(found, place, matched - before - sum(paid)) for place in range(len(found))]


def test_each_leaves_its_share() -> None:
    assert left(1000, 0, 0, 0) == [400, 500, 100]
    assert left(1000, 400, 200, 0) == [0, 300, 100]
    assert allowed_parts(1001, SHARES) == [400, 500, 101]


def test_what_was_released_is_not_taken_from_the_retention() -> None:
    """400 were paid of 1,000; with 500 left matched, 100 are unpaid, of which 50 are the last part's."""
    assert left(500, 400, 0, 0) == [0, 50, 50]


def test_what_was_paid_under_no_milestone_is_not_taken_from_the_retention() -> None:
    assert left(1000, 0, 0, 0, before=500) == [0, 400, 100]


def test_what_was_paid_under_none_may_be_the_share_that_none_has() -> None:
    found = [Part(allowed, 0, 0) for allowed in allowed_parts(1000, ("0.3", "0.1"))]
    assert [left_of(found, place, 400) for place in (0, 1)] == [300, 100]


@given(
    st.integers(0, 10_000),
    st.lists(st.integers(0, 10_000), min_size=3, max_size=3),
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 10_000)), max_size=6),
)
def test_whatever_is_taken_no_part_is_exceeded_and_none_takes_another_s(
    matched: int, paid: list[int], wishes: list[tuple[int, int]]
) -> None:
    allowed = allowed_parts(matched, SHARES)
    taken = [min(*pair) for pair in zip(paid, allowed, strict=True)]
    for place, wish in wishes:
        found = [Part(most, 0, done) for most, done in zip(allowed, taken, strict=True)]
        taken[place] += min(wish, left_of(found, place, matched - sum(taken)))
    assert all(done <= most for done, most in zip(taken, allowed, strict=True))
    assert sum(taken) <= matched


@pytest.mark.parametrize("place", [0, 1, 2])
def test_nothing_is_left_of_what_is_overpaid(place: int) -> None:
    assert left(100, 400, 500, 100)[place] == 0
