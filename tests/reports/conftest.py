"""What the tests of reports share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from core.database import make_engine
from reports.report import QuarterlyReport
from tests.reports.books import make_books, report_of
from tests.reports.closing.books import EARLIER, close_all
from tests.reports.villages import QUARTER, villages
from tests.web import opened


@pytest.fixture
def villages_engine(sqlite_engine: Engine) -> Engine:
    """For what both kinds of database have to say alike."""
    make_books(sqlite_engine, villages)
    return sqlite_engine


@pytest.fixture
def village_report(villages_engine: Engine) -> QuarterlyReport:
    return report_of(villages_engine, QUARTER)


@pytest.fixture
def fund_report(villages_engine: Engine) -> QuarterlyReport:
    return report_of(villages_engine, QUARTER, fund="IOM")


@pytest.fixture(scope="session")
def ready(khatlon: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All before 2020-Q2 is closed."""
    made = Path(shutil.copy(khatlon, tmp_path_factory.mktemp("ready") / "ready.sqlite"))
    _close(made, EARLIER)
    return made


@pytest.fixture(scope="session")
def closed(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2020-Q2 is closed as well."""
    made = Path(shutil.copy(ready, tmp_path_factory.mktemp("closed") / "closed.sqlite"))
    _close(made, ("2020-Q2",))
    return made


@pytest.fixture
def ready_engine(ready: Path, tmp_path: Path) -> Iterator[Engine]:
    yield from _copied(ready, tmp_path)


@pytest.fixture
def closed_engine(closed: Path, tmp_path: Path) -> Iterator[Engine]:
    yield from _copied(closed, tmp_path)


@pytest.fixture
def ready_app(ready_engine: Engine) -> Iterator[Flask]:
    with opened(ready_engine) as app:
        yield app


@pytest.fixture
def closed_app(closed_engine: Engine) -> Iterator[Flask]:
    with opened(closed_engine) as app:
        yield app


def _copied(made: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{shutil.copy(made, tmp_path / 'hashar.sqlite')}")
    yield engine
    engine.dispose()


def _close(database: Path, quarters: tuple[str, ...]) -> None:
    engine = make_engine(f"sqlite:///{database}")
    with opened(engine) as app:
        close_all(app, engine, quarters)
    engine.dispose()
