"""What Flask and the database have to do with each other: one engine an application, opened on first use."""

from threading import Lock

import sqlalchemy as sa
from flask import Flask, current_app

from core.database import make_engine
from core.opening import open_database

_KEY = "hashar.engine"
_opening = Lock()


class _Database:
    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self.is_open = False


def init_database(app: Flask, url: str) -> None:
    """Remember where the database is; nothing is opened or migrated yet."""
    app.extensions[_KEY] = _Database(url)


def engine() -> sa.Engine:
    """The engine of the current application, its database migrated if it was empty. Raises Refusal."""
    database: _Database = current_app.extensions[_KEY]
    with _opening:
        if not database.is_open:
            open_database(database.engine)
            database.is_open = True
    return database.engine


def unopened_engine() -> sa.Engine:
    """The engine for whoever looks after the schema itself."""
    database: _Database = current_app.extensions[_KEY]
    return database.engine
