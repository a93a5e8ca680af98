"""My account: where I am signed in, my password, my language."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from core.accounts import signing_in
from core.database import session
from core.roles import Role, ScopeKind
from tests.core.accounts import PASSWORD, account_of, form_token, now, post, type_password, with_account
from tests.web import opened, sign_in

NEW = "three goats and a bridge"
PHONE = "Mozilla/5.0 (Linux; Android 9; SM-J260F) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


def test_it_says_where_i_am_signed_in(sqlite_engine: Engine, site: Flask, client: FlaskClient) -> None:
    with_account(sqlite_engine)
    phone = site.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = PHONE
    type_password(phone)
    type_password(client)
    page = client.get("/account").get_data(as_text=True)
    assert "Chrome, Android" in page
    assert "This one" in page


def test_i_can_end_another_sign_in(sqlite_engine: Engine, site: Flask, client: FlaskClient) -> None:
    account_id = with_account(sqlite_engine)
    phone = site.test_client()
    type_password(phone)
    with session(sqlite_engine) as reading:
        [there] = signing_in.living_sign_ins(reading, account_id, at=now())
    type_password(client)
    post(client, "/account/sign-ins/end", page="/account", sign_in=there.token_sha256)
    assert phone.get("/account").status_code == 302
    assert client.get("/account").status_code == 200


def test_i_can_end_all_others(sqlite_engine: Engine, site: Flask, client: FlaskClient) -> None:
    with_account(sqlite_engine)
    phone = site.test_client()
    type_password(phone)
    type_password(client)
    post(client, "/account/sign-ins/end-others", page="/account")
    assert phone.get("/account").status_code == 302
    assert client.get("/account").status_code == 200


def test_i_cannot_end_that_of_somebody_else(sqlite_engine: Engine, site: Flask, client: FlaskClient) -> None:
    other_id = with_account(sqlite_engine, "bahrom")
    with_account(sqlite_engine)
    other = site.test_client()
    type_password(other, "bahrom")
    with session(sqlite_engine) as reading:
        [theirs] = signing_in.living_sign_ins(reading, other_id, at=now())
    type_password(client)
    post(client, "/account/sign-ins/end", page="/account", sign_in=theirs.token_sha256)
    assert other.get("/account").status_code == 200


def test_a_new_password_needs_the_present_one_and_signs_out_all_others(
    sqlite_engine: Engine, site: Flask, client: FlaskClient
) -> None:
    with_account(sqlite_engine)
    phone = site.test_client()
    type_password(phone)
    type_password(client)
    response = post(client, "/account/password", present_password="no", password=NEW, again=NEW)
    assert response.status_code == 422
    assert "is not right" in response.get_data(as_text=True)
    assert phone.get("/account").status_code == 200
    response = post(client, "/account/password", present_password=PASSWORD, password=NEW, again=NEW)
    assert response.status_code == 303
    assert phone.get("/account").status_code == 302
    assert client.get("/account").status_code == 200
    post(client, "/sign-out", page="/account")
    assert type_password(client, password=NEW).status_code == 303


def test_guessing_the_present_password_is_slowed_down_too(sqlite_engine: Engine, client: FlaskClient) -> None:
    with_account(sqlite_engine)
    type_password(client)
    for _time in range(10):
        post(client, "/account/password", present_password="no", password=NEW, again=NEW)
    response = post(client, "/account/password", present_password=PASSWORD, password=NEW, again=NEW)
    assert "too many attempts" in response.get_data(as_text=True)


def test_it_says_what_i_may_do(sqlite_engine: Engine, client: FlaskClient) -> None:
    sign_in(client, sqlite_engine, "farida", (Role.ADMINISTRATOR, ScopeKind.SITE))
    assert "Administrator: the whole site" in client.get("/account").get_data(as_text=True)


def test_a_language_is_offered_when_there_is_a_translation(
    sqlite_engine: Engine, client: FlaskClient
) -> None:
    account_id = with_account(sqlite_engine)
    type_password(client)
    assert 'value="en"' in client.get("/account").get_data(as_text=True)
    assert post(client, "/account/language", page="/account", language="xx").status_code == 422
    assert post(client, "/account/language", page="/account", language="en").status_code == 303
    assert account_of(sqlite_engine, account_id).language == "en"
    post(client, "/account/language", page="/account", language="")
    assert account_of(sqlite_engine, account_id).language is None


@pytest.mark.parametrize(
    "path", ["/account/language", "/account/sign-ins/end", "/account/sign-ins/end-others"]
)
def test_nothing_is_changed_without_the_token_of_the_form(
    sqlite_engine: Engine, client: FlaskClient, path: str
) -> None:
    with_account(sqlite_engine)
    type_password(client)
    assert client.post(path, data={"language": "en"}).status_code == 400
    assert form_token(client.get("/account").get_data(as_text=True))


def test_what_is_no_digest_ends_no_sign_in_on_both_databases(engine: Engine) -> None:
    with_account(engine)
    with opened(engine) as app, app.test_client() as client:
        type_password(client)
        answer = post(client, "/account/sign-ins/end", page="/account", sign_in="\0")
        assert answer.status_code == 303
        assert client.get("/account").status_code == 200
