"""The site says whether the books are intact, to everybody of the programme; what was found, to its managers."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from core.database import session
from core.roles import Role, ScopeKind
from grants.verifying.verify import verify
from tests.grants.quarantine.meddled import meddle, raise_a_match, verify_and_keep
from tests.web import MANAGER, Membership, import_example, opened, sign_in

PAGE = "/programmes/TJ-KHT/integrity"
PEOPLE: dict[str, Membership] = {
    "zarina": MANAGER,
    "anna": MANAGER,
    "officer": (Role.OFFICER, ScopeKind.COMMUNITY, "TJ-KHT", "FAKHROBOD"),
    "iom": (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "IOMDF"),
    "jamoat": (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "JAMOAT"),
}
Clients = dict[str, FlaskClient]


@pytest.fixture
def books(sqlite_engine: sa.Engine) -> sa.Engine:
    import_example(sqlite_engine, "khatlon_water")
    return sqlite_engine


@pytest.fixture
def app(books: sa.Engine) -> Iterator[Flask]:
    with opened(books) as app:
        yield app


@pytest.fixture
def clients(app: Flask, books: sa.Engine) -> Clients:
    found = {name: app.test_client() for name in PEOPLE}
    for name, client in found.items():
        sign_in(client, books, name, PEOPLE[name])
    return found


def words(client: FlaskClient, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]*>", " ", answer.get_data(as_text=True)).split())


def post(client: FlaskClient, path: str, page: str = PAGE, **fields: str) -> int:
    body = client.get(page).get_data(as_text=True)
    hidden = dict(re.findall(r'name="(csrf_token|seen)"[^>]*value="([^"]*)"', body))
    return client.post(path, data=hidden | fields).status_code


def test_everybody_reads_that_the_books_were_never_verified(clients: Clients) -> None:
    for client in clients.values():
        assert "These books have never been verified." in words(client)
        assert "Books never verified" in words(client, "/programmes/TJ-KHT/projects")


def test_a_manager_verifies_and_everybody_reads_since_when_they_are_intact(clients: Clients) -> None:
    assert post(clients["officer"], f"{PAGE}/verify") == 404
    assert post(clients["zarina"], f"{PAGE}/verify") == 303
    for name, client in clients.items():
        said = words(client)
        assert "The books were verified intact on" in said
        assert "Every match follows from its events" in said
        assert ("35 match entries" in said) == (PEOPLE[name] is MANAGER)
        assert re.search(
            "Books verified intact on .*; intact since", words(client, "/programmes/TJ-KHT/projects")
        )


def test_what_was_found_is_for_managers_and_for_the_donor_of_the_fund(
    clients: Clients, books: sa.Engine
) -> None:
    meddle(books, raise_a_match)
    verify_and_keep(books)
    for client in clients.values():
        assert "They are being examined." in words(client)
    assert "match entry 3.2" in words(clients["zarina"])
    assert "Two managers can set it right." in words(clients["zarina"])
    assert "In quarantine" in words(clients["iom"])
    assert "in quarantine" in words(clients["iom"], "/programmes/TJ-KHT/funds/IOMDF")
    assert "in quarantine" in words(clients["zarina"], "/programmes/TJ-KHT/projects/FAK-WATER")
    for name in ("officer", "jamoat"):
        said = words(clients[name])
        assert "FAK-001" not in said
        assert "match entry" not in said


def test_it_is_set_right_by_two_managers_on_the_page(clients: Clients, books: sa.Engine) -> None:
    meddle(books, raise_a_match)
    verify_and_keep(books)
    repair = f"{PAGE}/repair"
    for name in ("officer", "iom"):
        assert clients[name].get(repair).status_code == 404
    assert "208.29 USD" in words(clients["zarina"], repair)
    assert post(clients["zarina"], repair, repair) == 422
    assert post(clients["zarina"], repair, repair, reason="A slip.") == 303
    assert post(clients["zarina"], f"{repair}/confirm", repair) == 403
    assert post(clients["anna"], f"{repair}/confirm", repair) == 303
    assert post(clients["anna"], f"{repair}/confirm", repair) == 409
    with session(books) as reading:
        assert [result.differences for result in verify(reading)] == [[]]
    assert "The books were verified intact on" in words(clients["anna"])


def test_of_altered_records_the_page_says_that_only_a_backup_helps(
    clients: Clients, books: sa.Engine
) -> None:

    def rename(writing: Session) -> None:
        writing.execute(sa.text("UPDATE fund SET name = 'Mine'"))

    meddle(books, rename)
    verify_and_keep(books)
    assert "have them restored from a backup" in words(clients["zarina"])
    assert "Restore the books from a backup." in words(clients["zarina"], f"{PAGE}/repair")
