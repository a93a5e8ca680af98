"""A pair that looks like the same money is decided on once, and what follows from it is booked."""

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from core.database import session, transaction
from core.errors import Refusal
from grants.importing.importing import Occasion
from grants.verification.deciding import Verdict, decide
from grants.verification.refusals import DuplicateReason as Why
from grants.verification.seen import digest_of
from household_groups.models.duplicates import DuplicateVerdict as V
from tests.grants import programme as p
from tests.grants.verification.waiting import (
    AT,
    TODAY,
    WHOLE,
    books,
    entered,
    get,
    pair_names,
    recorded,
    status,
    the_programme,
)


@pytest.fixture(autouse=True)
def words(sqlite_app: Flask) -> None:
    """The sentences of the application."""


def verdict(engine: sa.Engine, says: V, stays: str = "") -> Verdict:
    """On what somebody sees who opens the page now."""
    one, other = get(engine, "C-1"), get(engine, "C-2")
    with session(engine) as reading:
        return Verdict("C-1", "C-2", digest_of(reading, one, other), says, stays)


def decided(engine: sa.Engine, given: Verdict, by: str = "zarina") -> None:
    programme = the_programme(engine)
    transaction(engine, lambda writing: decide(writing, programme, WHOLE, given, Occasion(by, AT), TODAY))


def refusal(engine: sa.Engine, given: Verdict, by: str = "zarina") -> str:
    """Why it is refused; nothing is stored."""
    before = p.count_rows(engine)
    with pytest.raises(Refusal) as refused:
        decided(engine, given, by)
    assert p.count_rows(engine) == before
    return refused.value.reason


def decisions(engine: sa.Engine) -> list[tuple[str, str]]:
    return p.rows(engine, "duplicate_decision", "verdict", "decided_by")


def test_both_are_real(engine: sa.Engine, tmp_path: Path) -> None:
    books(engine, tmp_path, recorded(), recorded("C-2"))
    decided(engine, verdict(engine, V.BOTH))
    assert decisions(engine) == [("both", "zarina")]
    assert (status(engine, "C-1"), status(engine, "C-2")) == ("recorded", "recorded")
    noted = p.rows(engine, "audit_entry", "sheet", "key", "new", "by")
    assert ("duplicates", "C-1|C-2", "both", "zarina") in noted
    assert pair_names(engine) == []


@pytest.mark.parametrize(("stays", "goes"), [("C-1", "C-2"), ("C-2", "C-1")])
def test_of_the_same_money_entered_twice_the_one_that_was_chosen_stays(
    sqlite_engine: sa.Engine, tmp_path: Path, stays: str, goes: str
) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2"))
    decided(sqlite_engine, verdict(sqlite_engine, V.SAME, stays))
    assert status(sqlite_engine, stays) == "recorded"
    assert status(sqlite_engine, goes) == "withdrawn"
    reasons = p.rows(sqlite_engine, "audit_entry", "key", "new", "reason")
    assert (goes, "withdrawn", f"The same money as {stays}, entered twice.") in reasons
    assert p.differences(sqlite_engine) == []


@pytest.mark.parametrize("stays", ["", "C-3", "NOPE"])
def test_where_both_could_go_somebody_has_to_choose(
    sqlite_engine: sa.Engine, tmp_path: Path, stays: str
) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2"))
    assert refusal(sqlite_engine, verdict(sqlite_engine, V.SAME, stays)) == Why.CHOOSE


def test_of_a_verified_and_a_recorded_one_the_recorded_goes_whatever_was_chosen(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    books(sqlite_engine, tmp_path, p.contribution("C-1"), recorded("C-2"))
    decided(sqlite_engine, verdict(sqlite_engine, V.SAME, stays="C-2"))
    assert (status(sqlite_engine, "C-1"), status(sqlite_engine, "C-2")) == ("verified", "withdrawn")


@pytest.mark.parametrize("says", [V.SAME, V.CORRECTION])
def test_of_two_verified_ones_a_reversal_is_needed(sqlite_engine: sa.Engine, tmp_path: Path, says: V) -> None:
    recent = {"verified_on": "2026-08-20"}
    books(sqlite_engine, tmp_path, p.contribution("C-1", **recent), p.contribution("C-2", **recent))
    assert refusal(sqlite_engine, verdict(sqlite_engine, says, "C-1")) == Why.BOTH_VERIFIED
    decided(sqlite_engine, verdict(sqlite_engine, V.BOTH))
    assert decisions(sqlite_engine) == [("both", "zarina")]


def test_a_correction_of_a_recorded_one_takes_its_place(engine: sa.Engine, tmp_path: Path) -> None:
    books(engine, tmp_path, recorded(), recorded("C-2", 105))
    decided(engine, verdict(engine, V.CORRECTION))
    assert status(engine, "C-1") == "withdrawn"
    assert (status(engine, "C-2"), get(engine, "C-2").amends) == ("recorded", "C-1")
    assert p.differences(engine) == []


def test_a_correction_of_a_verified_one_leaves_it_to_a_reversal(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    books(sqlite_engine, tmp_path, p.contribution("C-1"), recorded("C-2", 105))
    decided(sqlite_engine, verdict(sqlite_engine, V.CORRECTION))
    assert status(sqlite_engine, "C-1") == "verified"
    assert get(sqlite_engine, "C-2").amends == "C-1"


@pytest.mark.parametrize("name", ["rustam", "RUSTAM", "tester"])
def test_who_recorded_one_of_them_does_not_say_that_both_are_real(
    sqlite_engine: sa.Engine, tmp_path: Path, name: str
) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2"))
    assert refusal(sqlite_engine, verdict(sqlite_engine, V.BOTH), name) == Why.OWN
    decided(sqlite_engine, verdict(sqlite_engine, V.SAME, "C-1"), name)
    assert status(sqlite_engine, "C-2") == "withdrawn"


def test_only_what_was_seen_is_decided_on(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2"))
    seen = verdict(sqlite_engine, V.BOTH)
    entered(sqlite_engine, "rustam", reference="C-2", amount="101.00")
    assert refusal(sqlite_engine, seen) == Why.CHANGED


def test_what_does_not_look_alike_any_more_is_not_decided_on(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2"))
    seen = verdict(sqlite_engine, V.SAME, "C-1")
    entered(sqlite_engine, "rustam", reference="C-2", amount="900.00")
    assert refusal(sqlite_engine, seen) == Why.NOT_ALIKE


def test_a_pair_is_decided_on_once(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2"))
    given = verdict(sqlite_engine, V.BOTH)
    decided(sqlite_engine, given)
    assert refusal(sqlite_engine, given, "nigora") == Why.DECIDED


def test_of_two_decisions_at_one_moment_one_wins(engine: sa.Engine, tmp_path: Path) -> None:
    books(engine, tmp_path, recorded(), recorded("C-2"))
    verdicts = {"zarina": verdict(engine, V.BOTH), "nigora": verdict(engine, V.SAME, "C-1")}
    barrier, refused = threading.Barrier(2), list[str]()

    def at_once(name: str) -> None:
        barrier.wait()
        try:
            decided(engine, verdicts[name], name)
        except Refusal as refusal:
            refused.append(refusal.reason)

    threads = [threading.Thread(target=at_once, args=(name,)) for name in verdicts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == [Why.DECIDED]
    assert len(decisions(engine)) == 1
    assert status(engine, "C-1") == "recorded"
    assert p.differences(engine) == []
