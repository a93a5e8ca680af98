"""Where the rows of jobs lie: beside the books on PostgreSQL, in a file of their own beside those of SQLite.

Progress is written every second. On SQLite, which has one lock for a whole file, it would keep the books' writers
waiting, and a reader of the books would keep it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from core.database import make_engine, session, transaction
from core.jobs.models import METADATA

_LAYOUT = 1
"""Of the tables in the file. A file of another one is begun anew: what is in it is of a week at most."""


@contextmanager
def kept_jobs(books: sa.Engine) -> Iterator[sa.Engine]:
    """The database of the jobs of these books. On SQLite nothing of it stays open afterwards."""
    if books.dialect.name != "sqlite":
        yield books
        return
    rows = make_engine(f"sqlite:///{file_of_jobs(books)}")
    try:
        _make_tables(rows)
        yield rows
    finally:
        rows.dispose()


def has_jobs(books: sa.Engine) -> bool:
    """Whether there can be any: pages that only look for one make no file for them."""
    return books.dialect.name != "sqlite" or file_of_jobs(books).exists()


def file_of_jobs(books: sa.Engine) -> Path:
    """It begins with the name of the books' file, as all does that belongs to it."""
    return Path(f"{books.url.database}-jobs")


def _make_tables(rows: sa.Engine) -> None:
    with session(rows) as reading:
        if _layout(reading) == _LAYOUT:
            return
    transaction(rows, _begin_anew)


def _begin_anew(writing: Session) -> None:
    if _layout(writing) == _LAYOUT:
        return
    connection = writing.connection()
    METADATA.drop_all(connection)
    METADATA.create_all(connection)
    connection.exec_driver_sql(f"PRAGMA user_version={_LAYOUT}")


def _layout(session: Session) -> int:
    return int(session.connection().exec_driver_sql("PRAGMA user_version").scalar_one())
