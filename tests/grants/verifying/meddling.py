"""Somebody who writes into the books beside the application."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from core import guards
from core.journal.models import JournalEntry, JournalHead
from core.programmes import Closing, FactChange
from core.tables import table
from grants.models.matches import Balance, MatchEntry, Rematch
from grants.workbook.mapping import MAPPED
from household_groups.models.contributions import ContributionTally, Reversal

MODELS: tuple[type[SQLModel], ...] = (
    *(mapped.model for mapped in MAPPED.values()),
    *(FactChange, Closing, Reversal, Rematch, MatchEntry, Balance, JournalEntry, JournalHead),
    ContributionTally,
)
TABLES = {table(model).name: table(model) for model in MODELS}
WITHOUT_GUARD = (
    *("PRAGMA query_only=OFF", "PRAGMA foreign_keys=OFF", "PRAGMA ignore_check_constraints=ON"),
    "BEGIN IMMEDIATE",
)


@contextmanager
def meddling(books: sa.Engine) -> Iterator[Session]:
    """Somebody writes into the tables; no key, check or trigger stands in the way. All is undone in the end.

    `covered()` hides that the triggers were down.
    """
    with Session(books) as session:
        connection = session.connection(execution_options={"sqlite_begin": WITHOUT_GUARD})
        guards.take_down(connection)
        yield session


def covered(session: Session) -> Session:
    """The books as somebody leaves them who puts the triggers up again behind them."""
    guards.put_up(session.connection())
    return session


@cache
def bare(name: str) -> sa.TableClause:
    """A table without types: values as SQLite keeps them."""
    return sa.table(name, *(sa.column(column.name) for column in TABLES[name].columns))
