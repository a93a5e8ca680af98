"""Everything that each of the people finds, looked at once for all tests of it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import Engine

from core.database import make_engine
from tests.browsing.books import PEOPLE, stored
from tests.browsing.whole_books import make_whole
from tests.crawl import Visit, crawl
from tests.web import opened, sign_in

STRANGER = "nobody"
EVERYBODY = (*PEOPLE, STRANGER)


@dataclass(frozen=True)
class Found:
    """What a person was answered, by address; and all rows before and after."""

    visits: dict[str, Visit]
    before: dict[str, list[str]]
    after: dict[str, list[str]]

    @property
    def pages(self) -> dict[str, Visit]:
        """Without those that send one on to others."""
        return {
            address: visit
            for address, visit in self.visits.items()
            if visit.is_page and visit.status // 100 != 3
        }

    @property
    def links(self) -> dict[str, str]:
        """The page on which the link to an address was found first."""
        found: dict[str, str] = {}
        for where, page in self.pages.items():
            for link in html.document_fromstring(page.body).xpath("//a/@href"):
                found.setdefault(urljoin(where, link), where)
        return found


@dataclass(frozen=True)
class Site:
    app: Flask
    engine: Engine

    def endpoint(self, address: str) -> str:
        """The kind of page that an address is."""
        with self.app.test_request_context(address) as context:
            return str(context.request.endpoint)


@pytest.fixture(scope="session")
def site(khatlon: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    engine = make_engine(f"sqlite:///{shutil.copy(khatlon, folder / 'site.sqlite')}")
    make_whole(engine)
    # A page that fails is an answer like others: each test names all that are wrong.
    settings = {"EVIDENCE_FOLDER": str(folder / "evidence"), "UPLOADS": str(folder / "uploads")}
    with opened(engine, PROPAGATE_EXCEPTIONS=False, **settings) as app:
        yield Site(app, engine)
    engine.dispose()


@pytest.fixture(scope="session")
def found(site: Site) -> dict[str, Found]:
    return {name: _look_around(site, name) for name in EVERYBODY}


def _look_around(site: Site, name: str) -> Found:
    with site.app.test_client() as client:
        if name != STRANGER:
            sign_in(client, site.engine, name, *PEOPLE[name])
        before = stored(site.engine)
        return Found(crawl(site.app, client), before, stored(site.engine))
