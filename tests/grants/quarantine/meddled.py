"""Books that somebody meddled with, and those who find it and set it right."""

from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import Session, select

from core import guards
from core.database import session, transaction
from core.journal.heads import KeptHeads
from core.programmes import Programme
from core.tables import table
from grants.models.matches import MatchEntry
from grants.models.quarantine import OverMatch
from grants.quarantine.deciding import confirm_repair, propose_repair
from grants.quarantine.finding import consequences_of
from grants.quarantine.holding import held
from grants.quarantine.repairing import digest_of
from grants.quarantine.results import keep, look

AT = datetime(2020, 7, 1, 9, tzinfo=UTC)
NOTHING = KeptHeads()


def raise_a_match(writing: Session) -> None:
    t = table(MatchEntry)
    place = writing.execute(
        sa.select(t.c.seq, t.c.line).where(t.c.granted_minor > 0).order_by(t.c.seq, t.c.line).limit(1)
    ).one()
    writing.execute(
        sa.update(t)
        .where(t.c.seq == place.seq, t.c.line == place.line)
        .values(granted_minor=t.c.granted_minor + 10_000)
    )


def meddle(engine: sa.Engine, work: Callable[[Session], None]) -> None:
    def unguarded(writing: Session) -> None:
        guards.take_down(writing.connection())
        work(writing)
        guards.put_up(writing.connection())

    transaction(engine, unguarded)


def verify_and_keep(engine: sa.Engine) -> None:
    with session(engine) as reading:
        looked = list(look(reading))
    transaction(engine, lambda writing: keep(writing, looked, by="flask verify", at=AT))


def programme(books: Session) -> Programme:
    return books.exec(select(Programme)).one()


def in_quarantine(engine: sa.Engine) -> list[OverMatch]:
    with session(engine) as reading:
        return held(reading, programme(reading).id or 0)


def proposed(engine: sa.Engine, by: str = "zarina", reason: str = "A slip in the database.") -> None:
    with session(engine) as reading:
        seen = digest_of(consequences_of(reading, programme(reading).id or 0))
    transaction(
        engine, lambda books: propose_repair(books, programme(books), seen, reason, NOTHING, by=by, at=AT)
    )


def confirmed(engine: sa.Engine, by: str = "anna") -> None:
    transaction(engine, lambda books: confirm_repair(books, programme(books), NOTHING, by=by, at=AT))
