import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import make_engine
from tests.grants.in_parts import with_rows_in_every_sheet
from tests.grants.programme import booked, differences, programme


@pytest.fixture(scope="session")
def books(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """Two programmes, of which one has rows in every sheet."""
    folder = tmp_path_factory.mktemp("books")
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, folder / 'books.sqlite')}")
    booked(engine, folder, programme())
    booked(engine, folder, with_rows_in_every_sheet())
    assert differences(engine) == []
    yield engine
    engine.dispose()
