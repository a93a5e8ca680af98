"""The books of Khatlon with everybody who works on them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from core.database import make_engine
from tests.reports.leading.books import with_people
from tests.web import opened


@pytest.fixture(scope="module")
def peopled(khatlon: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Path(shutil.copy(khatlon, tmp_path_factory.mktemp("led") / "led.sqlite"))
    engine = make_engine(f"sqlite:///{made}")
    with opened(engine):  # which knows the parts of a programme
        with_people(engine)
    engine.dispose()
    return made


@pytest.fixture
def books(peopled: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{shutil.copy(peopled, tmp_path / 'hashar.sqlite')}")
    yield engine
    engine.dispose()


@pytest.fixture
def app(books: Engine) -> Iterator[Flask]:
    with opened(books) as app:
        yield app
