"""A place to restore into, on either database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.backup.backing_up import Place
from core.database import make_engine
from tests.core.backup.driver import place_in
from tests.postgres import Databases


@pytest.fixture
def elsewhere(engine: Engine, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """Of the same kind: on SQLite a folder with nothing in it, on PostgreSQL a database with empty tables."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if engine.dialect.name == "sqlite":
        other = make_engine(f"sqlite:///{folder}/restored.sqlite")
        yield place_in(other, folder)
        other.dispose()
        return
    databases: Databases = request.getfixturevalue("postgresql_databases")
    with databases.copy() as other:
        yield place_in(other, folder)
