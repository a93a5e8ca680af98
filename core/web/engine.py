"""What Flask and the database have to do with each other: one engine an application, opened on first use."""

from threading import Lock

import sqlalchemy as sa
from flask import Flask, current_app

from core.database import make_engine
from core.opening import open_database

_KEY = "hashar.engine"
_opening = Lock()


class _Database:
    def __init__(self, url: str, migration_url: str) -> None:
        self.engine = make_engine(url)
        self.migrating = self.engine if migration_url == url else make_engine(migration_url)
        self.is_open = False


def init_database(app: Flask, url: str, migration_url: str | None = None) -> None:
    """Remember where the database is; nothing is opened or migrated yet."""
    app.extensions[_KEY] = _Database(url, migration_url or url)


def engine() -> sa.Engine:
    """The engine of the current application, its database migrated if it was empty. Raises Refusal."""
    database: _Database = current_app.extensions[_KEY]
    with _opening:
        if not database.is_open:
            open_database(database.engine, database.migrating)
            database.is_open = True
    return database.engine


def opened_engine() -> sa.Engine | None:
    """The engine of the current application, once somebody has opened its database."""
    database: _Database = current_app.extensions[_KEY]
    return database.engine if database.is_open else None


def unopened_engine() -> sa.Engine:
    """The engine of the application, for whoever looks after the schema itself."""
    database: _Database = current_app.extensions[_KEY]
    return database.engine


def migrating_engine() -> sa.Engine:
    """The engine of the role that owns the tables: of MIGRATION_DATABASE_URL, by default the application's."""
    database: _Database = current_app.extensions[_KEY]
    return database.migrating
