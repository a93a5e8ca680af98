"""The example programme of Khatlon imported once for all tests that only look at it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from core.database import make_engine
from tests.locking import head_is_locked_first
from tests.web import import_example, opened

__all__ = ["head_is_locked_first"]


@pytest.fixture(scope="session")
def khatlon_engine(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """tests/browsing/test_both_databases.py compares the pages with those on PostgreSQL."""
    books = tmp_path_factory.mktemp("looked-at") / "hashar.sqlite"
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, books)}")
    import_example(engine, "khatlon_water")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def khatlon_app(khatlon_engine: Engine) -> Iterator[Flask]:
    with opened(khatlon_engine) as app:
        yield app


@pytest.fixture
def khatlon_client(khatlon_app: Flask) -> Iterator[FlaskClient]:
    """Nobody is signed in yet."""
    with khatlon_app.test_client() as client:
        yield client
