"""Somebody at the site: forms are filled in as a browser would send them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import lxml.html
import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from core.database import session, transaction
from core.roles import Role, ScopeKind
from household_groups.models.contributions import Contribution
from tests.grants.programme import differences
from tests.web import MANAGER, Membership, opened, sign_in

T = TypeVar("T")

OFFICER: Membership = (Role.OFFICER, ScopeKind.COMMUNITY, "TJ-KHT", "FAKHROBOD")
OF_HILOLI: Membership = (Role.OFFICER, ScopeKind.COMMUNITY, "TJ-KHT", "HILOLI")
VERIFIER: Membership = (Role.VERIFIER, ScopeKind.COMMUNITY, "TJ-KHT", "FAKHROBOD")
DONOR: Membership = (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "JAMOAT")

LIST = "/programmes/TJ-KHT/contributions"
NEW = "/programmes/TJ-KHT/projects/FAK-WATER/contributions/new"
PLAIN = {"household": "FAK-H1", "amount": "1000", "kind": "cash", "received_on": "2020-05-04"}
"""What is typed in the plain case."""

__all__ = ["DONOR", "LIST", "MANAGER", "NEW", "OFFICER", "OF_HILOLI", "PLAIN", "VERIFIER", "Desk", "at_desk"]


@dataclass
class Desk:
    """A browser of somebody who is signed in, and the books behind it."""

    app: Flask
    engine: sa.Engine
    name: str
    memberships: tuple[Membership, ...]

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        if self.memberships:
            sign_in(self.client, self.engine, self.name, *self.memberships)

    def get(self, address: str) -> TestResponse:
        return self.client.get(address)

    def fields(self, address: str = NEW) -> dict[str, Any]:
        """The fields of a form as they are when it is shown."""
        return form_in(self.get(address))

    def send(self, typed: Mapping[str, Any], *, step: str = "record", to: str = NEW) -> TestResponse:
        return self.client.post(to, data={**typed, "step": step})

    def record(self, to: str = NEW, **typed: Any) -> str:
        """The reference of what was recorded."""
        response = self.send({**self.fields(to), **PLAIN, **typed}, to=to)
        assert response.status_code == 303, text_of(response)
        return response.location.rpartition("/")[2]

    def beside(self, name: str, *memberships: Membership) -> "Desk":
        """Somebody else, at the same site."""
        return Desk(self.app, self.engine, name, memberships)

    def contribution(self, reference: str) -> Contribution:
        with session(self.engine) as books:
            return books.exec(select(Contribution).where(Contribution.reference == reference)).one()

    def count(self) -> int:
        with session(self.engine) as books:
            return len(books.exec(select(Contribution.id)).all())

    def write(self, work: Callable[[Session], T]) -> T:
        return transaction(self.engine, work)

    def found_by_verify(self) -> list[Any]:
        return differences(self.engine)


@contextmanager
def at_desk(
    engine: sa.Engine, folder: Path, name: str = "zarina", *memberships: Membership
) -> Iterator[Desk]:
    with opened(engine, EVIDENCE_FOLDER=str(folder / "evidence")) as app:
        yield Desk(app, engine, name, memberships)


def form_in(response: TestResponse, number: int = -1) -> dict[str, Any]:
    """The fields of a page's form with the method post, the last one by default, as a browser would send them."""
    page = lxml.html.fromstring(response.text)
    forms = page.xpath("//main//form[@method='post']")
    values: dict[str, Any] = {}
    for field, value in forms[number].form_values():
        values.setdefault(field, []).append(value)
    return {field: found[0] if len(found) == 1 else found for field, found in values.items()}


def text_of(response: TestResponse) -> str:
    """What people read on the page."""
    [main] = lxml.html.fromstring(response.text).xpath("//main")
    return " ".join(" ".join(main.itertext()).split())


def errors_in(response: TestResponse) -> str:
    page = lxml.html.fromstring(response.text)
    return " ".join(" ".join(part.text_content().split()) for part in page.xpath("//*[@class='error']"))
