"""Text is compressed on its way, unless another site could learn something by its size."""

import gzip
from collections.abc import Iterator

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.web import opened

PAGE = "/sign-in"
TAKES = {"Accept-Encoding": "gzip, deflate, br"}
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def app(sqlite_engine: Engine) -> Iterator[Flask]:
    with opened(sqlite_engine) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_page_that_its_reader_asked_for_is_compressed(client: FlaskClient, site: str) -> None:
    plain = client.get(PAGE).text
    answer = client.get(PAGE, headers=TAKES | {"Sec-Fetch-Site": site})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(answer.data) < len(plain)
    assert "Accept-Encoding" in answer.vary
    said = gzip.decompress(answer.data).decode()
    assert said.partition("csrf_token")[0] == plain.partition("csrf_token")[0]


@pytest.mark.parametrize("sent", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {}])
def test_a_page_that_another_site_may_have_asked_for_is_not(
    client: FlaskClient, sent: dict[str, str]
) -> None:
    """Its address may hold a guess of that site; the size would say whether the guess is right."""
    answer = client.get(PAGE, headers=TAKES | sent)
    assert "Content-Encoding" not in answer.headers
    assert "</html>" in answer.text


@pytest.mark.parametrize("takes", ["", "br", "gzip;q=0, br"])
def test_who_does_not_take_it_gets_the_text(client: FlaskClient, takes: str) -> None:
    answer = client.get(PAGE, headers={"Accept-Encoding": takes} | OWN)
    assert "Content-Encoding" not in answer.headers


def test_what_is_the_same_for_everybody_is_compressed_whoever_asks(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        address = url_for("static", filename="hashar.css")
    plain = client.get(address, buffered=True)
    packed = client.get(address, headers=TAKES, buffered=True)
    assert gzip.decompress(packed.data) == plain.data
    etag, is_weak = packed.get_etag()
    assert is_weak
    known = TAKES | {"If-None-Match": f'W/"{etag}"'}
    assert client.get(address, headers=known, buffered=True).status_code == 304
    part = client.get(address, headers=TAKES | {"Range": "bytes=0-9"}, buffered=True)
    assert (part.status_code, part.data) == (206, plain.data[:10])


def test_an_answer_without_a_body_stays_without_one(client: FlaskClient) -> None:
    answer = client.head(PAGE, headers=TAKES | OWN)
    assert answer.data == b""
    assert answer.headers["Content-Encoding"] == "gzip"
