"""Somebody with a browser, who reads any page of the example programme and presses its buttons."""

import html
import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from core.roles import Role, ScopeKind
from tests.reports.closing.books import CODE, QUARTER
from tests.web import MANAGER, Membership, sign_in

SIGNATURES = f"/programmes/{CODE}/quarters/{QUARTER}/signatures"
NARRATIVE = f"/programmes/{CODE}/quarters/{QUARTER}/narrative"
CLOSING = f"/programmes/{CODE}/closing/{QUARTER}"
VERIFIER: Membership = (Role.VERIFIER, ScopeKind.PROGRAMME, CODE)
OF_A_VILLAGE: Membership = (Role.VERIFIER, ScopeKind.COMMUNITY, CODE, "FAKHROBOD")

_FIELD = re.compile(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"')
_TEXT = re.compile(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', re.S)


class Person:
    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def get(self, address: str) -> Any:
        return self._client.get(address)

    def words(self, address: str) -> str:
        answer = self.get(address)
        assert answer.status_code == 200
        return words(answer)

    def fields(self, address: str) -> dict[str, str]:
        """What the forms of a page would send as they stand."""
        page = self.get(address).get_data(as_text=True)
        texts = {name: html.unescape(text).lstrip("\r\n") for name, text in _TEXT.findall(page)}
        return texts | dict(_FIELD.findall(page))

    def send(self, address: str, seen: dict[str, str] | None = None, to: str = "", **typed: Any) -> Any:
        """Typed into the page as it is, or as it was `seen`."""
        return self._client.post(address + to, data={**(seen or self.fields(address)), **typed})


def words(answer: Any) -> str:
    text = re.sub(r"<(script|style).*?</\1>", " ", answer.get_data(as_text=True), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def person(app: Flask, engine: Engine, name: str, membership: Membership = MANAGER) -> Person:
    client = app.test_client()
    sign_in(client, engine, name, membership)
    return Person(client)
