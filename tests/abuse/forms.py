"""The forms of pages as a browser sees them: where they go, and what each field holds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

SITE = "http://localhost"
TYPED = {"date", "month", "number", "search", "tel", "text", "time", None}
"""Kinds of inputs into which a person can type anything, whatever the browser makes of it."""

TOKEN = "csrf_token"

Values = dict[str, list[str]]
Forms = dict[str, list["PageForm"]]
"""By the person on whose pages they stand."""


@dataclass(frozen=True)
class PageForm:
    """`typed` are the names of its fields for text; `kept` of those that are out of sight."""

    page: str
    action: str
    method: str
    values: Values
    typed: tuple[str, ...]
    chosen: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def token(self) -> str:
        """The name of its token: of several forms on a page each may have a prefix of its own."""
        return next(name for name in self.values if name.endswith(TOKEN))

    def with_(self, name: str, *values: str) -> "PageForm":
        return replace(self, values=self.values | {name: list(values)})

    def without(self, name: str) -> "PageForm":
        return replace(self, values={key: value for key, value in self.values.items() if key != name})


def posts(forms: Forms) -> list[tuple[str, PageForm]]:
    """Those that change something, each with the person."""
    return [(name, form) for name, own in forms.items() for form in own if form.method == "POST"]


def forms_of(page: str, body: bytes) -> Iterator[PageForm]:
    """Each form of a page, its first button pressed."""
    for form in html.document_fromstring(body).iterfind(".//form"):
        yield PageForm(
            page=page,
            action=_address(page, form.get("action")),
            method=form.method,
            values=_values(form),
            typed=tuple(field.get("name") for field in _fields(form) if _is_typed(field)),
            chosen=tuple(dict.fromkeys(field.get("name") for field in _fields(form) if _is_chosen(field))),
            kept=tuple(field.get("name") for field in _fields(form) if field.get("type") == "hidden"),
        )


def _address(page: str, action: str | None) -> str:
    parts = urlsplit(urljoin(SITE + page, action or page))
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _values(form: Any) -> Values:
    values: Values = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    for button in form.xpath(".//button[@name]")[:1]:
        values.setdefault(button.get("name"), [button.get("value", "")])
    return values


def _fields(form: Any) -> list[Any]:
    return [field for field in form.iter("input", "textarea", "select") if field.get("name")]


def _is_typed(field: Any) -> bool:
    return field.tag == "textarea" or (field.tag == "input" and field.get("type") in TYPED)


def _is_chosen(field: Any) -> bool:
    return field.tag == "select" or field.get("type") in ("checkbox", "radio")
