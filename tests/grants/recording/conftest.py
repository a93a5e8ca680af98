import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import make_engine
from tests.grants.recording.desk import OFFICER, Desk, at_desk
from tests.locking import head_is_locked_first
from tests.web import import_example

__all__ = ["head_is_locked_first"]


@pytest.fixture(scope="session")
def khatlon(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the example programme of Khatlon, to be copied."""
    file = tmp_path_factory.mktemp("khatlon") / "khatlon.sqlite"
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, file)}")
    import_example(engine, "khatlon_water")
    engine.dispose()
    return file


@pytest.fixture
def books(khatlon: Path, tmp_path: Path) -> Iterator[sa.Engine]:
    engine = make_engine(f"sqlite:///{shutil.copy(khatlon, tmp_path / 'khatlon.sqlite')}")
    yield engine
    engine.dispose()


@pytest.fixture
def officer(books: sa.Engine, tmp_path: Path) -> Iterator[Desk]:
    """Zarina, field officer of Fakhrobod."""
    with at_desk(books, tmp_path, "zarina", OFFICER) as desk:
        yield desk
