"""An amendment takes back what is left of a contribution and records another in its place."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import session, transaction
from core.errors import Refusal
from grants.correcting.amendments import amendments_of, next_reference
from grants.correcting.refusals import CorrectionReason as Why
from grants.entering.entering import NotEntered
from grants.importing.problems import RowProblem
from grants.recording.mending import withdraw
from tests.grants import programme as p
from tests.grants.correcting.limited import (
    alone,
    amended_alone,
    amendment_proposed,
    books,
    confirmed,
    contribution,
    get,
)
from tests.grants.correcting.racing import race
from tests.grants.verification import waiting
from tests.grants.verification.waiting import AT, entered

SLIP = {"transfer_reference": "MTCN-1", "kind": "money_transfer", "transfer_operator": "A"}


@pytest.fixture
def whole(sqlite_engine: sa.Engine, tmp_path: Path) -> sa.Engine:
    """A limit that everything is within."""
    return books(sqlite_engine, tmp_path, contribution(**SLIP), limit=1_000)


def refused(engine: sa.Engine, seen: int = 0, **columns: str) -> str:
    before = p.count_rows(engine)
    with pytest.raises(Refusal) as refusal:
        amended_alone(engine, seen=seen, **columns)
    assert p.count_rows(engine) == before, "nothing is half done"
    return refusal.value.reason


def withdrawn(engine: sa.Engine, reference: str, by: str) -> None:
    programme = waiting.the_programme(engine)
    transaction(
        engine,
        lambda writing: withdraw(
            writing, programme, reference, by=by, at=AT, is_manager=False, reason="Wrong again"
        ),
    )


def test_the_old_one_is_taken_back_and_the_new_one_recorded_in_one_transaction(
    engine: sa.Engine, tmp_path: Path
) -> None:
    books(engine, tmp_path, limit=1_000)
    assert amended_alone(engine, amount="150") == "C-1-A"
    new = get(engine, "C-1-A")
    assert (new.amount_minor, new.status, new.amends, new.recorded_by) == (
        *(15_000, "recorded", "C-1"),
        "zarina",
    )
    assert p.granted(engine, "C-1") == (10_000, 10_000, "full")
    assert p.rows(engine, "reversal", "amount_minor", "reason") == [(10_000, "The slip says otherwise")]
    assert p.differences(engine) == []


def test_both_name_each_other(whole: sa.Engine) -> None:
    amended_alone(whole, amount="150")
    with session(whole) as reading:
        assert [each.reference for each in amendments_of(reading, get(whole, "C-1"))] == ["C-1-A"]


def test_the_slip_of_the_old_one_may_be_used_again(whole: sa.Engine) -> None:
    amended_alone(whole, amount="150")
    assert get(whole, "C-1-A").transfer_reference == "MTCN-1"
    with pytest.raises(NotEntered) as refusal:
        entered(whole, "zarina", **texts_of_another(SLIP))
    assert RowProblem.REFERENCE_USED_TWICE in {problem.kind for problem in refusal.value.problems}


def texts_of_another(slip: dict[str, str]) -> dict[str, str]:
    return {name: str(value or "") for name, value in p.recorded("C-9").items()} | slip


def test_its_number_is_its_own(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    number = "3f0c6f5e-2d33-4a5e-9a43-0c1c8a1c2b11"
    books(sqlite_engine, tmp_path, contribution(client_id=number), limit=1_000)
    amended_alone(sqlite_engine, amount="150")
    assert get(sqlite_engine, "C-1-A").client_id not in (None, number)


def test_a_slip_of_the_pen_makes_no_contribution_late(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, limit=1_000, rules=[p.rule(record_within_days=5)])
    amended_alone(sqlite_engine, amount="150")
    assert get(sqlite_engine, "C-1-A").recorded_on == date(2026, 3, 3)
    waiting.verified(sqlite_engine, "mavluda", waiting.shown(sqlite_engine, "C-1-A"))
    assert p.granted(sqlite_engine, "C-1-A") == (15_000, 0, "full")
    assert p.differences(sqlite_engine) == []


def test_whoever_set_it_right_does_not_verify_it(whole: sa.Engine) -> None:
    amended_alone(whole, amount="150")
    with pytest.raises(Refusal):
        waiting.verified(whole, "Zarina", waiting.shown(whole, "C-1-A"))
    waiting.verified(whole, "rustam", waiting.shown(whole, "C-1-A"))


def test_of_one_taken_back_in_part_the_rest_is_taken_back(whole: sa.Engine) -> None:
    alone(whole, "30.00")
    amended_alone(whole, seen=3_000, amount="70", kind="cash")
    assert p.rows(whole, "reversal", "amount_minor") == [3_000, 7_000]


def test_what_is_wholly_taken_back_is_recorded_anew_instead(whole: sa.Engine) -> None:
    alone(whole, "100.00")
    assert refused(whole, seen=10_000, amount="150") == Why.NOTHING_LEFT


def test_what_is_not_verified_is_mended(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, p.recorded(), limit=1_000)
    assert refused(sqlite_engine, amount="150") == Why.UNVERIFIED


def test_a_second_amendment_is_refused_while_the_first_stands(whole: sa.Engine) -> None:
    amended_alone(whole, amount="150")
    assert refused(whole, seen=10_000, amount="160") == Why.AMENDED_ALREADY


def test_once_its_amendment_is_withdrawn_it_is_amended_again(whole: sa.Engine) -> None:
    withdrawn(whole, amended_alone(whole, amount="150"), by="zarina")
    assert amended_alone(whole, seen=10_000, amount="160") == "C-1-A2"
    assert p.rows(whole, "reversal", "amount_minor") == [10_000], "there was nothing left to take back"
    assert p.differences(whole) == []


def test_an_amendment_that_was_wrong_too_is_amended_like_any_other(whole: sa.Engine) -> None:
    amended_alone(whole, amount="150")
    waiting.verified(whole, "mavluda", waiting.shown(whole, "C-1-A"))
    assert amended_alone(whole, "nigora", "C-1-A", amount="151") == "C-1-A2"
    assert p.differences(whole) == []


@pytest.mark.parametrize(
    ("reference", "amends", "expected"),
    [("X", None, "X-A"), ("X-A", "X", "X-A2"), ("X-A", None, "X-A-A"), ("Q" * 64, None, "Q" * 56 + "-A")],
)
def test_references_of_amendments_count_on(
    sqlite_engine: sa.Engine, tmp_path: Path, reference: str, amends: str | None, expected: str
) -> None:
    given = [contribution(reference, amends=amends)]
    given += [contribution(amends, received_on="2026-03-01", verified_on="2026-03-04")] if amends else []
    books(sqlite_engine, tmp_path, *given, reversals=[p.reversal(reference=amends)] if amends else [])
    with session(sqlite_engine) as reading:
        assert next_reference(reading, get(sqlite_engine, reference)) == expected


def test_a_proposed_amendment_is_booked_by_a_second_person(engine: sa.Engine, tmp_path: Path) -> None:
    books(engine, tmp_path)
    id = amendment_proposed(engine, amount="150")
    assert p.granted(engine, "C-1") == (10_000, 0, "full")
    proposal = confirmed(engine, id)
    assert proposal.seen_seq is not None
    assert proposal.first_seq == proposal.last_seq == proposal.seen_seq + 1, "the reversal is the one event"
    assert get(engine, "C-1-A").recorded_by == "zarina"
    assert p.granted(engine, "C-1") == (10_000, 10_000, "full")
    assert p.differences(engine) == []


def test_of_two_proposed_amendments_one_is_booked(engine: sa.Engine, tmp_path: Path) -> None:
    books(engine, tmp_path)
    ids = [amendment_proposed(engine, by, amount="150") for by in ("zarina", "farrukh")]
    told = race([lambda id=id: confirmed(engine, id) for id in ids])  # type: ignore[misc]
    assert sorted(told) == ["", Why.AMENDED_ALREADY]
    assert p.rows(engine, "reversal", "amount_minor") == [10_000]
    assert p.differences(engine) == []


def test_an_amendment_overtaken_by_a_reversal_is_refused(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    id = amendment_proposed(sqlite_engine, amount="150")
    alone(sqlite_engine, "10.00")
    with pytest.raises(Refusal) as refusal:
        confirmed(sqlite_engine, id)
    assert refusal.value.reason == Why.TAKEN_BACK_SINCE
    assert refusal.value.details["by"] == "zarina"
    assert p.rows(sqlite_engine, "contribution", "reference") == ["C-1"]
