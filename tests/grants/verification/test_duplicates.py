"""What looks like the same money, and what does not."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core.accounts.person import Reach
from core.database import transaction
from core.journal.append import lock_head
from grants.verification.duplicates import Likeness
from household_groups.models.duplicates import DuplicateDecision, DuplicateVerdict
from tests.grants import programme as p
from tests.grants.verification.waiting import (
    AT,
    TODAY,
    WHOLE,
    add_evidence,
    books,
    entered,
    pair_names,
    pairs,
    recorded,
)

OTHER_VILLAGE = {
    "communities": [
        {"code": "COM", "programme": "P", "name": "The village"},
        {"code": "OTHER", "programme": "P", "name": "The other village"},
    ],
    "groups": [p.group(), p.group("G-2", community="OTHER")],
    "projects": [p.project(), p.project("W-2", community="OTHER")],
}


@pytest.mark.parametrize(
    ("amount", "received_on", "is_alike"),
    [
        (100, "2026-03-02", True),
        (110, "2026-03-02", True),
        (111, "2026-03-02", True),  # 11 is less than a tenth of 111
        (112, "2026-03-02", False),
        (90, "2026-03-02", True),
        (89, "2026-03-02", False),
        (100, "2026-03-05", True),
        (100, "2026-02-27", True),
        (100, "2026-03-06", False),
        (100, "2026-02-26", False),
    ],
)
def test_close_amounts_on_close_days_of_one_group_look_alike(
    sqlite_engine: sa.Engine, tmp_path: Path, amount: int, received_on: str, is_alike: bool
) -> None:
    other = recorded("C-2", amount, received_on=received_on, recorded_on="2026-03-08")
    books(sqlite_engine, tmp_path, recorded(), other)
    assert pair_names(sqlite_engine) == (["C-1 C-2"] if is_alike else [])


def test_both_databases_find_the_same(engine: sa.Engine, tmp_path: Path) -> None:
    books(
        engine,
        tmp_path,
        recorded(),
        recorded("C-2", 105, received_on="2026-03-05", recorded_on="2026-03-08"),
        recorded("C-3", 5_000, transfer_reference="MTCN-1", kind="money_transfer"),
        recorded("C-4", 900, bank_reference="MTCN-1", kind="bank_transfer"),
        recorded("C-5", 300),
        recorded("C-6", 700),
    )
    for reference in ("C-5", "C-6"):
        add_evidence(engine, reference, "b" * 64)
    found = {f"{each.first.reference} {each.second.reference}": each.alike for each in pairs(engine)}
    assert found == {
        "C-1 C-2": (Likeness.AMOUNT_AND_DAY,),
        "C-3 C-4": (Likeness.REFERENCE,),
        "C-5 C-6": (Likeness.EVIDENCE,),
    }


def test_a_pair_alike_in_two_ways_is_one_pair(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2"))
    for reference in ("C-1", "C-2"):
        add_evidence(sqlite_engine, reference, "b" * 64)
    [pair] = pairs(sqlite_engine)
    assert pair.alike == (Likeness.AMOUNT_AND_DAY, Likeness.EVIDENCE)


def test_other_groups_and_other_currencies_do_not_look_alike(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    books(
        sqlite_engine,
        tmp_path,
        recorded(),
        recorded("C-2", group="G-2"),
        recorded("C-3", currency="RUB"),
        groups=[p.group(), p.group("G-2")],
    )
    assert pair_names(sqlite_engine) == []


def test_two_parts_of_one_deposit_are_no_duplicate(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    deposit = {"bank_reference": "B-1", "banked_on": "2026-03-03"}
    books(sqlite_engine, tmp_path, recorded(**deposit), recorded("C-2", 500, **deposit))
    assert pair_names(sqlite_engine) == []


def test_what_was_withdrawn_is_no_duplicate(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2", status="withdrawn"))
    assert pair_names(sqlite_engine) == []


@pytest.mark.parametrize(("back", "is_alike"), [(None, False), (40, True)])
def test_what_was_wholly_reversed_is_no_duplicate(
    sqlite_engine: sa.Engine, tmp_path: Path, back: int | None, is_alike: bool
) -> None:
    books(
        sqlite_engine,
        tmp_path,
        p.contribution("C-1"),
        recorded("C-2"),
        reversals=[p.reversal(back)],
    )
    assert pair_names(sqlite_engine) == (["C-1 C-2"] if is_alike else [])


def test_what_corrects_the_other_is_no_duplicate(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2", amends="C-1"))
    assert pair_names(sqlite_engine) == []


def test_a_returned_one_is_still_compared_with_what_waits(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2"))
    entered(sqlite_engine, "zarina", reference="C-1", status="returned")
    assert pair_names(sqlite_engine) == ["C-1 C-2"]


def test_two_verified_ones_are_listed_for_ninety_days(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, p.contribution("C-1"), p.contribution("C-2"))
    assert pair_names(sqlite_engine, today=date(2026, 6, 3)) == ["C-1 C-2"]
    assert pair_names(sqlite_engine, today=date(2026, 6, 4)) == []
    assert pair_names(sqlite_engine, today=TODAY) == []


def test_what_was_decided_is_not_asked_again(engine: sa.Engine, tmp_path: Path) -> None:
    books(engine, tmp_path, recorded(), recorded("C-2"), recorded("C-3"))
    assert pair_names(engine) == ["C-2 C-3", "C-1 C-3", "C-1 C-2"]
    [_, _, pair] = pairs(engine)
    assert pair.first.id is not None
    assert pair.second.id is not None
    decision = DuplicateDecision(
        programme_id=1,
        first_id=pair.first.id,
        second_id=pair.second.id,
        verdict=DuplicateVerdict.BOTH,
        decided_by="zarina",
        decided_at=AT,
    )

    def decide(writing: Session) -> None:
        lock_head(writing, 1)
        writing.add(decision)

    transaction(engine, decide)
    assert pair_names(engine) == ["C-2 C-3", "C-1 C-3"]


def test_a_pair_outside_the_reach_is_not_there(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(
        sqlite_engine,
        tmp_path,
        recorded(),
        recorded("C-2", group="G-2", project="W-2"),
        recorded("C-3", group="G-2", project="W-2"),
        **OTHER_VILLAGE,
    )
    for reference in ("C-1", "C-2"):
        add_evidence(sqlite_engine, reference, "b" * 64)
    assert pair_names(sqlite_engine, WHOLE) == ["C-2 C-3", "C-1 C-2"]
    assert pair_names(sqlite_engine, Reach(1, communities=frozenset({"OTHER"}))) == ["C-2 C-3"]
    assert pair_names(sqlite_engine, Reach(1, communities=frozenset({"COM"}))) == []
    assert pair_names(sqlite_engine, Reach(2, is_whole=True)) == []


def test_the_largest_amounts_are_compared_too(engine: sa.Engine, tmp_path: Path) -> None:
    largest = "99999999999.99"
    books(engine, tmp_path, recorded("C-1", largest), recorded("C-2", largest))
    assert pair_names(engine) == ["C-1 C-2"]
