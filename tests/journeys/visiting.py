"""The site without a browser: pages are read, and their forms filled in and sent as they stand there."""

from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse


class Visitor:
    """Somebody signed in, on one page of a programme at a time."""

    def __init__(self, client: FlaskClient, programme: str) -> None:
        self.client = client
        self.at = f"/programmes/{programme}"
        self.path = ""
        self.page = html.fromstring("<main></main>")

    def open(self, path: str) -> str:
        """What a reader sees of a page of the programme."""
        return self._arrive(self.client.get(f"{self.at}{path}"))

    def go_home(self) -> str:
        return self._arrive(self.client.get("/"))

    def follow(self, link: str) -> str:
        """The first link of the page that says this."""
        found = [each for each in self.page.xpath("//main//a[@href]") if link in _words(each)]
        assert found, (link, self.path)
        return self._arrive(self.client.get(found[0].get("href").partition("#")[0]))

    def press(self, button: str, **fields: Any) -> str:
        """The button of one form, with these fields filled in and the others as they stand."""
        [(form, pressed)] = [
            (form, each)
            for form in self.page.forms
            for each in form.xpath(".//button")
            if _words(each) == button
        ]
        sent: dict[str, Any] = {}
        for name, value in form.form_values():
            sent.setdefault(name, []).append(value)
        if pressed.get("name"):
            sent[pressed.get("name")] = pressed.get("value")
        address = form.action or self.path
        return self._arrive(self.client.post(address, data=sent | fields, follow_redirects=True))

    def _arrive(self, answer: TestResponse) -> str:
        self.path = answer.request.full_path.removesuffix("?")
        self.page = html.fromstring(answer.get_data(as_text=True))
        said = _words(self.page.find(".//main"))
        assert answer.status_code == 200, (self.path, answer.status_code, said)
        return said


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
