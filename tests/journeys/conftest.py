"""The site of one journey; at its end all that was booked is verified."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine

from core.database import make_engine
from tests.browsing.books import PEOPLE, assert_verified, make_books
from tests.core.accounts import with_account
from tests.journeys.site import Site, Way
from tests.web import MANAGER, Membership, opened, served

SECOND_MANAGER = "rustam"


@pytest.fixture
def people() -> dict[str, tuple[Membership, ...]]:
    """Whoever has an account."""
    return {**PEOPLE, SECOND_MANAGER: (MANAGER,)}


@pytest.fixture
def site(
    request: pytest.FixtureRequest,
    browser: Browser,
    tmp_path: Path,
    people: dict[str, tuple[Membership, ...]],
) -> Iterator[Site]:
    way: Way = getattr(request, "param", Way())
    engine: Engine = request.getfixturevalue(f"{way.database}_books")
    folders = {"EVIDENCE_FOLDER": str(tmp_path / "evidence"), "UPLOADS": str(tmp_path / "uploads")}
    with (
        opened(engine, **folders) as app,
        served(app) as address,
        ExitStack() as leaving,
    ):
        for name, memberships in people.items():
            with_account(engine, name, *memberships)
        yield Site(address, engine, way, browser, leaving)
    assert_verified(engine)


@pytest.fixture
def sqlite_books(khatlon: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{shutil.copy(khatlon, tmp_path / 'books.sqlite')}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_books(postgresql_engine: Engine) -> Engine:
    make_books(postgresql_engine)
    return postgresql_engine
