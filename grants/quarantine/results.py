"""What a verification leaves behind: its run, and in quarantine what it found over-matched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.journal.append import lock_head
from core.journal.heads import KeptHeads
from core.programmes import Programme
from grants.quarantine.finding import Over, over_matching
from grants.quarantine.holding import hold
from grants.verifying.results import Verified, run_of
from grants.verifying.verify import verify, verify_programme


@dataclass(frozen=True)
class Looked:
    """A result, and what it found over-matched."""

    result: Verified
    over: list[Over]


def look(session: Session, kept: KeptHeads | None = None) -> Iterator[Looked]:
    """`verify()`, and where anything differs, whether too much is stored as matched. Writes nothing."""
    ids: dict[str, int | None] = dict(session.exec(select(Programme.code, Programme.id)).all())
    for result in verify(session, kept):
        yield _looked(session, ids.get(result.programme), result)


def look_at(session: Session, programme: Programme, kept: KeptHeads | None = None) -> Looked:
    assert programme.id is not None
    return _looked(session, programme.id, verify_programme(session, programme.id, programme.code, kept))


def keep(session: Session, looked: Iterable[Looked], *, by: str, at: datetime) -> None:
    """Store the runs, and put into quarantine what belongs there. Nothing that is stored is set right by it."""
    for each in looked:
        query = select(Programme.id).where(col(Programme.code) == each.result.programme)
        programme_id = session.exec(query).first()
        if programme_id is not None:
            lock_head(session, programme_id)
            session.add(run_of(each.result, programme_id, by=by, at=at))
            hold(session, programme_id, each.over, by=by, at=at)


def _looked(session: Session, programme_id: int | None, result: Verified) -> Looked:
    is_clean = programme_id is None or not result.differences
    return Looked(result, [] if is_clean or programme_id is None else over_matching(session, programme_id))
