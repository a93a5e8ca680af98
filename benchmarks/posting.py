"""One contribution more, posted live: python -m benchmarks.posting ours|bare FILE.db

Ours needs the file to hold a large programme. `bare` is the least that any program could do: a conditional
update, two inserts, one commit, as durable as ours.
"""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlmodel import Session

from core.database import make_engine, session, transaction
from core.journal.append import Journal, given, lock_head
from core.journal.models import EntryKind
from core.sqlite import journal_mode
from core.tables import insert_rows, table
from grants.importing.known import Codes, content_of, content_query
from grants.ledger.booking import book_since
from grants.workbook.mapping import MAPPED, Content
from household_groups.models.contributions import Contribution

TIMES = 20
_WARM_UP = 2
_CONTRIBUTIONS = MAPPED["contributions"]


def post_ours(path: Path) -> list[float]:
    """Seconds that each took: the row, its line in the journal, its matches with all balances, the commit."""
    engine = make_engine(f"sqlite:///{path}")
    return [_post(engine, *each) for each in list(_like_known(engine, TIMES + _WARM_UP))]


def post_bare(path: Path) -> list[float]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA journal_mode={journal_mode()}")
        connection.execute("PRAGMA synchronous=2")
        connection.executescript(
            "CREATE TABLE fund (id INTEGER PRIMARY KEY, remaining INTEGER NOT NULL);"
            "CREATE TABLE contribution (id INTEGER PRIMARY KEY, reference TEXT UNIQUE, amount INTEGER);"
            "CREATE TABLE match (id INTEGER PRIMARY KEY, contribution_id INTEGER, amount INTEGER);"
            "INSERT INTO fund VALUES (1, 1000000000)"
        )
        return [_post_bare(connection, f"NEW-{number}") for number in range(TIMES + _WARM_UP)]


def _post_bare(connection: sqlite3.Connection, reference: str) -> float:
    started = perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE fund SET remaining = remaining - 100 WHERE id = 1 AND remaining >= 100")
    cursor = connection.execute("INSERT INTO contribution (reference, amount) VALUES (?, 100)", (reference,))
    connection.execute("INSERT INTO match (contribution_id, amount) VALUES (?, 100)", (cursor.lastrowid,))
    connection.execute("COMMIT")
    return perf_counter() - started


def _post(engine: sa.Engine, values: dict[str, Any], content: Content) -> float:
    programme_id, on = values["programme_id"], values["verified_on"]

    def work(writing: Session) -> None:
        _, seq, _ = lock_head(writing, programme_id)
        insert_rows(writing, Contribution, [values | {"verified_seq": seq + 1}])
        journal = Journal(writing, programme_id, by="benchmark", at=datetime.now(UTC))
        journal.append(EntryKind.VERIFY, "contributions", values["reference"], given(content), seq + 1, on)
        journal.close()
        book_since(writing, programme_id, seq)

    started = perf_counter()
    transaction(engine, work)
    return perf_counter() - started


def _like_known(engine: sa.Engine, count: int) -> Iterator[tuple[dict[str, Any], Content]]:
    """New ones, each like one of the programme, as a row of the table and as the content of a row."""
    with session(engine) as reading:
        for programme_id, id in _spread(reading, count):
            new = {"reference": f"NEW-{uuid4()}", "transfer_reference": None, "client_id": None}
            t = table(Contribution)
            row = reading.execute(sa.select(t).where(t.c.id == id)).mappings().one()
            selected = reading.execute(content_query(_CONTRIBUTIONS).where(t.c.id == id)).one()
            codes = Codes(reading, programme_id)
            content = content_of(_CONTRIBUTIONS.columns, _CONTRIBUTIONS.refers_to, selected[1:], codes)
            yield {name: value for name, value in row.items() if name != "id"} | new, content | new


def _spread(reading: Session, count: int) -> list[tuple[int, int]]:
    """Programme and id of verified contributions, spread over the second half of the time."""
    t = table(Contribution).c
    query = sa.select(t.programme_id, t.id).where(t.verified_seq.is_not(None)).order_by(t.verified_seq)
    found = [(programme_id, id) for programme_id, id in reading.execute(query)]
    half = len(found) // 2
    return found[half :: max(1, half // count)][:count]


def main(side: str, path: str) -> None:
    took = {"ours": post_ours, "bare": post_bare}[side](Path(path))[_WARM_UP:]
    print(json.dumps({"milliseconds": median(took) * 1_000}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
