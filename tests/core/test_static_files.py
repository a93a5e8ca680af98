"""Static files have an address that changes with them, so that a browser asks for each of them once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, url_for
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from tests.web import opened

NAME = "hashar.css"


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    with opened(sqlite_engine) as app:
        app.static_folder = str(shutil.copytree(str(app.static_folder), tmp_path / "static"))
        yield app


def address_of(app: Flask, name: str = NAME) -> str:
    with app.test_request_context():
        return url_for("static", filename=name)


def asked(app: Flask, address: str) -> TestResponse:
    return app.test_client().get(address, buffered=True)


def test_a_page_names_the_address_under_which_a_file_is_kept_for_good(app: Flask) -> None:
    address = address_of(app)
    assert address in asked(app, "/sign-in").text
    answer = asked(app, address)
    assert answer.status_code == 200
    kept = answer.cache_control
    assert (kept.public, kept.immutable, kept.max_age, kept.no_cache) == (True, True, 31_536_000, None)


def test_what_a_file_names_by_a_relative_address_is_kept_as_well(app: Flask) -> None:
    folder = address_of(app).rpartition("/")[0]
    assert "url(band.svg)" in asked(app, address_of(app)).text
    assert asked(app, f"{folder}/band.svg").cache_control.immutable


def test_a_changed_file_has_another_address(app: Flask) -> None:
    before = address_of(app)
    Path(str(app.static_folder), NAME).write_text("body { color: black }")
    assert address_of(app) != before


def test_an_address_of_before_still_serves_the_file_but_not_for_good(app: Flask) -> None:
    """A page that was loaded before an update asks for it after."""
    answer = asked(app, f"/static/0123456789abcdef/{NAME}")
    assert answer.status_code == 200
    assert answer.cache_control.no_cache
    assert not answer.cache_control.immutable


def test_a_file_that_is_not_there_is_not_kept(app: Flask) -> None:
    answer = asked(app, address_of(app, "nothing.css"))
    assert answer.status_code == 404
    assert not answer.cache_control.immutable
