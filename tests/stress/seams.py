"""The seams of a commit, where a fault does most harm, and what is made to happen there."""

import os
import random
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Session


class Seam(StrEnum):
    """Points of a transaction that writes."""

    BEGUN = "after BEGIN"
    MOVED = "after the UPDATE of a balance"
    ENTERED = "after the INSERT of entries"
    DECIDED = "before COMMIT"
    COMMITTED = "after COMMIT, before the answer"


ASKED = {
    "sqlite": ("PRAGMA synchronous", "PRAGMA journal_mode"),
    "postgresql": ("SHOW fsync", "SHOW synchronous_commit", "SHOW full_page_writes"),
}
"""What decides whether a commit is on the disk before it is acknowledged."""
_STATEMENTS = (("UPDATE balance ", Seam.MOVED), ("INSERT INTO match_entry ", Seam.ENTERED))
At = Callable[[Seam, sa.Connection | None], None]


def arm(engine: sa.Engine, at: At) -> None:
    """Call `at` whenever a transaction of this engine that writes passes a seam."""

    @event.listens_for(engine, "begin")
    def begun(connection: sa.Connection) -> None:
        connection.info["writes"] = _writes(connection)
        if connection.info["writes"]:
            at(Seam.BEGUN, connection)

    @event.listens_for(engine, "after_cursor_execute")
    def executed(connection: sa.Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if connection.info.get("writes"):
            for beginning, seam in _STATEMENTS:
                if statement.startswith(beginning):
                    at(seam, connection)

    @event.listens_for(engine, "commit")
    def decided(connection: sa.Connection) -> None:
        if connection.info.get("writes"):
            at(Seam.DECIDED, connection)

    @event.listens_for(Session, "after_commit")
    def committed(_session: Session) -> None:
        at(Seam.COMMITTED, None)


def _writes(connection: sa.Connection) -> bool:
    options = connection.get_execution_options()
    if connection.dialect.name == "sqlite":
        return "BEGIN IMMEDIATE" in options.get("sqlite_begin", ())
    return options.get("postgresql_readonly") is False


class Pauses:
    """Now and then a pause of random length, so that others come in between."""

    def __init__(self, longest: float, share: float) -> None:
        self._longest, self._share = longest, share

    def __call__(self, _seam: Seam, _connection: sa.Connection | None) -> None:
        if random.random() < self._share:
            time.sleep(random.uniform(0, self._longest))


class Settings:
    """Notes of each commit, in a file a process, what the database promises of it on this connection."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, seam: Seam, connection: sa.Connection | None) -> None:
        if seam is Seam.DECIDED and connection is not None:
            asked = [connection.exec_driver_sql(ask).scalar_one() for ask in ASKED[connection.dialect.name]]
            with (self._folder / str(os.getpid())).open("a") as file:
                file.write(" ".join(map(str, asked)) + "\n")
