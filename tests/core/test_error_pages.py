"""What cannot be answered is said in plain words."""

from errno import ENOENT, ENOSPC
from pathlib import Path
from unittest.mock import patch

import lxml.html
import psycopg
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, ProgrammingError

from core.database import DatabaseBusy, make_engine, session
from core.outages import DatabaseAway, DatabaseFull, outages_named
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


OUTAGES = [
    (DatabaseFull("database or disk is full"), 507, "no room left"),
    (OSError(ENOSPC, "No space left on device"), 507, "no room left"),
    (DatabaseAway("connection refused"), 503, "cannot be reached"),
    (DatabaseBusy(), 503, "Others are writing"),
]


@pytest.mark.parametrize(("outage", "status", "said"), OUTAGES)
def test_what_was_typed_is_kept_in_the_page_that_could_not_store_it(
    sqlite_engine: Engine, client: FlaskClient, outage: Exception, status: int, said: str
) -> None:
    with_account(sqlite_engine, "farida", ADMINISTRATOR)
    type_password(client, "farida")
    with patch("core.views.administration.transaction", side_effect=outage):
        response = post(client, "/accounts/new", name="zarina")
    assert response.status_code == status
    assert said in response.text
    assert int(response.headers["Retry-After"]) > 0
    form = lxml.html.fromstring(response.text).xpath("//main//form")[0]
    assert form.action == "/accounts/new"
    assert dict(form.form_values())["name"] == "zarina"
    assert client.post(form.action, data=dict(form.form_values())).status_code == 303


def test_a_password_is_not_kept_in_a_page(sqlite_engine: Engine, client: FlaskClient) -> None:
    with_account(sqlite_engine)
    with patch("core.views.signing_in.authenticate", side_effect=DatabaseFull("full")):
        response = type_password(client)
    assert response.status_code == 507
    assert "<form" not in response.text.partition("<main")[2]


def test_a_file_that_is_missing_is_a_fault_of_ours(sqlite_engine: Engine) -> None:
    """Of what the system says, only that there is no room is nobody's fault."""
    with_account(sqlite_engine)
    with opened(sqlite_engine, TESTING=False) as app:
        client = app.test_client()
        type_password(client)
        with patch("core.views.my_account.languages", side_effect=FileNotFoundError(ENOENT, "x")):
            assert client.get("/account").status_code == 500


@pytest.mark.parametrize(
    ("failure", "outage"),
    [
        (psycopg.errors.DiskFull("could not extend file"), DatabaseFull),
        (psycopg.errors.AdminShutdown("terminating connection"), DatabaseAway),
        (psycopg.errors.CannotConnectNow("the database system is starting up"), DatabaseAway),
        (psycopg.OperationalError("connection refused"), DatabaseAway),
        (psycopg.errors.UndefinedTable("no such table"), ProgrammingError),
    ],
)
def test_what_postgresql_cannot_help_is_told_from_faults_of_ours(
    failure: psycopg.Error, outage: type[Exception]
) -> None:
    kind = OperationalError if isinstance(failure, psycopg.OperationalError) else ProgrammingError
    with pytest.raises(outage), outages_named():
        raise kind("SELECT 1", None, failure)


def test_a_database_that_is_not_there_is_away(tmp_path: Path) -> None:
    engine = make_engine("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(DatabaseAway), session(engine):
        pass
    missing = make_engine(f"sqlite:///{tmp_path}/no/such/folder/hashar.sqlite")
    with pytest.raises(DatabaseAway), session(missing):
        pass
