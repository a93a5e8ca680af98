"""The application over a database of a test."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import Engine
from sqlmodel import Session
from werkzeug.serving import make_server

from app import create_app
from core.accounts import signing_in
from core.accounts.accounts import find_account, make_account
from core.accounts.memberships import grant
from core.accounts.scopes import Scope
from core.database import transaction
from core.roles import Role, ScopeKind
from core.web.cookies import LOCAL
from core.web.engine import init_database
from grants.importing.importing import import_workbook
from reports.invented import EXAMPLE
from tests.remembered import remembered

EXAMPLES = Path(__file__).parent / "contract"

COMPILED = FileSystemBytecodeCache()

QUICK = {"memory_cost": 8, "time_cost": 1, "parallelism": 1}
"""The strength of passwords in tests."""

Membership = tuple[Any, ...]
"""`(Role.OFFICER, ScopeKind.COMMUNITY, "TJ-KHT", "FARKHOR")`, with as many codes as the kind of scope needs."""

MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "TJ-KHT")
ADMINISTRATOR: Membership = (Role.ADMINISTRATOR, ScopeKind.SITE)


def app_on(engine: Engine, **settings: object) -> Flask:
    """The engine's database stays the test's own; the application opens it once more.

    Templates are compiled once for all tests, which takes longer than many a test. No heads are kept.
    """
    ours = {"TESTING": True, "SECRET_KEY": "of a test", "PASSWORD_STRENGTH": QUICK, "HEADS_FILE": ""}
    database = {"DATABASE_URL": engine.url.render_as_string(hide_password=False)}
    app = create_app(**{**database, **ours, **settings})
    app.jinja_env.bytecode_cache = COMPILED
    return app


def sign_in(client: FlaskClient, engine: Engine, name: str = "zarina", *memberships: Membership) -> None:
    """Make the account, if it is not there, with these memberships, and sign its browser in."""
    client.set_cookie(LOCAL, token_of(engine, name, *memberships))


def signed_in_context(
    browser: Browser, address: str, engine: Engine, name: str, *memberships: Membership, **options: Any
) -> BrowserContext:
    """A context of Playwright in which the person is signed in; close it at the end."""
    context = browser.new_context(**options)
    cookie = {"name": LOCAL, "value": token_of(engine, name, *memberships), "url": address}
    context.add_cookies([cookie])  # type: ignore[list-item]
    return context


def token_of(engine: Engine, name: str, *memberships: Membership) -> str:
    """What a browser holds in which the person is signed in."""
    now = datetime.now(UTC)

    def work(session: Session) -> str:
        account = find_account(session, name) or make_account(session, name, by="test", at=now)
        for role, *scope in memberships:
            grant(session, account, role, Scope(*scope), by="test", at=now)
        assert account.id is not None
        return signing_in.start(session, account.id, device="a test", at=now)

    return transaction(engine, work)


def import_example(engine: Engine, name: str) -> None:
    """One of the workbooks of tests/contract/."""
    workbook = EXAMPLES / f"{name}.xlsx"
    result = remembered(engine, ("example", name), lambda: import_workbook(engine, workbook, by="test"))
    assert not result.problems


def import_both_examples(engine: Engine) -> None:
    """The two programmes of `make run`, as it does."""
    for workbook in sorted((Path(__file__).parents[1] / "examples").glob("*.xlsx")):
        assert import_workbook(engine, workbook, by=EXAMPLE).problems == []


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of the application, served on this machine until the end of the block."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    # What is being answered is answered to its end, so that no file stays open behind a test.
    server.daemon_threads = False  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def opened(engine: Engine, **settings: object) -> Iterator[Flask]:
    """The application, its connections closed at the end.

    One that an earlier test is done with is taken over: the routes of a new one take longer than many a test.
    """
    kind = frozenset(name for name in settings if name not in _READ_LATE)
    app = app_on(engine, **settings) if kind or not _idle else _taken_over(_idle.pop(), engine, settings)
    places = app.static_folder, app.instance_path
    try:
        yield app
    finally:
        app.static_folder, app.instance_path = places  # where a test put others, the next one wants these
        app.extensions["hashar.engine"].engine.dispose()
        if not kind:
            _idle.append(app)


def _taken_over(app: Flask, engine: Engine, settings: dict[str, object]) -> Flask:
    for name in _READ_LATE:
        app.config.pop(name, None)
    address = engine.url.render_as_string(hide_password=False)
    fresh = {"DATABASE_URL": address, "EVIDENCE_FOLDER": f"{app.instance_path}/evidence"}
    app.config.from_mapping({**fresh, **settings})
    init_database(app, address)
    return app


_READ_LATE = frozenset({"EVIDENCE_FOLDER", "UPLOADS", "JOBS_FOLDER", "ROWS_AT_ONCE"})
"""Settings that the application reads when it needs them, not when it is made."""

_idle: list[Flask] = []
