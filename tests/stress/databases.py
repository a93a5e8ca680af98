"""Databases to try a promise on: upgraded, empty, and as durable as those that people rely on."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

from sqlalchemy import Engine

from core.database import make_engine
from core.migrations import upgrade
from core.opening import upgrade_for
from tests.stress.postgresql import APPLICATION, Server
from tests.stress.promise import Kind

_TEMPLATE, _BARE = "hashar_template", "template1"
_numbers = count(1)


@contextmanager
def database(kind: Kind) -> Iterator[Engine]:
    """One of its own, that is gone after the block."""
    if kind is Kind.SQLITE:
        with _file_like(_sqlite_template()) as engine:
            yield engine
    else:
        with on_server(server()) as engine:
            yield engine


@contextmanager
def on_server(of: Server) -> Iterator[Engine]:
    """A database of this server; only the one that all share has a template to copy."""
    is_shared = of is server()
    with _created(of, _TEMPLATE if is_shared else _BARE) as engine:
        if not is_shared:
            upgrade_with_roles(engine)
        yield engine


@contextmanager
def copy_of(engine: Engine) -> Iterator[Engine]:
    """Of a database to which nobody is connected."""
    engine.dispose()
    name = str(engine.url.database)
    copied = _file_like(Path(name)) if engine.dialect.name == "sqlite" else _created(server(), name)
    with copied as copy:
        yield copy


@contextmanager
def empty(kind: Kind) -> Iterator[Engine]:
    """Without a table."""
    with _file_like(None) if kind is Kind.SQLITE else _created(server(), _BARE) as engine:
        yield engine


@contextmanager
def _file_like(template: Path | None) -> Iterator[Engine]:
    with tempfile.TemporaryDirectory(prefix="hashar-stress-") as folder:
        file = Path(folder, "hashar.sqlite")
        if template is not None:
            shutil.copy(template, file)
        with _opened(f"sqlite:///{file}") as engine:
            yield engine


@contextmanager
def _created(of: Server, template: str) -> Iterator[Engine]:
    name = f"hashar_{next(_numbers)}"
    of.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        with _opened(of.url(name).render_as_string(hide_password=False)) as engine:
            yield engine
    finally:
        of.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _opened(address: str) -> Iterator[Engine]:
    engine = make_engine(address)
    try:
        yield engine
    finally:
        engine.dispose()


@cache
def server() -> Server:
    """One for all promises of this process, which none may kill. Started when it is first asked for."""
    started = Server()
    atexit.register(started.stop)
    started.start()
    started.execute(f"CREATE DATABASE {_TEMPLATE}")
    engine = make_engine(started.url(_TEMPLATE).render_as_string(hide_password=False))
    upgrade_with_roles(engine)
    engine.dispose()
    return started


def upgrade_with_roles(owner: Engine) -> None:
    """What the site needs is given to its own role."""
    site = make_engine(owner.url.set(username=APPLICATION).render_as_string(hide_password=False))
    upgrade_for(site, owner)
    site.dispose()


@cache
def _sqlite_template() -> Path:
    folder = tempfile.mkdtemp(prefix="hashar-stress-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    template = Path(folder, "template.sqlite")
    engine = make_engine(f"sqlite:///{template}")
    upgrade(engine)
    engine.dispose()
    return template
