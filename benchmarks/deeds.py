"""What a writer of `benchmarks.live` does again and again: verify, record, or the least that any could."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import count, cycle
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlmodel import Session, select

from core.database import make_engine, session, transaction
from core.programmes import Programme
from core.sqlite import journal_mode
from grants.entering.known_rows import texts_of
from grants.importing.importing import Occasion
from grants.recording.entries import COLUMNS, Entry
from grants.recording.recording import record
from grants.submissions.client_ids import new_client_id
from grants.verification.seen import digest_of
from grants.verification.verifying import Shown, verify
from household_groups.models.contributions import Contribution

_ENTRIES = 100
"""Contributions that a writer records once more, in turn."""

_WAITS_SECONDS = 60
_TABLES = """
    CREATE TABLE fund (id int PRIMARY KEY, remaining bigint NOT NULL);
    CREATE TABLE contribution (id {serial} PRIMARY KEY, reference text UNIQUE, amount bigint);
    CREATE TABLE match (id {serial} PRIMARY KEY, contribution_id bigint, amount bigint);
    INSERT INTO fund VALUES (1, 1000000000000);
"""


def _ours(address: str, references: Sequence[str]) -> Iterator[int]:
    """Each step verifies one contribution."""
    engine = make_engine(address)
    with session(engine) as reading:
        shown = [_shown(reading, reference) for reference in references]
    yield 0
    for each in shown:
        yield _verify(engine, each)
    raise AssertionError("nothing is left to verify: the programme needs more contributions")


def _verify(engine: sa.Engine, shown: Shown) -> int:
    now, runs = datetime.now(UTC), count()
    typed = {"verified_on": now.date().isoformat(), "verification_method": "slip"}

    def work(books: Session) -> None:
        next(runs)
        verify(books, shown, typed, Occasion("verifier", now))

    transaction(engine, work)
    return next(runs) - 1


def _recording(address: str, references: Sequence[str]) -> Iterator[int]:
    """Each step records once more what one of these contributions says."""
    engine = make_engine(address)
    with session(engine) as reading:
        programme = reading.exec(select(Programme)).one()
        entries = [_entry(reading, programme, reference) for reference in references[:_ENTRIES]]
    yield 0
    for entry in cycle(entries):
        runs = count()
        transaction(engine, lambda books, entry=entry, runs=runs: _record(books, programme, entry, runs))  # type: ignore[misc]
        yield next(runs) - 1


def _record(books: Session, programme: Programme, entry: Entry, runs: Iterator[int]) -> None:
    next(runs)
    record(books, programme, entry, new_client_id(), [], by="officer", at=datetime.now(UTC))


def _entry(reading: Session, programme: Programme, reference: str) -> Entry:
    said = texts_of(reading, programme, "contributions", reference) or {}
    once_only = dict.fromkeys(("transfer_reference", "bank_reference", "receipt_no"), "")
    return Entry(said["project"], {name: said[name] for name in COLUMNS} | once_only)


def _bare(address: str, writer: int) -> Iterator[int]:
    url = sa.make_url(address)
    if url.get_backend_name() == "sqlite":
        with closing(_bare_file(url)) as connection:
            yield from _least(connection, writer, "?", "BEGIN IMMEDIATE")
    else:
        address = written(url.set(drivername="postgresql"))
        with psycopg.connect(address, options="-c search_path=bare", autocommit=True) as connection:
            yield from _least(connection, writer, "%s", "BEGIN")


def _least(connection: Any, writer: int, mark: str, begin: str) -> Iterator[int]:
    yield 0
    for number in count():
        connection.execute(begin)
        connection.execute("UPDATE fund SET remaining = remaining - 100 WHERE id = 1 AND remaining >= 100")
        [id] = connection.execute(
            f"INSERT INTO contribution (reference, amount) VALUES ({mark}, 100) RETURNING id",  # noqa: S608
            [f"{writer}-{number}"],
        ).fetchone()
        connection.execute(f"INSERT INTO match (contribution_id, amount) VALUES ({mark}, 100)", [id])  # noqa: S608
        connection.execute("COMMIT")
        yield 0


def _bare_file(url: sa.URL) -> sqlite3.Connection:
    """As durable as ours."""
    connection = sqlite3.connect(f"{url.database}.bare", isolation_level=None, timeout=_WAITS_SECONDS)
    connection.execute(f"PRAGMA journal_mode={journal_mode()}")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def _shown(reading: Session, reference: str) -> Shown:
    contribution = reading.exec(select(Contribution).where(Contribution.reference == reference)).one()
    programme = reading.get_one(Programme, contribution.programme_id)
    return Shown(contribution.programme_id, programme.code, reference, digest_of(reading, contribution))


def make_bare_tables(url: sa.URL) -> None:
    if url.get_backend_name() == "sqlite":
        with closing(_bare_file(url)) as connection:
            connection.executescript(_TABLES.format(serial="integer"))
        return
    with psycopg.connect(written(url.set(drivername="postgresql"))) as connection:
        connection.execute(
            "CREATE SCHEMA bare; SET search_path TO bare; " + _TABLES.format(serial="bigserial")
        )


def written(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)


SIDES: dict[str, Callable[[str, Any], Iterator[int]]] = {
    "bare": _bare,
    "ours": _ours,
    "recording": _recording,
}
"""Each begins with nothing; then each step is one commit, and says how often it began again."""
