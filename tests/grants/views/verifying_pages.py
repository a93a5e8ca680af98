"""People at the pages of verification and of proposals, and what a form of a page holds."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from core.database import make_engine
from core.roles import Role, ScopeKind
from tests.web import Membership, opened, sign_in

VERIFIER: Membership = (Role.VERIFIER, ScopeKind.PROGRAMME, "P")
OFFICER: Membership = (Role.OFFICER, ScopeKind.PROGRAMME, "P")
MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
OF_COM: Membership = (Role.VERIFIER, ScopeKind.COMMUNITY, "P", "COM")
OF_OTHER: Membership = (Role.VERIFIER, ScopeKind.COMMUNITY, "P", "OTHER")
DONOR: Membership = (Role.DONOR, ScopeKind.FUND, "P", "F")


class Reader:
    """Somebody who is signed in."""

    def __init__(self, client: FlaskClient, engine: Engine) -> None:
        self.client = client
        self.engine = engine

    def get(self, path: str, **query: str) -> TestResponse:
        return self.client.get(f"/programmes/P{path}", query_string=query)

    def words(self, path: str, **query: str) -> str:
        """The words of a page that is there."""
        response = self.get(path, **query)
        assert response.status_code == 200, (path, response.status_code)
        return words_of(response)

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the first form that changes something, on a page as it stands now."""
        main = self.get(path).get_data(as_text=True).partition("<main")[2]
        fields = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*>", main)]
        return {each["name"]: each["value"] for each in fields if each.get("type") == "hidden"}

    def token(self, path: str = "/verification") -> str:
        """Of any form, as that which signs out."""
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', self.get(path).get_data(as_text=True))
        assert found is not None
        return found[1]

    def read(self, path: str) -> str:
        """What the page of a proposed rule hands to whoever agrees to it."""
        found = re.search(r'name="read"[^>]* value="([^"]+)"', self.get(path).get_data(as_text=True))
        assert found is not None
        return found[1]

    def post(self, path: str, fields: dict[str, Any]) -> TestResponse:
        return self.client.post(f"/programmes/P{path}", data=fields)


@contextmanager
def signed_in(app: Flask, engine: Engine, name: str, *memberships: Membership) -> Iterator[Reader]:
    """One more browser of the same application."""
    client = app.test_client()
    sign_in(client, engine, name, *memberships)
    yield Reader(client, engine)


@contextmanager
def reading(engine: Engine, name: str, *memberships: Membership) -> Iterator[Reader]:
    with opened(engine) as app, signed_in(app, engine, name, *memberships) as reader:
        yield reader


@contextmanager
def standing(
    template: Path, folders: pytest.TempPathFactory, fill: Callable[[Engine, Path], object]
) -> Iterator[Engine]:
    """Books that several tests may use, since none of them changes anything."""
    folder = folders.mktemp("books")
    engine = make_engine(f"sqlite:///{copy(template, folder / 'hashar.sqlite')}")
    fill(engine, folder)
    yield engine
    engine.dispose()


def words_of(response: TestResponse) -> str:
    """What a page says between its header and its footer."""
    html = response.get_data(as_text=True)
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())
