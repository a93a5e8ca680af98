from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import create_app


@pytest.fixture
def app(engine: sa.Engine) -> Flask:
    """The application on the empty database of the test, once on each kind."""
    return create_app(DATABASE_URL=engine.url.render_as_string(hide_password=False))


@pytest.fixture
def sqlite_app(sqlite_engine: sa.Engine, tmp_path: Path) -> Iterator[Flask]:
    """The same on SQLite alone, for sentences and commands to which the database makes no difference."""
    app = create_app(DATABASE_URL=str(sqlite_engine.url))
    with app.app_context():
        yield app
