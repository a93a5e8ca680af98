"""What is over-matched is held back, and set right by two people; never silently, never from altered records."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from core.audit import AuditEntry
from core.database import session, transaction
from core.errors import Refusal
from core.tables import table
from core.verification import Standing, standing
from grants.entering.entering import NotEntered, enter_new
from grants.importing.importing import Occasion
from grants.importing.problems import RowProblem
from grants.models.matches import Balance, MatchEntry
from grants.models.quarantine import MatchRepair, RepairState
from grants.quarantine.deciding import RepairReason, decline_repair
from grants.quarantine.results import keep, look
from grants.verifying.verify import verify
from tests.grants.quarantine.meddled import (
    AT,
    confirmed,
    in_quarantine,
    meddle,
    programme,
    proposed,
    raise_a_match,
    verify_and_keep,
)
from tests.web import import_example


@pytest.fixture
def books(sqlite_engine: sa.Engine) -> sa.Engine:
    import_example(sqlite_engine, "khatlon_water")
    return sqlite_engine


@pytest.fixture
def over_matched(engine: sa.Engine) -> sa.Engine:
    """On either database: a match was raised by 100.00, and verification has found it."""
    import_example(engine, "khatlon_water")
    meddle(engine, raise_a_match)
    verify_and_keep(engine)
    return engine


def refused(reason: RepairReason, what: object, *arguments: object) -> None:
    with pytest.raises(Refusal) as refusal:
        what(*arguments)  # type: ignore[operator]
    assert refusal.value.reason == reason


def pay(engine: sa.Engine, fund: str, **other: str) -> None:
    row = {
        "reference": f"PAY-{fund}",
        "fund": fund,
        "project": "FAK-WATER",
        "paid_on": "2020-06-15",
        "amount": "1",
    }
    transaction(
        engine,
        lambda books: enter_new(books, "TJ-KHT", {"disbursements": [row | other]}, Occasion("anna", AT)),
    )


def test_what_is_over_matched_is_held_and_not_repaired(over_matched: sa.Engine) -> None:
    [over] = in_quarantine(over_matched)
    assert (over.contribution, over.fund, over.project) == ("FAK-001", "IOMDF", "FAK-WATER")
    assert over.stored_minor - over.rebuilt_minor == 10_000
    with session(over_matched) as reading:
        [result] = verify(reading)
        assert standing(reading, over.programme_id) == Standing(AT, False, None)
    assert result.differences
    assert 0 < result.explained < 100


def test_nothing_is_paid_on_it_whatever_the_reason(over_matched: sa.Engine) -> None:
    for other in ({}, {"override_reason": "The director said so."}):
        with pytest.raises(NotEntered) as not_entered:
            pay(over_matched, "IOMDF", **other)
        assert [problem.kind for problem in not_entered.value.problems] == [RowProblem.IN_QUARANTINE]
    pay(over_matched, "JAMOAT")


def test_two_people_set_it_right_and_the_audit_has_every_old_value(over_matched: sa.Engine) -> None:
    proposed(over_matched)
    refused(RepairReason.OWN, confirmed, over_matched, "Zarina ")
    refused(RepairReason.WAITING, proposed, over_matched, "somebody")
    confirmed(over_matched)
    assert in_quarantine(over_matched) == []
    with session(over_matched) as reading:
        assert [result.differences for result in verify(reading)] == [[]]
        of_programme = standing(reading, programme(reading).id or 0)
        assert of_programme is not None
        assert of_programme.is_clean
        [repair] = reading.exec(select(MatchRepair)).all()
        assert (repair.state, repair.decided_by) == (RepairState.DONE, "anna")
        [told] = reading.exec(select(AuditEntry).where(AuditEntry.field == "set right")).all()
    assert told.reason == "A slip in the database."
    assert told.old != told.new
    assert '"granted_minor": 20829' in str(told.old)
    assert '"granted_minor": 10829' in str(told.new)
    pay(over_matched, "IOMDF")
    meddling_again_is_refused(over_matched)


def meddling_again_is_refused(engine: sa.Engine) -> None:
    """The repair has not left the guard open."""
    with pytest.raises(sa.exc.DBAPIError, match="by a confirmed repair alone"):
        transaction(engine, raise_a_match)


def test_entries_without_foundation_and_balances_are_set_right_too(books: sa.Engine) -> None:
    def work(writing: Session) -> None:
        t, balance = table(MatchEntry), table(Balance)
        row = dict(writing.execute(sa.select(t).where(t.c.granted_minor > 0).limit(1)).mappings().one())
        writing.execute(sa.insert(t).values(row | {"line": 99}))
        writing.execute(sa.delete(t).where(t.c.seq == 3, t.c.line == 0))
        writing.execute(
            sa.update(balance).where(balance.c.account == "fund_granted").values(minor=balance.c.minor + 5)
        )

    meddle(books, work)
    verify_and_keep(books)
    assert {(over.fund, bool(over.contribution)) for over in in_quarantine(books)} >= {
        ("IOMDF", False),
        ("JAMOAT", False),
        ("IOMDF", True),
    }
    proposed(books)
    confirmed(books)
    with session(books) as reading:
        assert [result.differences for result in verify(reading)] == [[]]


def test_from_an_altered_record_nothing_is_set_right(books: sa.Engine) -> None:
    meddle(books, raise_a_match)
    transaction(books, lambda writing: writing.execute(sa.text("UPDATE fund SET name = 'Mine'")))
    verify_and_keep(books)
    assert in_quarantine(books)
    refused(RepairReason.RESTORE, proposed, books)


def test_what_was_proposed_and_is_something_else_by_now_is_refused(books: sa.Engine) -> None:
    meddle(books, raise_a_match)
    proposed(books)
    meddle(books, raise_a_match)
    refused(RepairReason.OUTDATED, confirmed, books)
    transaction(
        books, lambda each: decline_repair(each, programme(each), "More was found.", by="anna", at=AT)
    )
    refused(RepairReason.NONE_WAITING, confirmed, books)


def test_books_that_are_right_need_no_repair(books: sa.Engine) -> None:
    refused(RepairReason.NOTHING, proposed, books)
    refused(RepairReason.NO_REASON, proposed, books, "zarina", " ")


def test_what_is_right_again_leaves_the_quarantine_with_a_note(books: sa.Engine) -> None:
    meddle(books, raise_a_match)
    verify_and_keep(books)
    proposed(books)
    confirmed(books)
    with session(books) as reading:
        notes = reading.exec(select(AuditEntry.new).where(AuditEntry.field == "quarantine")).all()
    assert notes == ["208.29 USD stored, 108.29 USD by the events", None]


def test_intact_since_the_first_run_after_the_last_fault(books: sa.Engine) -> None:
    days = [datetime(2026, 7, day, 3, tzinfo=UTC) for day in range(1, 6)]
    with session(books) as reading:
        [clean] = look(reading)
    meddle(books, raise_a_match)
    with session(books) as reading:
        [faulty] = look(reading)
    for at, looked in zip(days, (clean, faulty, clean, clean, clean), strict=True):
        transaction(books, lambda each, at=at, looked=looked: keep(each, [looked], by="x", at=at))  # type: ignore[misc]
    with session(books) as reading:
        assert standing(reading, programme(reading).id or 0) == Standing(days[4], True, days[2])
