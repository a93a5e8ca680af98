"""Watching that whatever books in a programme locks its head before it reads anything else of the programme."""

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from core import sqlite

HEAD = "journal_head"
_NO_FACTS = frozenset({HEAD, "membership", "audit_entry"})
"""Who may do what, and what was done: nothing is decided on them that a lock would keep."""

_NAMED = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+((?:"?\w+"?(?: AS \w+)?(?:, )?)+)', re.IGNORECASE)
_WHOSE = re.compile(r"SELECT (\w+\.)?programme_id(, \w+)?\s+FROM")
"""Of which programme a row is: that never changes, and whoever locks the head has to know it."""

_WRITES = ("INSERT", "UPDATE", "DELETE")
_DEFINES = ("CREATE", "ALTER", "DROP")


class _Seen:
    """What one transaction has done so far."""

    def __init__(self) -> None:
        self.is_locked = False
        self.books = False
        self.defines = False
        self.too_early: str | None = None


@pytest.fixture(autouse=True)
def head_is_locked_first() -> Iterator[None]:
    """For a package of tests: whatever they have the project book, it locks first and reads then."""
    with watched_locks() as found:
        yield
    assert not found, "read before the head was locked:\n" + "\n".join(found)


@contextmanager
def watched_locks() -> Iterator[list[str]]:
    """Collects, of each transaction that booked, what it read of a programme before it had locked the head."""
    owned = {
        table.name for table in SQLModel.metadata.tables.values() if "programme_id" in table.c
    } - _NO_FACTS
    transactions: WeakKeyDictionary[sa.Connection, _Seen] = WeakKeyDictionary()
    found: list[str] = []

    def executes(connection: sa.Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if not _is_writing(connection):
            return
        seen = transactions.setdefault(connection, _Seen())
        words = statement.lstrip().upper()
        seen.defines |= words.startswith(_DEFINES)
        named = {name for names in _NAMED.findall(statement) for name in re.findall(r"\w+", names)}
        if HEAD in named and not words.startswith("UPDATE"):
            seen.is_locked |= (
                connection.dialect.name == "sqlite" or words.startswith("INSERT") or "FOR UPDATE" in words
            )
        elif named & owned and not _WHOSE.match(statement):
            seen.books |= words.startswith(_WRITES)
            if not seen.is_locked and seen.too_early is None:
                seen.too_early = f"{' '.join(statement.split())[:120]}\n  {_where()}"

    def ends(connection: sa.Connection) -> None:
        seen = transactions.pop(connection, None)
        if seen is not None and seen.books and seen.too_early and not seen.defines:
            found.append(seen.too_early)

    listeners = (("before_cursor_execute", executes), ("commit", ends), ("rollback", ends))
    for name, listener in listeners:
        sa.event.listen(sa.Engine, name, listener)
    try:
        yield found
    finally:
        for name, listener in listeners:
            sa.event.remove(sa.Engine, name, listener)


def _is_writing(connection: sa.Connection) -> bool:
    """Whether `transaction()` began it."""
    options = connection.get_execution_options()
    if connection.dialect.name == "sqlite":
        return bool(options.get("sqlite_begin") == sqlite.WRITING["sqlite_begin"])
    return options.get("postgresql_readonly") is False


def _where() -> str:
    """The last places in the project that led to a statement."""
    frames = [frame for frame in traceback.extract_stack() if "site-packages" not in frame.filename]
    return " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[:-2][-6:]))
