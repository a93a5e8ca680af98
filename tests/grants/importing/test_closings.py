"""What comes late counts in the next open quarter."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.grants.programme import (
    Row,
    booked,
    change,
    closing,
    contribution,
    differences,
    entries,
    group,
    partner,
    payment,
    problems,
    programme,
    receipt,
    reversal,
    rows,
    take,
    voucher,
)

LATE = contribution("C-2", received_on="2026-03-20", verified_on="2026-05-02")
NEXT = "2026-07-01"


def counted(engine: sa.Engine, name: str, key: str = "reference") -> dict[Any, str]:
    return {key: str(on) for key, on in rows(engine, name, key, "counted_on")}


def counted_entries(engine: sa.Engine) -> dict[str, str]:
    """By contribution, of its last entry."""
    return {row[0]: str(row[-2]) for row in entries(engine)}


@pytest.fixture
def closed(engine: sa.Engine, tmp_path: Path) -> sa.Engine:
    """The first two quarters were closed in July."""
    closings = [
        closing(closed_on="2026-07-10", closed_by="Zarina", sha256="a" * 64),
        closing("2026-Q2", closed_on="2026-07-11"),
    ]
    early = contribution("C-1", verified_on="2026-03-05")
    booked(engine, tmp_path, programme(contributions=[early, LATE], closings=closings))
    return engine


def test_what_was_booked_before_a_closing_counts_on_its_own_day(closed: sa.Engine) -> None:
    assert counted(closed, "contribution") == {"C-1": "2026-03-02", "C-2": "2026-03-20"}
    assert counted_entries(closed) == {"C-1": "2026-03-05", "C-2": "2026-05-02"}
    assert differences(closed) == []


def test_late_rows_count_in_the_earliest_open_quarter(closed: sa.Engine, tmp_path: Path) -> None:
    late: dict[str, list[Row]] = {
        "contributions": [
            contribution("C-3", received_on="2026-06-30", verified_on="2026-06-30"),
            contribution("C-4", received_on="2026-07-02", verified_on="2026-07-02"),
        ],
        "reversals": [reversal(10, reversed_on="2026-04-01"), reversal(5, reversed_on="2026-08-05")],
        "receipts": [receipt(received_on="2026-01-31"), receipt("RC-2", received_on="2026-08-06")],
        "disbursements": [payment(paid_on="2026-06-30"), payment("D-2", 5, paid_on="2026-08-07")],
        "expenditures": [voucher(spent_on="2026-05-31"), voucher("E-2", spent_on="2026-08-08")],
    }
    booked(closed, tmp_path, late)
    assert counted(closed, "contribution") == {
        "C-1": "2026-03-02",
        "C-2": "2026-03-20",
        "C-3": NEXT,
        "C-4": "2026-07-02",
    }
    assert sorted(counted(closed, "reversal", "amount_minor").items()) == [
        (500, "2026-08-05"),
        (1_000, NEXT),
    ]
    assert counted(closed, "receipt") == {"RC-1": NEXT, "RC-2": "2026-08-06"}
    assert counted(closed, "disbursement") == {"D-1": NEXT, "D-2": "2026-08-07"}
    assert counted(closed, "expenditure") == {"E-1": NEXT, "E-2": "2026-08-08"}
    assert counted_entries(closed)["C-3"] == NEXT
    releases = [str(row[-2]) for row in entries(closed) if row[0] == "C-1" and row[5] == "release"]
    assert releases == [NEXT, "2026-08-05"]
    assert booked(closed, tmp_path, late).is_no_change
    assert differences(closed) == []


def test_a_contribution_verified_after_its_quarter_was_closed_is_late(
    closed: sa.Engine, tmp_path: Path
) -> None:
    booked(closed, tmp_path, {"contributions": [contribution("C-3") | {"verified_on": "2026-08-01"}]})
    assert counted(closed, "contribution")["C-3"] == NEXT
    assert counted_entries(closed)["C-3"] == "2026-08-01"
    assert differences(closed) == []


def test_a_change_dated_in_a_closed_quarter_is_late(closed: sa.Engine, tmp_path: Path) -> None:
    told = change("groups", "G-1", "members", "13", effective_on="2026-02-01")
    booked(closed, tmp_path, {"groups": [group(members=13)], "changes": [told]})
    assert counted(closed, "fact_change", "column") == {"members": NEXT}
    assert differences(closed) == []


def test_a_quarter_closed_within_a_file_is_closed_for_what_follows_in_it(
    engine: sa.Engine, tmp_path: Path
) -> None:
    booked(
        engine, tmp_path, programme(contributions=[contribution(), LATE], closings=[closing()])
    )  # closed on 15 April
    assert counted(engine, "contribution") == {"C-1": "2026-03-02", "C-2": "2026-04-01"}
    assert counted_entries(engine) == {"C-1": "2026-03-05", "C-2": "2026-05-02"}
    assert differences(engine) == []


def test_what_counts_when_may_be_left_empty_or_repeated(closed: sa.Engine, tmp_path: Path) -> None:
    late = receipt(received_on="2026-01-31", counted_on=None)
    booked(closed, tmp_path, {"receipts": [late]})
    assert booked(closed, tmp_path, {"receipts": [late]}).is_no_change
    assert booked(closed, tmp_path, {"receipts": [late | {"counted_on": NEXT}]}).is_no_change


def test_nothing_is_counted_in_a_closed_quarter_because_a_file_says_so(
    closed: sa.Engine, tmp_path: Path
) -> None:
    backdated = receipt(received_on="2026-08-01", counted_on="2026-02-01")
    booked(closed, tmp_path, {"receipts": [backdated]})
    assert counted(closed, "receipt") == {"RC-1": NEXT}
    assert booked(closed, tmp_path, {"receipts": [backdated]}).is_no_change


def test_a_quarter_is_closed_once(closed: sa.Engine, tmp_path: Path) -> None:
    same = [closing(closed_on="2026-07-10", closed_by="Zarina", sha256="a" * 64)]
    assert booked(closed, tmp_path, {"closings": same}).is_no_change
    assert problems(closed, tmp_path, {"closings": [closing(closed_on="2026-07-12")]}) == [
        "may_not_change at closings B2"
    ]


def test_partners_funding_is_no_less_there_for_being_late(closed: sa.Engine, tmp_path: Path) -> None:
    assert take(closed, tmp_path, {"other_funding": [partner()]}, about="P").problems == []
    assert differences(closed) == []
