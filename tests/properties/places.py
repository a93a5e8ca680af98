"""Where histories take place: a database for each, with the world in which it begins."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from tests.properties.machine import Begin
from tests.properties.telling import Copies
from tests.properties.worlds import settle_in, world
from tests.stress.databases import database
from tests.stress.promise import Kind


@contextmanager
def places(kind: Kind) -> Iterator[Begin]:
    """For as long as the block lasts."""
    if kind is Kind.POSTGRESQL:
        yield _on_postgresql
        return
    with database(kind) as empty, tempfile.TemporaryDirectory(prefix="hashar-worlds-") as folder:
        assert empty.url.database is not None
        yield Copies(Path(empty.url.database), Path(folder))


@contextmanager
def _on_postgresql(seed: int) -> Iterator[sa.Engine]:
    with database(Kind.POSTGRESQL) as engine:
        settle_in(engine, world(seed))
        yield engine
