from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from app import create_app


@pytest.fixture
def sqlite_app(sqlite_engine: sa.Engine) -> Iterator[Flask]:
    """The application on the empty database of the test, and its context."""
    app = create_app(DATABASE_URL=str(sqlite_engine.url))
    with app.app_context():
        yield app


@pytest.fixture
def a_reader_of_english(sqlite_app: Flask) -> None:
    """The sentences of the application, in the language of the code."""
