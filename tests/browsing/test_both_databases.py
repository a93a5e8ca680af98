"""A page says the same whichever database the books are in."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.browsing.books import CODE, PEOPLE, make_books
from tests.browsing.conftest import Found
from tests.browsing.whole_books import make_whole
from tests.crawl import Visit, told, visit
from tests.web import opened, sign_in

READER = "munira"
"""Who sees most."""

OTHERWISE = {f"/programmes/{CODE}/integrity", "/account"}
"""One tells of the database itself, with a digest in which moments are; the other when the reader signed in."""

_OF_THE_MOMENT = re.compile(r'<input [^>]*type="hidden"[^>]*>|<time .*?</time>', re.DOTALL)


@pytest.mark.slow
def test_every_page_of_a_manager_is_the_same_on_postgresql(
    found: dict[str, Found], postgresql_engine: Engine, tmp_path: Path
) -> None:
    make_books(postgresql_engine)
    make_whole(postgresql_engine)
    folders = {"EVIDENCE_FOLDER": str(tmp_path / "evidence"), "UPLOADS": str(tmp_path / "uploads")}
    pages = found[READER].pages
    with opened(postgresql_engine, **folders) as app:
        people = list(PEOPLE)[: list(PEOPLE).index(READER) + 1]  # as they came to the other one
        clients = {name: app.test_client() for name in people}
        for name, client in clients.items():
            sign_in(client, postgresql_engine, name, *PEOPLE[name])
        others = [
            address
            for address, page in pages.items()
            if address not in OTHERWISE and said(visit(clients[READER], address)) != said(page)
        ]
    assert others == []
    assert len(pages) > 100


def said(page: Visit) -> tuple[int, str]:
    return page.status, _OF_THE_MOMENT.sub("", told(page))
