from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import parse_span
from core.database import session
from core.sealed import SealedReport
from grants.labels import CHECKS, COUNTED, DIFFERENCES
from grants.verifying import verify as verifying
from grants.verifying.differences import CHECK_OF, Check
from grants.verifying.differences import DifferenceKind as D
from grants.verifying.results import Counted
from grants.verifying.verify import verify
from tests.grants.in_parts import with_all_sheets
from tests.grants.programme import booked, differences, programme, take_file
from tests.grants.verifying.meddling import bare, covered, meddling
from tests.oracle.programmes import random_programme, with_rematches

EXAMPLES = sorted((Path(__file__).parents[2] / "contract").glob("*.xlsx"))


def test_nothing_is_found_in_the_examples(engine: sa.Engine) -> None:
    for example in EXAMPLES:
        assert take_file(engine, example).problems == []
    with session(engine) as books:
        results = list(verify(books))
    assert [result.differences for result in results] == [[]] * 6
    assert [result.programme for result in results] == sorted(result.programme for result in results)
    assert all(result.match_entries and result.balances and result.rows for result in results)


@pytest.mark.parametrize("seed", range(40, 48))
def test_nothing_is_found_in_random_programmes(seed: int, sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    sheets = with_all_sheets(with_rematches(random_programme(seed), seed))
    booked(sqlite_engine, tmp_path, sheets)
    assert differences(sqlite_engine) == []


def test_what_was_looked_at_is_counted(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, programme())
    with session(sqlite_engine) as books:
        (result,) = verify(books)
    # a programme, a community, a group, a household, a project, a fund, a rule; and the approval
    assert (result.rows, result.journal_entries) == (7, 8)
    assert (result.match_entries, result.balances, result.granted) == (0, 0, {"TJS": 0})


def updated(name: str, column: str, value: object) -> Callable[[Session], object]:
    t = bare(name)
    first = sa.select(sa.func.min(t.c[column])).scalar_subquery()
    return lambda session: session.execute(sa.update(t).where(t.c[column] == first).values({column: value}))


def deleted(name: str, *where: sa.ColumnElement[bool]) -> Callable[[Session], object]:
    return lambda session: session.execute(sa.delete(bare(name)).where(*where))


def an_entry_too_many(session: Session) -> None:
    t = bare("match_entry")
    row = dict(session.execute(sa.select(t).limit(1)).mappings().one())
    session.execute(sa.insert(t).values(row | {"line": 99}))


def a_release_beyond_its_grant(session: Session) -> None:
    t = bare("match_entry")
    session.execute(sa.update(t).where(t.c.of_seq.is_not(None)).values(released_minor=10**12))


def a_scheme_out_of_step(session: Session) -> None:
    t = bare("match_entry")
    session.execute(sa.update(bare("matching_rule")).values(joint="STEP"))
    grant = sa.select(t).where(t.c.kind == "grant").limit(1)
    row = dict(session.execute(grant).mappings().one()) | {"desired_minor": 10_000}
    for line, granted in ((97, 10_000), (98, 5_000)):
        session.execute(sa.insert(t).values(row | {"line": line, "granted_minor": granted}))


def submitted(session: Session, reference: str, times: int = 1) -> None:
    """Whoever submits twice has lifted the key that forbids it: the table is made again without it."""
    for statement in (
        "CREATE TABLE without_key AS SELECT * FROM submission",
        "DROP TABLE submission",
        "ALTER TABLE without_key RENAME TO submission",
    ):
        session.execute(sa.text(statement))
    programme_id = session.execute(sa.select(sa.func.min(bare("fund").c.programme_id))).scalar_one()
    columns = ("programme_id", "client_id", "reference", "sha256", "sent_by", "sent_at", "device")
    row = (programme_id, "of a phone", reference, "", "zarina", "2026-01-01 00:00:00", "")
    for _ in range(times):
        t = sa.table("submission", *(sa.column(name) for name in columns))
        session.execute(sa.insert(t).values(dict(zip(columns, row, strict=True))))


def sealed(session: Session, quarter: str, fund: str, sha256: str) -> None:
    programme_id = session.execute(sa.select(sa.func.min(bare("fund").c.programme_id))).scalar_one()
    session.add(
        SealedReport(
            programme_id=programme_id,
            quarter=quarter,
            fund=fund,
            position=1,
            head="",
            sha256=sha256,
            sealed_at=datetime(2026, 1, 1, tzinfo=UTC),
            sealed_by="zarina",
            content=b"a report",
        )
    )
    session.flush()


def what_came_into_a_closed_quarter(session: Session) -> None:
    t = bare("closing")
    quarter = session.execute(sa.select(t.c.quarter).limit(1)).scalar_one()
    session.execute(sa.update(t).values(seq=t.c.id - 1000))
    session.execute(sa.update(bare("match_entry")).values(counted_on=parse_span(quarter).ends_on.isoformat()))


FOUND: dict[D, Callable[[Session], object]] = {
    D.JOURNAL_ALTERED: updated("journal_entry", "content", "{}"),
    D.JOURNAL_HEAD: updated("journal_head", "position", 7),
    D.ROW_DIFFERS: updated("fund", "name", "Mine"),
    D.ROW_MISSING: deleted("receipt"),
    D.ROW_UNRECORDED: updated("receipt", "reference", "NEW"),
    D.EVENT_DIFFERS: updated("contribution", "verified_on", "2031-01-01"),
    D.EVENT_MISSING: deleted("reversal"),
    D.COUNTED_ON_DIFFERS: updated("contribution", "counted_on", "2031-01-01"),
    D.TALLY_DIFFERS: updated("contribution_tally", "minor", 77),
    D.RATE_USE_DIFFERS: updated("rate", "is_used", 1),
    D.RATE_MISSING: deleted("rate", bare("rate").c.is_used == 1),
    D.ENTRY_DIFFERS: updated("match_entry", "reason", "because"),
    D.ENTRY_MISSING: deleted("match_entry"),
    D.ENTRY_UNFOUNDED: an_entry_too_many,
    D.BALANCE_DIFFERS: updated("balance", "minor", 77),
    D.SUM_DIFFERS: updated("match_entry", "granted_minor", 77),
    D.RELEASED_BEYOND: a_release_beyond_its_grant,
    D.OUT_OF_STEP: a_scheme_out_of_step,
    D.CLIENT_ID_TWICE: lambda session: submitted(session, "NOPE", 2),
    D.SUBMISSION_LOST: lambda session: submitted(session, "NOPE"),
    D.REVERSED_BEYOND: updated("reversal", "amount_minor", 10**12),
    D.GUARD_FAULT: lambda session: session.execute(sa.text("DROP TRIGGER IF EXISTS guard_submission_update")),
    D.SEALED_ALTERED: lambda session: sealed(session, "2026-Q1", "", "of another file"),
    D.SEALED_OTHERWISE: lambda session: sealed(session, "2019-Q1", "", sha256(b"a report").hexdigest()),
    D.SEALED_MISSING: lambda session: sealed(session, "2019-Q1", "F", ""),
    D.COUNTED_LATE: what_came_into_a_closed_quarter,
    D.NO_WHOLE_NUMBER: updated("contribution", "amount_minor", 10.5),
    D.IMPOSSIBLE: updated("fund", "opens_on", "soon"),
}


BY_HEADS = {D.HEAD_DIFFERS, D.HEAD_CUT_OFF}
"""Found by what is kept outside of the database: see test_tampering.py."""


def test_there_is_a_case_and_a_sentence_for_everything_that_can_be_found() -> None:
    assert FOUND.keys() | BY_HEADS == DIFFERENCES.keys() == CHECK_OF.keys() == set(D)
    assert set(CHECK_OF.values()) == CHECKS.keys() == set(Check)
    assert COUNTED.keys() == set(Counted)


@pytest.mark.parametrize("kind", FOUND)
@pytest.mark.usefixtures("a_reader_of_english")
def test_what_is_found_is_called_by_its_name(kind: D, books: sa.Engine) -> None:
    with meddling(books) as writing:
        FOUND[kind](writing)
        if kind is not D.GUARD_FAULT:
            covered(writing)
        found = [difference for result in verify(writing) for difference in result.differences]
    assert kind in {difference.kind for difference in found}
    for it in found:
        said = str(DIFFERENCES[it.kind]) % {"what": it.what, "stored": it.stored, "rebuilt": it.rebuilt}
        assert "%(" not in said


def test_not_more_is_listed_than_can_be_read(books: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "MOST_DIFFERENCES", 5)
    with meddling(books) as writing:
        writing.execute(sa.delete(bare("journal_entry")))
        assert [len(result.differences) for result in verify(writing)] == [5, 5]


def test_verification_writes_nothing(books: sa.Engine) -> None:
    """A session that only reads is enough for it, on either database."""
    with session(books) as reading:
        assert [result.differences for result in verify(reading)] == [[], []]
        assert not reading.new
        assert not reading.dirty
