"""A sample is drawn as docs/workbook.md says, to the byte."""

from collections import Counter
from hashlib import sha256

import pytest

from grants.reviewing.sampling import drawn, size_of

TWELVE = [f"V-{number:02}" for number in range(1, 13)]
ZEROS = "0" * 64


def test_the_example_of_the_document() -> None:
    assert drawn(TWELVE, ZEROS, "WATER", 5) == ["V-04", "V-07", "V-11", "V-01", "V-09"]


def test_it_is_drawn_by_whoever_reads_the_document() -> None:
    """Written a second time, from the text alone."""
    left, k = sorted(TWELVE, key=lambda each: each.encode()), 0
    for i in range(5):
        m = len(left) - i
        while True:
            number = int(sha256(f"{ZEROS}|WATER|{k}".encode()).hexdigest()[:16], 16)
            k += 1
            if number < 2**64 - (2**64 % m):
                break
        j = number % m + i
        left[i], left[j] = left[j], left[i]
    assert drawn(reversed(TWELVE), ZEROS, "WATER", 5) == left[:5]


def test_digest_and_fund_each_draw_another_list() -> None:
    lists = {
        tuple(drawn(TWELVE, digest, fund, 5)) for digest in (ZEROS, "1" * 64) for fund in ("WATER", "ROADS")
    }
    assert len(lists) == 4


def test_whoever_asks_for_more_gets_the_same_first() -> None:
    """Else one could ask for 6, 7, 8 … until the list has none that one would rather not show."""
    whole = drawn(TWELVE, ZEROS, "WATER", 12)
    assert sorted(whole) == TWELVE
    assert all(drawn(TWELVE, ZEROS, "WATER", n) == whole[:n] for n in range(12))


def test_every_voucher_has_the_same_chance() -> None:
    """Of 2,000 draws of 5 among 12, each has 833 and a little."""
    counts = Counter(each for seed in range(2_000) for each in drawn(TWELVE, f"{seed:064}", "WATER", 5))
    assert counts.keys() == set(TWELVE)
    assert all(abs(count - 5 * 2_000 / 12) < 120 for count in counts.values())


@pytest.mark.parametrize(
    ("population", "asked", "n"),
    [(0, None, 0), (3, None, 3), (12, None, 5), (51, None, 6), (200, 30, 30), (200, 1, 5), (12, 99, 12)],
)
def test_a_tenth_is_drawn_but_at_least_five(population: int, asked: int | None, n: int) -> None:
    assert size_of(population, asked) == n
