"""A browser of one person, as far as forms go: it keeps cookies, takes tokens from pages, and sends fields."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from core.web.cookies import LOCAL

_TOKEN = re.compile(r'name="csrf_token"[^>]*?value="([^"]+)"')
_PATIENCE = 60.0
_JSON = "application/json"


class NoAnswer(Exception):
    """The connection was refused or broke off: nobody knows what became of what was sent."""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: str


class Browser:
    """Signed in by the token that a sign-in left in it."""

    def __init__(self, address: str, token: str) -> None:
        self._address = address
        self._cookies = {LOCAL: token}
        self._csrf = ""

    def get(self, path: str) -> Answer:
        return self._send("GET", path)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """The fields of a form, with the token that it would hold."""
        body = urlencode({**fields, "csrf_token": self.csrf})
        return self._send("POST", path, body, "application/x-www-form-urlencoded")

    def send_json(self, path: str, body: str) -> Answer:
        return self._send("POST", path, body, _JSON)

    def send_json_and_leave(self, path: str, body: str) -> None:
        """Send all of it, and hang up before the answer."""
        connection = self._connection()
        try:
            connection.request("POST", path, body.encode(), self._headers(_JSON))
        except OSError as failure:
            raise NoAnswer from failure
        finally:
            connection.close()

    @property
    def csrf(self) -> str:
        """Of one page, good for all forms of this sign-in."""
        if not self._csrf:
            self.get("/account")
        return self._csrf

    def _keep(self, cookies: Iterable[str], page: bytes) -> None:
        """Of pages only: what an answer to a form puts into a cookie, the next page would take out again."""
        for header in cookies:
            self._cookies |= {name: found.value for name, found in SimpleCookie(header).items()}
        if found := _TOKEN.search(page.decode("utf-8", "replace")):
            self._csrf = found[1]

    def _send(
        self,
        method: str,
        path: str,
        body: str | None = None,
        content_type: str = "",
    ) -> Answer:
        connection = self._connection()
        try:
            sent = None if body is None else body.encode()
            connection.request(method, path, sent, self._headers(content_type))
            response = connection.getresponse()
            content = response.read()
        except (OSError, HTTPException) as failure:
            raise NoAnswer from failure
        finally:
            connection.close()
        if method == "GET":
            self._keep(response.headers.get_all("Set-Cookie") or (), content)
        return Answer(
            response.status, response.headers.get("Location", ""), content.decode("utf-8", "replace")
        )

    def _connection(self) -> HTTPConnection:
        return HTTPConnection(self._address, timeout=_PATIENCE)

    def _headers(self, content_type: str) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, "Sec-Fetch-Site": "same-origin", "Connection": "close"}
        return {**headers, "Content-Type": content_type} if content_type else headers
