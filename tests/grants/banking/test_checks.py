"""Each line of the bank is one row of the books, and each row of the books one line."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.grants import programme as p

RECEIPTS = [p.receipt("RC-1", 1_000), p.receipt("RC-2", 1_000), p.receipt("RC-3", 5)]
FUNDED = {"contributions": [p.contribution(amount=500)], "disbursements": [p.payment("D-1", 10)]}


def line(reference: str = "L-1", amount: object = 1_000, **other: object) -> p.Row:
    return {"reference": reference, "fund": "F", "booked_on": "2026-02-02", "amount": amount} | other


def ticked(what: str = "RC-1", sheet: str = "receipts", **other: object) -> p.Row:
    tick = {"ticks_sheet": sheet, "ticks": what, "ticked_on": "2026-03-01", "ticked_by": "Olim"}
    return line(**tick) | other


def problems(engine: Engine, folder: Path, *lines: p.Row) -> list[str]:
    return p.problems(engine, folder, p.programme(receipts=RECEIPTS, bank_lines=lines, **FUNDED))


def test_a_line_is_a_receipt_or_a_payment_of_its_fund_with_its_amount(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    paid = ticked("D-1", "disbursements", reference="L-2", amount=-10)
    assert problems(sqlite_engine, tmp_path, ticked(), paid) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (ticked("RC-9"), "link_unknown at bank_lines F2"),
        (ticked("D-1"), "link_unknown at bank_lines F2"),
        (ticked("RC-3"), "ticks_other_amount at bank_lines F2"),
        (ticked("D-1", "disbursements", amount=10), "ticks_other_amount at bank_lines F2"),
        (ticked(ticked_by=None), "needed_with at bank_lines H2"),
        (line(amount=0), "not_positive at bank_lines D2"),
    ],
)
def test_it_is_nothing_else(sqlite_engine: Engine, tmp_path: Path, row: p.Row, problem: str) -> None:
    assert problems(sqlite_engine, tmp_path, row) == [problem]


def test_two_lines_are_not_one_receipt(sqlite_engine: Engine, tmp_path: Path) -> None:
    again = ticked(reference="L-2")
    assert problems(sqlite_engine, tmp_path, ticked(), again) == ["ticked_twice at bank_lines F3"]


def test_nor_are_they_one_after_the_other(sqlite_engine: Engine, tmp_path: Path) -> None:
    p.booked(sqlite_engine, tmp_path, p.programme(receipts=RECEIPTS, bank_lines=[ticked()]))
    again: p.Sheets = {"bank_lines": [ticked(reference="L-2")]}
    assert p.problems(sqlite_engine, tmp_path, again) == ["ticked_twice at bank_lines F2"]
    both: p.Sheets = {"bank_lines": [ticked("RC-2"), ticked(reference="L-2")]}
    assert p.problems(sqlite_engine, tmp_path, both) == []
