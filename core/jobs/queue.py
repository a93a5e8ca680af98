"""The queue: huey's, in the database of the books on PostgreSQL, in the file of the jobs on SQLite.

It holds numbers of jobs and nothing else. Which job is whose to make is decided by its row (`leases.py`), so a
number that is lost from the queue, or is in it twice, does no harm.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import psycopg
import sqlalchemy as sa
from huey import Huey, PostgresHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer

from core.jobs.rows import file_of_jobs
from core.sqlite import journal_mode

NAME = "hashar"
LONGEST_SECONDS = 3_600
"""A job that takes longer hangs: it is ended, and counts as tried."""


class _AsJson(Serializer):  # type: ignore[misc]
    """huey pickles by itself, and whoever may write to the queue could have its reader run anything."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: Any) -> Any:
        return Message(*json.loads(bytes(data)))


class Queue(NamedTuple):
    """`offer` lays the number of a job into it."""

    huey: Huey
    offer: Callable[[int], Any]


@contextmanager
def open_queue(books: sa.Engine, run: Callable[[int], None] | None = None) -> Iterator[Queue]:
    """`run` is what a worker does with the number of a job. The tables are made by a migration on PostgreSQL."""
    known: dict[str, Any] = {"results": False, "serializer": _AsJson()}
    if books.dialect.name == "sqlite":
        huey = SqliteHuey(
            NAME, filename=str(file_of_jobs(books)), journal_mode=journal_mode(), fsync=True, **known
        )
    else:
        _, address = books.dialect.create_connect_args(books.url)
        huey = PostgresHuey(NAME, connection=lambda: psycopg.connect(**address), create_tables=False, **known)

    @huey.task(name="job", timeout=LONGEST_SECONDS)  # type: ignore[untyped-decorator]
    def job(id: int) -> None:
        assert run is not None, "jobs are made by `flask work`"
        run(id)

    try:
        yield Queue(huey, job)
    finally:
        huey.storage.close()


def offer(books: sa.Engine, id: int) -> None:
    """Lay a job into the queue, and leave nothing open."""
    with open_queue(books) as queue:
        queue.offer(id)
