"""The example programmes, each in books of its own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.database import make_engine
from grants.importing.importing import import_workbook

Imported = Callable[[str], Engine]


@pytest.fixture(scope="session")
def imported(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """The books of one of them, which are only read: it went in without a word."""
    with ExitStack() as leaving:

        def take(name: str) -> Engine:
            database = tmp_path_factory.mktemp(name) / "books.sqlite"
            engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, database)}")
            leaving.callback(engine.dispose)
            result = import_workbook(
                engine, Path(__file__).parents[2] / "examples" / f"{name}.xlsx", by="example"
            )
            assert (result.problems, result.notices) == ([], [])
            return engine

        yield take
