"""Any code that a workbook may hold can stand in an address, and no number that no table could hold."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule

from core.web.codes import CodeConverter, NumberConverter

MAP = Map(
    [Rule("/groups/<code:group>/key", endpoint="key"), Rule("/matches/<int:seq>", endpoint="match")],
    converters={"code": CodeConverter, "int": NumberConverter},
)
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


def test_a_number_is_read_as_one() -> None:
    assert URLS.match("/matches/999999999") == ("match", {"seq": 999_999_999})


@pytest.mark.parametrize(
    "path",
    [
        "/matches/9999999999",
        "/matches/9223372036854775808",
        f"/matches/{'9' * 10_000}",
        "/matches/-1",
        "/groups/a\x00b/key",
        "/groups/~00/key",
    ],
)
def test_what_no_table_could_hold_is_not_found(path: str) -> None:
    with pytest.raises(NotFound):
        URLS.match(path)
