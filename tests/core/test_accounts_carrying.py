"""Whoever was signed out meanwhile loses nothing that they typed into a form."""

import html
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from core.web.carrying import MOST_CHARACTERS, MOST_FIELDS, read_typed
from tests.core.accounts import PASSWORD, form_token, type_password, with_account
from tests.web import ADMINISTRATOR

ODD = "line one\r\nline two <b>\"quoted\" & 'so'</b>"
FIELDS = {"name": "Ҷамшед", "note": ODD, "empty": ""}


def carried(page: str) -> str:
    found = re.search(r'name="carried" value="([^"]*)"', page)
    assert found is not None, page
    return html.unescape(found[1])


def signed_in_with(client: FlaskClient, page: str, address: str) -> str:
    """The page after signing in on the page that asked for it."""
    fields = {"csrf_token": form_token(page), "name": "zarina", "password": PASSWORD, "next": address}
    response = client.post("/sign-in", data={**fields, "carried": carried(page)})
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_what_was_typed_is_carried_through_signing_in_and_can_be_sent(
    sqlite_engine: Engine, client: FlaskClient
) -> None:
    with_account(sqlite_engine, "zarina", ADMINISTRATOR)
    response = client.post("/accounts/new", data={"csrf_token": "an old one", **FIELDS})
    page = response.get_data(as_text=True)
    assert response.status_code == 401
    assert "Your sign-in has run out" in page
    assert 'value="/accounts/new"' in page
    again = signed_in_with(client, page, "/accounts/new")
    assert "Send what you typed" in again
    assert 'action="/accounts/new"' in again
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', again))
    assert {name: html.unescape(value) for name, value in kept.items() if name in FIELDS} == FIELDS
    sent = client.post("/accounts/new", data={"csrf_token": form_token(again), **FIELDS})
    assert sent.status_code == 303


def test_a_wrong_password_meanwhile_loses_it_neither(sqlite_engine: Engine, client: FlaskClient) -> None:
    with_account(sqlite_engine, "zarina", ADMINISTRATOR)
    page = client.post("/accounts/new", data=FIELDS).get_data(as_text=True)
    fields = {
        "csrf_token": form_token(page),
        "name": "zarina",
        "password": "not this",
        "next": "/accounts/new",
    }
    response = client.post("/sign-in", data={**fields, "carried": carried(page)})
    assert response.status_code == 422
    assert carried(response.get_data(as_text=True)) == carried(page)


def test_secrets_are_not_carried(sqlite_engine: Engine, client: FlaskClient) -> None:
    fields = {
        "present_password": "my old password",
        "password": "my new password",
        "again": "my new password",
    }
    page = client.post("/account/password", data={"csrf_token": "an old token", **fields}).get_data(
        as_text=True
    )
    for secret in ("my old password", "my new password", "an old token"):
        assert secret not in page


def test_a_file_is_not_carried_and_the_page_says_so(sqlite_engine: Engine, client: FlaskClient) -> None:
    with_account(sqlite_engine, "zarina", ADMINISTRATOR)
    with open(__file__, "rb") as file:
        page = client.post("/accounts/new", data={"name": "x", "photo": (file, "slip.jpg")}).get_data(
            as_text=True
        )
    assert "could not be kept" in signed_in_with(client, page, "/accounts/new")


@pytest.mark.parametrize(
    "fields",
    [
        {f"field {number}": "x" for number in range(MOST_FIELDS + 1)},
        {"note": "x" * (MOST_CHARACTERS + 1)},
    ],
)
def test_more_than_a_form_of_ours_has_is_not_carried(client: FlaskClient, fields: dict[str, str]) -> None:
    response = client.post("/accounts/new", data=fields)
    assert response.status_code == 401
    assert 'name="carried"' not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/sign-in", "/sign-out", "/nowhere"]
)
def test_it_is_sent_to_no_address_but_a_form_of_this_site(
    sqlite_engine: Engine, client: FlaskClient, address: str
) -> None:
    with_account(sqlite_engine, "zarina", ADMINISTRATOR)
    page = client.post("/accounts/new", data=FIELDS).get_data(as_text=True)
    fields = {"csrf_token": form_token(page), "name": "zarina", "password": PASSWORD, "next": address}
    response = client.post("/sign-in", data={**fields, "carried": carried(page)})
    assert response.location == "/"


def test_a_form_that_another_site_sent_is_not_offered(sqlite_engine: Engine, client: FlaskClient) -> None:
    response = client.post("/accounts/new", data=FIELDS, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 400
    assert "carried" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", "null", "\ud800", "[" * 10_000),
        *("[false, []]", "[false, [1]]", '[false, ["ab"]]', '["x", [["a", "b"]]]'),
        *('[false, [["a"]]]', '[false, [["a", 1]]]', '[false, [["a", "b", "c"]]]'),
    ],
)
def test_a_carried_text_that_is_none_of_ours_is_left_aside(text: str) -> None:
    assert read_typed(text) is None


def test_without_anything_carried_signing_in_leads_to_the_page(
    sqlite_engine: Engine, client: FlaskClient
) -> None:
    with_account(sqlite_engine)
    response = type_password(client, carried="nonsense", next="/account")
    assert (response.status_code, response.location) == (303, "/account")
