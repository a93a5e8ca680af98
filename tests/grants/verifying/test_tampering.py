"""Whoever tampers with a journal is found: by its chain, and by the heads that were kept outside the database."""

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, select

from core.database import session
from core.journal.heads import KeptHeads, read_heads
from core.journal.keeping import Keeping, keep_heads
from core.journal.verify import broken_links, head_of, read_journal
from core.programmes import Programme
from grants.verifying.differences import Check, DifferenceKind
from grants.verifying.verify import verify
from tests.grants.verifying.tampering import TAMPERINGS, with_all_rights
from tests.web import import_example

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
BY_HEADS_ALONE = {"cut off", "rewritten"}


def kept_outside(engine: sa.Engine, folder: Path) -> KeptHeads:
    path = folder / "heads.jsonl"
    keep_heads(Keeping(path), engine, AT)
    return read_heads(path)


def test_six_of_six_tamperings_are_found(engine: sa.Engine, tmp_path: Path) -> None:
    import_example(engine, "khatlon_water")
    kept = kept_outside(engine, tmp_path)
    found, chain_follows = {}, set()
    for name, tamper in TAMPERINGS.items():
        with Session(engine) as writing:
            programme_id = writing.exec(select(Programme.id)).one() or 0
            with with_all_rights(writing):
                tamper(writing, programme_id)
            [result] = verify(writing, kept)
            found[name] = result.checks[Check.JOURNAL].differences
            kinds = {each.kind for each in result.differences}
            assert DifferenceKind.GUARD_FAULT not in kinds
            assert result.needs_restore
            if name in BY_HEADS_ALONE:
                assert kinds & {DifferenceKind.HEAD_CUT_OFF, DifferenceKind.HEAD_DIFFERS}
            if links_follow(writing, programme_id):
                chain_follows.add(name)
            writing.rollback()
    assert all(found.values()), found
    assert len(found) == 6
    assert chain_follows == BY_HEADS_ALONE
    with session(engine) as reading:
        assert [result.differences for result in verify(reading, kept)] == [[]]


def links_follow(reading: Session, programme_id: int) -> bool:
    """Whether the chain alone finds nothing."""
    broken: list[int] = []
    last = ""
    for entry in broken_links(read_journal(reading, programme_id), broken):
        last = entry[-1]
    return not broken and head_of(reading, programme_id)[2] == last


def test_a_programme_that_is_gone_is_missed_by_its_kept_head(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    import_example(sqlite_engine, "khatlon_water")
    kept = kept_outside(sqlite_engine, tmp_path)
    kept.heads[0] = type(kept.heads[0])(AT.date().isoformat(), "", "XX-GONE", 7, "ab")
    with session(sqlite_engine) as reading:
        results = {result.programme: result.differences for result in verify(reading, kept)}
    assert results["TJ-KHT"] == []
    assert [each.kind for each in results["XX-GONE"]] == [DifferenceKind.HEAD_CUT_OFF]
