"""A contribution is verified or returned by somebody who did not record it, as it was shown to them."""

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.errors import Refusal
from grants.entering.entering import NotEntered
from grants.importing.problems import RowProblem
from grants.verification.refusals import VerificationReason as Why
from tests.grants import programme as p
from tests.grants.verification.waiting import (
    add_evidence,
    books,
    entered,
    get,
    recorded,
    returned,
    shown,
    status,
    verified,
)


def test_verifying_matches_and_says_who_when_and_how(engine: sa.Engine, tmp_path: Path) -> None:
    books(engine, tmp_path)
    verified(engine, "zarina")
    contribution = get(engine)
    assert contribution.status.value == "verified"
    assert contribution.verified_by == "zarina"
    assert contribution.verification_method == "cash_count"
    assert str(contribution.verified_on) == "2026-08-30"
    assert p.granted(engine, "C-1") == (10_000, 0, "full")
    assert p.differences(engine) == []


@pytest.mark.parametrize("name", ["rustam", "RUSTAM", "ｒｕｓｔａｍ", " Rustam ", "tester"])
def test_whoever_recorded_or_booked_it_cannot_verify_or_return_it(
    sqlite_engine: sa.Engine, tmp_path: Path, name: str
) -> None:
    books(sqlite_engine, tmp_path)
    before = p.count_rows(sqlite_engine)
    with pytest.raises(Refusal) as refused:
        verified(sqlite_engine, name)
    assert refused.value.reason == Why.OWN
    with pytest.raises(Refusal) as refused:
        returned(sqlite_engine, name, "It is mine")
    assert refused.value.reason == Why.OWN
    assert p.count_rows(sqlite_engine) == before
    assert status(sqlite_engine) == "recorded"


def test_whoever_mended_it_cannot_verify_it(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    entered(sqlite_engine, "nigora", reference="C-1", amount="120.00")
    with pytest.raises(Refusal) as refused:
        verified(sqlite_engine, "Nigora")
    assert refused.value.reason == Why.OWN
    verified(sqlite_engine, "zarina")
    assert get(sqlite_engine).amount_minor == 12_000


def test_whoever_recorded_it_cannot_verify_it_under_the_name_of_a_later_mender(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    books(sqlite_engine, tmp_path)
    entered(sqlite_engine, "nigora", reference="C-1", amount="120.00", recorded_by="nigora")
    with pytest.raises(Refusal) as refused:
        verified(sqlite_engine, "rustam")
    assert refused.value.reason == Why.OWN
    assert status(sqlite_engine) == "recorded"


def test_whoever_added_its_evidence_cannot_verify_it(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    add_evidence(sqlite_engine, "C-1", "a" * 64, by="nigora")
    with pytest.raises(Refusal) as refused:
        verified(sqlite_engine, "Nigora")
    assert refused.value.reason == Why.OWN
    verified(sqlite_engine, "zarina")
    assert status(sqlite_engine) == "verified"


def test_whoever_returned_it_may_verify_it_once_it_is_mended(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    books(sqlite_engine, tmp_path)
    returned(sqlite_engine, "zarina", "The slip says 90")
    entered(sqlite_engine, "rustam", reference="C-1", amount="90.00", status="recorded")
    verified(sqlite_engine, "zarina")
    assert status(sqlite_engine) == "verified"
    assert p.differences(sqlite_engine) == []


def test_a_returned_one_says_why_and_is_not_verified(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    returned(sqlite_engine, "zarina", "The slip says 90")
    assert status(sqlite_engine) == "returned"
    noted = p.rows(sqlite_engine, "audit_entry", "by", "field", "old", "new", "reason")
    assert ("zarina", "status", "recorded", "returned", "The slip says 90") in noted
    with pytest.raises(Refusal) as refused:
        verified(sqlite_engine, "zarina")
    assert refused.value.reason == Why.RETURNED_MEANWHILE
    assert refused.value.details == {"by": "zarina", "reference": "C-1"}


@pytest.mark.parametrize("reason", ["", "   ", "no", "\n\n\n\n\n"])
def test_a_return_without_a_reason_is_refused(sqlite_engine: sa.Engine, tmp_path: Path, reason: str) -> None:
    books(sqlite_engine, tmp_path)
    with pytest.raises(Refusal) as refused:
        returned(sqlite_engine, "zarina", reason)
    assert refused.value.reason == Why.REASON_TOO_SHORT
    assert status(sqlite_engine) == "recorded"


def test_nothing_is_verified_but_what_was_seen(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    seen = shown(sqlite_engine)
    entered(sqlite_engine, "rustam", reference="C-1", amount="1000.00")
    with pytest.raises(Refusal) as refused:
        verified(sqlite_engine, "zarina", seen)
    assert refused.value.reason == Why.CHANGED
    assert status(sqlite_engine) == "recorded"
    verified(sqlite_engine, "zarina", shown(sqlite_engine))


def test_evidence_that_was_added_meanwhile_has_to_be_seen(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    seen = shown(sqlite_engine)
    add_evidence(sqlite_engine, "C-1", "a" * 64)
    assert shown(sqlite_engine) != seen
    with pytest.raises(Refusal) as refused:
        verified(sqlite_engine, "zarina", seen)
    assert refused.value.reason == Why.CHANGED


def test_what_was_withdrawn_meanwhile_is_not_verified(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    seen = shown(sqlite_engine)
    entered(sqlite_engine, "rustam", reference="C-1", status="withdrawn")
    with pytest.raises(Refusal) as refused:
        verified(sqlite_engine, "zarina", seen)
    assert refused.value.reason == Why.WITHDRAWN_MEANWHILE
    assert refused.value.details["by"] == "rustam"


def test_a_missing_rate_is_said_and_the_contribution_stays_recorded(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    books(sqlite_engine, tmp_path, recorded(currency="RUB"))
    with pytest.raises(NotEntered) as refused:
        verified(sqlite_engine, "zarina")
    missing = [(it.details["currency"], it.details["month"]) for it in refused.value.problems]
    assert {it.kind for it in refused.value.problems} == {RowProblem.RATE_MISSING}
    assert sorted(missing) == [("RUB", "2026-03"), ("TJS", "2026-03")]
    assert status(sqlite_engine) == "recorded"


def test_of_two_verifiers_at_one_moment_one_wins_and_the_other_is_told_who(
    engine: sa.Engine, tmp_path: Path
) -> None:
    books(engine, tmp_path)
    seen = shown(engine)
    barrier, refusals = threading.Barrier(2), list[Refusal]()

    def at_once(name: str) -> None:
        barrier.wait()
        try:
            verified(engine, name, seen)
        except Refusal as refusal:
            refusals.append(refusal)

    threads = [threading.Thread(target=at_once, args=(name,)) for name in ("zarina", "nigora")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [refusal] = refusals
    assert refusal.reason == Why.VERIFIED_MEANWHILE
    assert refusal.details["by"] == get(engine).verified_by
    assert len(p.entries(engine)) == 1
    assert p.differences(engine) == []


def test_verifying_and_withdrawing_at_one_moment_leaves_one_of_the_two(
    engine: sa.Engine, tmp_path: Path
) -> None:
    books(engine, tmp_path)
    seen = shown(engine)
    barrier, done = threading.Barrier(2), list[str]()

    def verifies() -> None:
        barrier.wait()
        try:
            verified(engine, "zarina", seen)
            done.append("verified")
        except Refusal:
            pass

    def withdraws() -> None:
        barrier.wait()
        try:
            entered(engine, "rustam", reference="C-1", status="withdrawn")
            done.append("withdrawn")
        except NotEntered:
            pass

    threads = [threading.Thread(target=work) for work in (verifies, withdraws)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [status(engine)]
    assert p.differences(engine) == []


def test_a_day_before_it_was_received_is_refused(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    with pytest.raises(NotEntered):
        verified(sqlite_engine, "zarina", verified_on="2026-03-01")
    assert status(sqlite_engine) == "recorded"


def test_nothing_of_a_refused_transaction_is_left(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    before = p.count_rows(sqlite_engine)
    with pytest.raises(NotEntered):
        verified(sqlite_engine, "zarina", verified_on="03/04/2026")
    assert p.count_rows(sqlite_engine) == before
