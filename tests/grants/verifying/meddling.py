"""Somebody who writes into the books beside the application."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

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
    """Somebody writes into the tables; no key and no check stands in the way. All is undone in the end."""
    with Session(books) as session:
        session.connection(execution_options={"sqlite_begin": WITHOUT_GUARD})
        yield session


@cache
def bare(name: str) -> sa.TableClause:
    """A table without types: values as SQLite keeps them."""
    return sa.table(name, *(sa.column(column.name) for column in TABLES[name].columns))
