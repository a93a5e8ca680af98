"""A site that is put back as it was after whatever it took, and the people whose forms are misused.

No test may depend on what another left: who signed out, or set a password, would be a stranger to all that follow.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from core.database import make_engine
from core.web.cookies import LOCAL
from grants.workbook.sheets import SHEETS
from tests.abuse.forms import Forms, PageForm, forms_of
from tests.browsing.books import CODE, PEOPLE, stored
from tests.browsing.whole_books import make_whole
from tests.core.accounts import with_account, with_link
from tests.crawl import crawl, visit
from tests.web import opened, sign_in

STRANGER = "nobody"
COOKIES = (LOCAL, "hashar-form")
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
    link: str
    """By which somebody may set a password, once."""
    backup: Path
    watch: sqlite3.Connection
    good: dict[str, list[str]] = field(init=False)
    """What was stored at first."""
    cookies: dict[str, dict[str, str]] = field(init=False)
    """By which everybody was known at first."""
    seen: int = field(init=False)
    """Of the database, as it was restored."""

    def __post_init__(self) -> None:
        self.good, self.seen = stored(self.engine), self._version()
        self.cookies = {name: _cookies(client) for name, client in self.clients.items()}

    def send(self, name: str, form: PageForm, **headers: str) -> TestResponse:
        """As a browser would send it, whatever is in its fields."""
        answer = self._send(name, form, headers)
        is_sent_away = answer.headers.get("Location", "").startswith("/sign-in")
        assert name == STRANGER or not is_sent_away or form.action == "/sign-out", f"{name} is not signed in"
        return answer

    def _send(self, name: str, form: PageForm, headers: dict[str, str]) -> TestResponse:
        pairs = [(field, value) for field, values in form.values.items() for value in values]
        body = urlencode(pairs, errors="surrogatepass")
        if form.method == "GET":
            address, _, _ = form.action.partition("?")
            return self.clients[name].get(f"{address}?{body}", headers=headers)
        kind = "application/x-www-form-urlencoded"
        return self.clients[name].post(form.action, data=body, content_type=kind, headers=headers)

    def spoilt(self) -> dict[str, list[str]] | None:
        """What is stored, where that is not what was stored at first; afterwards all is as it was."""
        if self._version() == self.seen:
            return None
        now = stored(self.engine)
        self.restore()
        return now if now != self.good else None

    def _version(self) -> int:
        """Another number whenever somebody has committed anything."""
        version: int = self.watch.execute("PRAGMA data_version").fetchone()[0]
        return version

    def restore(self) -> None:
        """The rows, and who is signed in: whoever has signed out finds the browser as it was."""
        self.engine.dispose()
        with sqlite3.connect(self.backup) as good, sqlite3.connect(str(self.engine.url.database)) as spoilt:
            good.backup(spoilt)
        good.close()
        spoilt.close()
        for name, cookies in self.cookies.items():
            for cookie in COOKIES:
                self.clients[name].delete_cookie(cookie)
            for cookie, value in cookies.items():
                self.clients[name].set_cookie(cookie, value)
        self.seen = self._version()

    def token(self, name: str) -> str:
        """That of the person's forms."""
        page = self.clients[name].get(self.link)
        return next(form.values["csrf_token"][0] for form in forms_of(self.link, page.data))

    def endpoint(self, form: PageForm) -> str:
        with self.app.test_request_context(form.action, method=form.method) as context:
            return str(context.request.endpoint)


@pytest.fixture(scope="session")
def site(khatlon: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("abused")
    engine = make_engine(f"sqlite:///{shutil.copy(khatlon, folder / 'site.sqlite')}")
    make_whole(engine)
    settings = {"EVIDENCE_FOLDER": str(folder / "evidence"), "UPLOADS": str(folder / "uploads")}
    with opened(engine, PROPAGATE_EXCEPTIONS=False, **settings) as app:
        clients = {STRANGER: app.test_client()}
        for name, memberships in PEOPLE.items():
            with_account(engine, name, *memberships)
            clients[name] = app.test_client()
            for browser in (app.test_client(), clients[name]):
                sign_in(browser, engine, name)
        link = f"/links/{with_link(engine, with_account(engine, 'olim'))}"
        for client in clients.values():
            client.get(link)  # a page with a form, whoever looks at it: from now on forms have their cookie
        backup = folder / "backup.sqlite"
        with sqlite3.connect(str(engine.url.database)) as good, sqlite3.connect(backup) as copy:
            good.backup(copy)
        good.close()
        copy.close()
        watch = sqlite3.connect(str(engine.url.database))
        yield Site(app, engine, clients, link, backup, watch)
        watch.close()
    engine.dispose()


@pytest.fixture
def untouched(site: Site) -> Site:
    """The site as it was at first, whatever the test before did."""
    site.restore()
    return site


@pytest.fixture(scope="session")
def forms(site: Site) -> Forms:
    """By person the forms of their pages that nobody before them has: one of each address with the same fields."""
    site.restore()
    seen: set[tuple[object, ...]] = set()
    return {name: list(_new_forms(site, name, seen)) for name in site.clients}


def _new_forms(site: Site, name: str, seen: set[tuple[object, ...]]) -> Iterator[PageForm]:
    visits = crawl(site.app, site.clients[name], of_a_question=1)  # other answers have the same forms
    for address in (*_HALF_WAY, site.link):
        visits[address] = visit(site.clients[name], address)
    for page in visits.values():
        if page.is_page and page.status == 200:
            for form in forms_of(page.address, page.body):
                kind = site.endpoint(form), form.method, tuple(sorted(form.values))
                if kind not in seen:
                    seen.add(kind)
                    yield form


def _cookies(client: FlaskClient) -> dict[str, str]:
    found = {name: client.get_cookie(name) for name in COOKIES}
    return {name: cookie.value for name, cookie in found.items() if cookie is not None}
