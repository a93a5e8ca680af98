"""Walks the site as its readers do: from the first page by every link, and by every choice of every filter."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from zipfile import ZipFile

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.pages import as_told

MOST_OF_A_ROUTE = 6
"""So many addresses of one route are visited that ask nothing of it; the rest are alike."""

MOST_OF_A_QUESTION = 2
"""So many answers to each question of a route: the choices of a filter, the pages of a list, what a form sends."""

MOST_FILES = 2
"""Of either, where they lead to a file, which takes longer to make than a page."""

_LIBRARY = re.compile(r"<script>.*?</script>", re.DOTALL)
"""What a file that stands alone brings along. Figures stand in scripts with a type."""


@dataclass
class GetForm:
    """A form that asks without changing anything: its texts, the choices of its lists, and what stands in it."""

    action: str
    texts: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    filled: dict[str, str] = field(default_factory=dict)

    def address(self, name: str, value: str) -> str:
        """Of the answer to the form with another value in one field."""
        return f"{self.action}?{urlencode(self.filled | {name: value})}"


@dataclass(frozen=True)
class Visit:
    """An address, and what was answered."""

    address: str
    status: int
    headers: str
    media_type: str
    body: bytes

    @property
    def is_file(self) -> bool:
        return "Content-Disposition: attachment" in self.headers

    @property
    def is_page(self) -> bool:
        return self.media_type == "text/html" and not self.is_file

    @cached_property
    def text(self) -> str:
        """All that the answer says, to people and to machines: pages, headers, every part of a workbook."""
        return "\n".join([self.headers, *self._parts()])

    def _parts(self) -> Iterator[str]:
        if self.body[:2] != b"PK":
            yield unescape(_LIBRARY.sub("", self.body.decode("utf-8", "replace")))
            return
        with ZipFile(BytesIO(self.body)) as package:
            for name in package.namelist():
                yield name
                yield unescape(package.read(name).decode("utf-8", "replace"))
        workbook = load_workbook(BytesIO(self.body))
        for sheet in workbook:
            yield sheet.title
            for row in sheet.iter_rows():
                yield from (f"{cell.value} {cell.comment or ''}" for cell in row if cell.value is not None)
        workbook.close()


def crawl(
    app: Flask, client: FlaskClient, start: str = "/", *, of_a_question: int = MOST_OF_A_QUESTION
) -> dict[str, Visit]:
    """What a signed-in client is answered at every address that they can come by."""
    visits: dict[str, Visit] = {}
    to_come, seen = deque([start]), {start}
    visited: Counter[tuple[str, str]] = Counter()
    with_files: set[str] = set()
    while to_come:
        address = to_come.popleft()
        route, asked = route_of(app, address), {name for name, _ in parse_qsl(urlsplit(address).query)}
        most = MOST_FILES if route in with_files else of_a_question if asked else MOST_OF_A_ROUTE
        kinds = [(route, name) for name in asked or [""]]
        if all(visited[kind] >= most for kind in kinds):
            continue
        visited.update(kinds)
        visits[address] = visit(client, address)
        if visits[address].is_file:
            with_files.add(route)
        for found in _addresses(visits[address]):
            if found not in seen:
                seen.add(found)
                to_come.append(found)
    return visits


def visit(client: FlaskClient, address: str) -> Visit:
    with client.get(address) as response:
        headers = "\n".join(f"{name}: {value}" for name, value in response.headers)
        return Visit(address, response.status_code, headers, response.mimetype or "", response.get_data())


def forms_of(page: Visit) -> list[GetForm]:
    """The forms of a page that ask by GET."""
    return _read(page).forms


def told(page: Visit, *typed: str) -> str:
    """A page without what differs from one request to the next, nor what was typed by the one who asks."""
    text = as_told(page.body.decode())
    for word in typed:
        text = text.replace(word, "")
    return text


def words_of(page: Visit) -> str:
    """What a page says to its readers, in a line, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", told(page))).split())


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.forms: list[GetForm] = []
        self._form: GetForm | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        elif tag == "form":
            is_get = (given.get("method") or "get").lower() == "get"
            self._form = GetForm(given.get("action") or urlsplit(self.address).path) if is_get else None
            if self._form:
                self.forms.append(self._form)
        elif self._form:
            self._take_field(self._form, tag, given)

    def _take_field(self, form: GetForm, tag: str, given: dict[str, str | None]) -> None:
        name = given.get("name") or ""
        if tag == "select":
            self._select = name
        elif tag == "option" and given.get("value"):
            form.choices.append((self._select, str(given["value"])))
            if "selected" in given:
                form.filled[self._select] = str(given["value"])
        elif tag == "input" and name and given.get("type", "text") in ("text", "search", "date", "number"):
            form.texts.append(name)
            if given.get("value"):
                form.filled[name] = str(given["value"])
        elif tag == "input" and name and given.get("value"):
            form.choices.append((name, str(given["value"])))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def _read(page: Visit) -> _Reader:
    reader = _Reader(page.address)
    if page.is_page:
        reader.feed(page.body.decode())
    return reader


def _addresses(page: Visit) -> Iterator[str]:
    """Of the site's own, where a link or a choice of a form leads; where one is sent on to, too."""
    reader = _read(page)
    found = [urljoin(page.address, link) for link in reader.links]
    for form in reader.forms:
        found += [urljoin(page.address, form.address(*choice)) for choice in form.choices]
    location = re.search(r"^Location: (.*)$", page.headers, flags=re.MULTILINE)
    if location:
        found.append(location[1])
    for address in found:
        parts = urlsplit(address)
        if parts.scheme in ("", "http") and parts.netloc in ("", "localhost"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def route_of(app: Flask, address: str) -> str:
    """The rule behind an address, so that addresses of one kind can be counted."""
    path = address.partition("?")[0]
    with app.test_request_context(path) as context:
        return str(context.request.url_rule or path)
