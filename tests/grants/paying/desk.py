"""Books of a programme with a milestone, and people at its pages."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from PIL import Image
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from core.roles import Role, ScopeKind
from tests.grants import programme as p
from tests.grants.views.money_pages import books
from tests.web import Membership, opened, sign_in

MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
OFFICER: Membership = (Role.OFFICER, ScopeKind.COMMUNITY, "P", "COM")
VERIFIER: Membership = (Role.VERIFIER, ScopeKind.COMMUNITY, "P", "COM")
DONOR_OF_F: Membership = (Role.DONOR, ScopeKind.FUND, "P", "F")
DONOR_OF_G: Membership = (Role.DONOR, ScopeKind.FUND, "P", "G")

PEOPLE = {
    "rustam": OFFICER,
    "nigora": VERIFIER,
    "zarina": MANAGER,
    "bakhrom": MANAGER,
    "olim": MANAGER,
    "tokyo": DONOR_OF_F,
    "geneva": DONOR_OF_G,
}
AT = "/milestones/W-1/F/M1"


def milestone(code: str = "M1", share: object = "0.4", **other: object) -> p.Row:
    """Of 1,000.00 that are matched 400.00, once the minutes are there."""
    return {
        "project": "W-1",
        "fund": "F",
        "code": code,
        "name": "Start of works",
        "share": share,
        "gate": "minutes",
    } | other


class People:
    """Everybody signed in, each in a browser of their own."""

    def __init__(self, app: Flask, engine: Engine) -> None:
        self.app, self.engine = app, engine
        self.clients: dict[str, FlaskClient] = {}
        for name, membership in PEOPLE.items():
            client = app.test_client()
            sign_in(client, engine, name, membership)
            self.clients[name] = client

    def get(self, name: str, path: str, **query: str) -> TestResponse:
        return self.clients[name].get(f"/programmes/P{path}", query_string=query)

    def text(self, name: str, path: str) -> str:
        answer = self.get(name, path)
        assert answer.status_code == 200, (path, answer.status_code)
        return words(answer)

    def token(self, name: str) -> str:
        """Of the form that signs out, which is on every page."""
        page = html.fromstring(self.get(name, "/projects").get_data(as_text=True))
        return str(page.xpath('//input[@name="csrf_token"]/@value')[0])

    def post(self, name: str, path: str, **fields: Any) -> TestResponse:
        data: Mapping[str, Any] = {"csrf_token": self.token(name), **fields}
        return self.clients[name].post(f"/programmes/P{path}", data=data)

    def done(self, name: str, path: str, **fields: Any) -> None:
        answer = self.post(name, path, **fields)
        assert answer.status_code == 303, (path, answer.status_code, words(answer))


@contextmanager
def at_desk(engine: Engine, folder: Path, **sheets: Any) -> Iterator[People]:
    """The books of tests/grants/views/money_pages.py with a milestone, or with what is given."""
    given: dict[str, Any] = {"milestones": [milestone()]}
    books(engine, folder, **given | sheets)
    with opened(engine, EVIDENCE_FOLDER=str(folder / "evidence")) as app:
        yield People(app, engine)


def words(answer: TestResponse) -> str:
    """What a reader sees of a page."""
    main = html.fromstring(answer.get_data(as_text=True)).find(".//main")
    return " ".join("".join(main.itertext()).split()) if main is not None else ""


def photo(name: str = "minutes.jpg") -> tuple[BytesIO, str]:
    content = BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "JPEG")
    content.seek(0)
    return content, name


def add_minutes(people: People, name: str = "rustam") -> None:
    people.done(name, f"{AT}/documents", file=photo(), kind="minutes", title="Minutes of 2 March")


def certify(people: People) -> None:
    """Rustam asks, Nigora certifies."""
    add_minutes(people)
    people.done("rustam", f"{AT}/ask", words="Look at the minutes")
    people.done("nigora", "/certifications/CE-1/certify")


def ask_tranche(people: People, amount: str = "400", name: str = "rustam") -> str:
    """Returns its path."""
    answer = people.post(name, f"{AT}/tranches/new", amount=amount)
    assert answer.status_code == 303, words(answer)
    return "/tranches/" + answer.headers["Location"].rsplit("/", 1)[1]


def approve_twice(people: People, path: str) -> None:
    for name in ("zarina", "bakhrom"):
        people.done(name, f"{path}/approve")
