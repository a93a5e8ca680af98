"""Any code that a workbook may hold can stand in an address."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import Map, Rule

from core.codes import CodeConverter

MAP = Map([Rule("/groups/<code:group>/key", endpoint="key")], converters={"code": CodeConverter})
URLS = MAP.bind("example.org")

codes = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=64)


def read(code: str) -> object:
    """What the server finds in the address of this code; a browser sends it as it was built."""
    with Flask(__name__).test_request_context(URLS.build("key", {"group": code})) as context:
        return URLS.match(context.request.path)[1]["group"]


@pytest.mark.parametrize(
    "code", ["FAK-1", "A/B", "..", ".", "~2f", "a~b", "50 %", "Ҷ-1", "a?b#c", "a\\b", "%2e%2e"]
)
def test_a_code_comes_back_as_it_was(code: str) -> None:
    assert read(code) == code


@given(codes)
def test_every_code_comes_back_as_it_was(code: str) -> None:
    assert read(code) == code


def test_no_code_is_read_as_a_folder() -> None:
    assert URLS.build("key", {"group": ".."}) == "/groups/~2e~2e/key"
    assert URLS.build("key", {"group": "a/../b"}) == "/groups/a~2f..~2fb/key"
