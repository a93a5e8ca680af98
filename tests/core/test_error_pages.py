"""What cannot be answered is said in plain words."""

from unittest.mock import patch

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from core.database import DatabaseBusy
from tests.core.accounts import post, type_password, with_account
from tests.web import ADMINISTRATOR, opened, sign_in


def test_what_is_not_there_looks_the_same_whether_it_exists_or_not(
    sqlite_engine: Engine, client: FlaskClient
) -> None:
    with_account(sqlite_engine, "rustam", ADMINISTRATOR)
    sign_in(client, sqlite_engine)
    pages = {client.get(path).get_data() for path in ("/nowhere", "/accounts/1", "/accounts/99")}
    assert len(pages) == 1


def test_an_address_of_forms_says_so(client: FlaskClient) -> None:
    response = client.get("/sign-out")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert "for forms only" in response.get_data(as_text=True)


def test_a_body_that_is_too_large_is_refused(sqlite_engine: Engine, client: FlaskClient) -> None:
    response = client.post("/sign-in", data={"name": "x" * 1_100_000})
    assert response.status_code == 413
    assert "too large" in response.get_data(as_text=True)


def test_too_many_fields_are_refused(client: FlaskClient) -> None:
    fields = {f"field {number}": "" for number in range(1_100)}
    response = client.post("/sign-in", data=fields, content_type="multipart/form-data")
    assert response.status_code == 413


def test_a_busy_database_asks_to_try_again(sqlite_engine: Engine, client: FlaskClient) -> None:
    with_account(sqlite_engine, "farida", ADMINISTRATOR)
    type_password(client, "farida")
    with patch("core.views.administration.transaction", side_effect=DatabaseBusy):
        response = post(client, "/accounts/new", name="zarina")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "Others are writing" in response.get_data(as_text=True)


def test_a_fault_of_ours_shows_nothing_of_itself(sqlite_engine: Engine) -> None:
    with_account(sqlite_engine)
    with opened(sqlite_engine, TESTING=False) as app:
        client = app.test_client()
        type_password(client)
        with patch("core.views.my_account.languages", side_effect=ValueError("a secret of the house")):
            response = client.get("/account")
    assert response.status_code == 500
    page = response.get_data(as_text=True)
    assert "Something went wrong here" in page
    assert "secret" not in page


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", "/static/0/hashar.css"])
def test_every_answer_has_the_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        headers = response.headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers
