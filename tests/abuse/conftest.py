"""A site that is put back as it was after whatever it took, and the people whose forms are misused."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from core.database import make_engine
from grants.workbook.sheets import SHEETS
from tests import crawl
from tests.abuse.forms import PageForm, forms_of
from tests.browsing.books import CODE, PEOPLE, stored
from tests.core.accounts import with_account
from tests.web import opened, sign_in

STRANGER = "nobody"
_HALF_WAY = (
    *(f"/programmes/{CODE}/enter/{sheet}" for sheet in SHEETS),
    f"/accounts/1/memberships/new?kind=officer-community&programme={CODE}",
)
"""Pages that no link leads to as it stands."""


@dataclass
class Site:
    app: Flask
    engine: Engine
    clients: dict[str, FlaskClient]
    backup: Path
    watch: sqlite3.Connection
    good: dict[str, list[str]]
    """What was stored at first."""

    def send(self, name: str, form: PageForm, **headers: str) -> TestResponse:
        """As a browser would send it, whatever is in its fields."""
        pairs = [(field, value) for field, values in form.values.items() for value in values]
        body = urlencode(pairs, errors="surrogatepass")
        if form.method == "GET":
            address, _, _ = form.action.partition("?")
            return self.clients[name].get(f"{address}?{body}", headers=headers)
        kind = "application/x-www-form-urlencoded"
        return self.clients[name].post(form.action, data=body, content_type=kind, headers=headers)

    def stored(self) -> dict[str, list[str]]:
        return stored(self.engine)

    def version(self) -> int:
        """Another number whenever somebody has committed anything."""
        version: int = self.watch.execute("PRAGMA data_version").fetchone()[0]
        return version

    def restore(self) -> None:
        self.engine.dispose()
        with sqlite3.connect(self.backup) as good, sqlite3.connect(str(self.engine.url.database)) as spoilt:
            good.backup(spoilt)
        good.close()
        spoilt.close()

    def endpoint(self, form: PageForm) -> str:
        with self.app.test_request_context(form.action, method=form.method) as context:
            return str(context.request.endpoint)


@pytest.fixture(scope="session")
def site(khatlon: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("abused")
    engine = make_engine(f"sqlite:///{shutil.copy(khatlon, folder / 'site.sqlite')}")
    settings = {"EVIDENCE_FOLDER": str(folder / "evidence"), "UPLOADS": str(folder / "uploads")}
    with opened(engine, PROPAGATE_EXCEPTIONS=False, **settings) as app:
        clients = {STRANGER: app.test_client()}
        for name, memberships in PEOPLE.items():
            with_account(engine, name, *memberships)
            clients[name] = app.test_client()
            for browser in (app.test_client(), clients[name]):
                sign_in(browser, engine, name)
        backup = folder / "backup.sqlite"
        with sqlite3.connect(str(engine.url.database)) as good, sqlite3.connect(backup) as copy:
            good.backup(copy)
        good.close()
        copy.close()
        watch = sqlite3.connect(str(engine.url.database))
        yield Site(app, engine, clients, backup, watch, stored(engine))
        watch.close()
    engine.dispose()


@pytest.fixture
def untouched(site: Site) -> Iterator[Site]:
    """The site as it was at first, whatever the test before did."""
    site.restore()
    yield site
    site.restore()


@pytest.fixture(scope="session")
def forms(site: Site) -> dict[str, list[PageForm]]:
    """The forms of each person's pages: one of each address with the same fields."""
    return {name: _forms(site, name) for name in site.clients}


def _forms(site: Site, name: str) -> list[PageForm]:
    client = site.clients[name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crawl, "MOST_OF_A_ROUTE", 6)
        visits = crawl.crawl(site.app, client)
    for address in _HALF_WAY:
        visits[address] = crawl.visit(client, address)
    found: dict[tuple[object, ...], PageForm] = {}
    for visit in visits.values():
        if visit.is_page and visit.status == 200:
            for form in forms_of(visit.address, visit.body):
                key = (site.endpoint(form), form.method, tuple(sorted(form.values)))
                found.setdefault(key, form)
    return list(found.values())
