"""The first pages: programmes, and their reports to download."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine

from tests.web import import_example, opened


@pytest.fixture
def client(engine: Engine) -> Iterator[FlaskClient]:
    with opened(engine) as app, app.test_client() as client:
        yield client


@pytest.fixture
def khatlon(engine: Engine, client: FlaskClient) -> FlaskClient:
    import_example(engine, "khatlon_water")
    return client


def test_an_empty_list_says_what_to_do(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert "flask import-workbook" in page


def test_the_list_shows_what_is_matched_in_each_currency(khatlon: FlaskClient) -> None:
    page = khatlon.get("/").get_data(as_text=True)
    assert "Remittances for rural water, Khatlon" in page
    assert "3,233.24 TJS" in page
    assert "5,416.48 USD" in page
    assert "2020-Q2" in page


def test_the_report_of_the_latest_quarter_is_offered_first(khatlon: FlaskClient) -> None:
    page = khatlon.get("/programmes/TJ-KHT").get_data(as_text=True)
    assert 'value="2020-Q2"' in page
    assert "IOMDF · Development fund" in page


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("span=2019-Q4&fund=", "TJ-KHT-2019-Q4.xlsx"),
        ("span=2019-10..2020-03", "TJ-KHT-2019-10--2020-03.xlsx"),
        ("span=2020-Q1&fund=IOMDF", "TJ-KHT-2020-Q1-IOMDF.xlsx"),
    ],
)
def test_a_report_comes_as_a_workbook_named_after_what_was_asked(
    khatlon: FlaskClient, asked: str, name: str
) -> None:
    response = khatlon.get(f"/programmes/TJ-KHT/report.xlsx?{asked}")
    assert response.status_code == 200
    assert f"filename={name}" in response.headers["Content-Disposition"].replace('"', "")
    assert "summary" in load_workbook(BytesIO(response.data), read_only=True).sheetnames


@pytest.mark.parametrize("span", ["2020", "2020-Q5", "2020-13..2020-14", "2020-06..2020-01", "<b>", " "])
def test_what_is_no_quarter_is_said_beside_the_field_and_not_lost(khatlon: FlaskClient, span: str) -> None:
    response = khatlon.get("/programmes/TJ-KHT/report.xlsx", query_string={"span": span})
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert 'class="error"' in page
    assert "<b>" not in page
    if span == "2020":
        assert 'value="2020"' in page


def test_a_quarter_before_the_programme_is_refused_in_words(khatlon: FlaskClient) -> None:
    response = khatlon.get("/programmes/TJ-KHT/report.xlsx?span=1999-Q1")
    assert response.status_code == 422
    assert 'class="error"' in response.get_data(as_text=True)


def test_the_fund_of_another_programme_is_no_choice(khatlon: FlaskClient) -> None:
    assert khatlon.get("/programmes/TJ-KHT/report.xlsx?span=2020-Q1&fund=FED").status_code == 422


@pytest.mark.parametrize("path", ["/nope", "/programmes/NOPE", "/programmes/NOPE/report.xlsx?span=2020-Q1"])
def test_what_is_not_there_gets_a_page_that_says_so(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "There is no such page" in response.get_data(as_text=True)


def test_every_page_forbids_what_comes_from_elsewhere(khatlon: FlaskClient) -> None:
    for path in ("/", "/programmes/TJ-KHT", "/nope", "/static/hashar.css"):
        with khatlon.get(path) as response:
            headers = response.headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"
