"""What tests stand on: an upgraded, empty database of their own, and the programs that some of them need."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine
from xdist.remote import Producer

from core.database import make_engine
from core.migrations import upgrade
from tests import postgres
from tests.browsing.books import make_books
from tests.compiled import share_compiled_statements
from tests.libreoffice import Convert, converting
from tests.scheduling import ByWhatTheyShare
from tests.web import import_both_examples

share_compiled_statements()

BROWSER_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no process ends up waiting for it."""
    items.sort(key=lambda test: test.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """All modules and tests stay to the end: nobody need look through them for garbage, again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByWhatTheyShare:
    return ByWhatTheyShare(config, log)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """A database of each kind, one after the other: what must hold, must hold on both."""
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    return engine


@pytest.fixture
def sqlite_engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """For tests to which the kind of database makes no difference, and for those of SQLite alone."""
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'hashar.sqlite')}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_engine(postgresql_databases: postgres.Databases) -> Iterator[Engine]:
    with postgresql_databases.copy() as engine:
        yield engine


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    template = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    engine = make_engine(f"sqlite:///{template}")
    upgrade(engine)
    engine.dispose()
    return template


@pytest.fixture(scope="session")
def khatlon(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of an example programme with work at hand, to be copied."""
    made = tmp_path_factory.mktemp("khatlon") / "khatlon.sqlite"
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, made)}")
    make_books(engine)
    engine.dispose()
    return made


@pytest.fixture(scope="session")
def examples(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the two programmes of `make run`, to be copied or only read."""
    made = tmp_path_factory.mktemp("examples") / "examples.sqlite"
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, made)}")
    import_both_examples(engine)
    engine.dispose()
    return made


@pytest.fixture(scope="session")
def postgresql_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Databases]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    shared = tmp_path_factory.getbasetemp().parent
    with postgres.server(shared) as server, postgres.Databases(server, worker).template() as databases:
        yield databases


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice, which opens a workbook as its readers will."""
    return _program("soffice", "libreoffice-calc-nogui")


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice sets up when it is started for the first time."""
    return tmp_path_factory.mktemp("soffice")


@pytest.fixture
def convert(soffice: str, profile: Path, tmp_path: Path) -> Convert:
    return converting(soffice, profile, tmp_path)


@pytest.fixture(scope="session")
def chromium() -> str:
    return _program("chromium", "chromium")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of a process; each opens a context of its own and closes it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


def _program(name: str, package: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed: apt-get install {package}")
    return path
