from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.grants.programme import (
    Row,
    Sheets,
    booked,
    contribution,
    differences,
    granted,
    problems,
    programme,
    recorded,
    reversal,
    rows,
)

OWN = {"reversed_on": "2026-05-01", "reversal_reason": "Sent back"}
REST = reversal(60, reversed_on="2026-05-09")


def own(amount: object = None, **other: object) -> Row:
    """C-1 with a reversal in its own row."""
    return contribution() | OWN | {"reversed_amount": amount} | other


def amounts(engine: sa.Engine) -> list[int]:
    return sorted(rows(engine, "reversal", "amount_minor"))


@pytest.mark.parametrize(
    "part", [{"contributions": [own(40)]}, {"reversals": [reversal(40)]}], ids=["own columns", "reversals"]
)
@pytest.mark.parametrize(
    "rest",
    [
        {"contributions": [own(60, reversed_on="2026-05-09")]},
        {"reversals": [REST]},
        {"reversals": [reversal(None, reversed_on="2026-05-09")]},
        {"reversals": [reversal(40), REST]},
        {"contributions": [contribution()], "reversals": [reversal(40), REST]},
    ],
    ids=["own columns", "reversals", "all that is left", "all of them", "all of them and the row"],
)
def test_a_part_is_reversed_and_the_rest_in_a_later_file(
    part: Sheets, rest: Sheets, engine: sa.Engine, tmp_path: Path
) -> None:
    booked(engine, tmp_path, programme(contributions=[contribution()]))
    booked(engine, tmp_path, part)
    assert granted(engine, "C-1") == (10_000, 4_000, "full")
    booked(engine, tmp_path, rest)
    assert granted(engine, "C-1") == (10_000, 10_000, "full")
    assert amounts(engine) == [4_000, 6_000]
    assert booked(engine, tmp_path, rest).is_no_change
    assert differences(engine) == []


def test_no_amount_means_all_that_is_left(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(
        sqlite_engine,
        tmp_path,
        programme(
            contributions=[contribution(), contribution("C-2") | OWN],
            reversals=[reversal(None, reversed_on="2026-06-01"), reversal(30)],
        ),
    )
    assert amounts(sqlite_engine) == [3_000, 7_000, 10_000]


def test_no_more_is_reversed_than_is_left_over_all_files(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[own(40)]))
    assert problems(sqlite_engine, tmp_path, {"reversals": [reversal(61, reversed_on="2026-06-01")]}) == [
        "reversed_too_much at reversals C2"
    ]
    booked(sqlite_engine, tmp_path, {"reversals": [reversal(60, reversed_on="2026-06-01")]})
    assert problems(sqlite_engine, tmp_path, {"reversals": [reversal(1, reversed_on="2026-06-02")]}) == [
        "reversed_too_much at reversals C2"
    ]


def test_equal_parts_reversed_on_one_day_are_as_many_as_there_are_rows(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[contribution()], reversals=[reversal(10)]))
    thrice = {"reversals": [reversal(10), reversal(10), reversal(10)]}
    booked(sqlite_engine, tmp_path, thrice)
    assert amounts(sqlite_engine) == [1_000, 1_000, 1_000]
    assert booked(sqlite_engine, tmp_path, thrice).is_no_change


def test_what_is_verified_in_this_file_may_be_reversed_in_it(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[recorded()]))
    booked(sqlite_engine, tmp_path, {"contributions": [own(25)]})
    assert granted(sqlite_engine, "C-1") == (10_000, 2_500, "full")
    assert differences(sqlite_engine) == []


def test_a_file_may_reverse_what_it_does_not_show(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[recorded()]))
    assert problems(sqlite_engine, tmp_path, {"reversals": [reversal(5)]}) == [
        "reversed_unverified at reversals B2"
    ]
    booked(sqlite_engine, tmp_path, {"contributions": [contribution()]})
    assert problems(sqlite_engine, tmp_path, {"reversals": [reversal(5, reversed_on="2026-03-04")]}) == [
        "reversed_before_verified at reversals B2"
    ]
    booked(sqlite_engine, tmp_path, {"reversals": [reversal(5)]})
    assert granted(sqlite_engine, "C-1") == (10_000, 500, "full")
