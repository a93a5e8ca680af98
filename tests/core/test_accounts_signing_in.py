"""Signing in: who is let in, and what the browser then holds."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from core.accounts import signing_in
from core.accounts.accounts import disable, get_account
from core.accounts.passwords import Hasher
from core.database import session, transaction
from core.web.cookies import LOCAL, SECURE
from tests.core.accounts import PASSWORD, account_of, form_token, now, post, type_password, with_account
from tests.web import QUICK, opened

WRONG = "The name or the password is not right."


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_the_right_password_opens_the_site(sqlite_engine: Engine, client: FlaskClient) -> None:
    with_account(sqlite_engine)
    assert not is_signed_in(client)
    response = type_password(client)
    assert (response.status_code, response.location) == (303, "/")
    assert is_signed_in(client)


@pytest.mark.parametrize("typed", ["Zarina", " zarina ", "ZARINA", "ｚａｒｉｎａ"])
def test_a_name_is_known_however_it_is_typed(sqlite_engine: Engine, client: FlaskClient, typed: str) -> None:
    with_account(sqlite_engine)
    assert type_password(client, typed).status_code == 303


def test_a_password_counts_to_its_last_character(sqlite_engine: Engine, client: FlaskClient) -> None:
    with_account(sqlite_engine)
    for typed in (PASSWORD[:-1], PASSWORD + " ", PASSWORD.upper()):
        assert type_password(client, password=typed).status_code == 422
        assert not is_signed_in(client)


@pytest.mark.parametrize("name", ["zarina", "nobody"])
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(
    sqlite_engine: Engine, client: FlaskClient, name: str
) -> None:
    """As slowly, too: a password is compared whoever it is."""
    with_account(sqlite_engine)
    with patch.object(Hasher, "matches", autospec=True, side_effect=Hasher.matches) as compared:
        response = type_password(client, name, "something else entirely")
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert WRONG in page
    assert f'value="{name}"' in page
    assert "something else entirely" not in page
    assert compared.call_count == 1


def test_for_nobody_a_password_is_really_computed() -> None:
    hasher = Hasher(QUICK)
    with patch("argon2.PasswordHasher.verify", autospec=True, return_value=True) as verify:
        assert not hasher.matches(PASSWORD, None)
    assert verify.call_count == 1


def test_a_disabled_account_is_answered_like_a_wrong_password(
    sqlite_engine: Engine, client: FlaskClient
) -> None:
    account_id = with_account(sqlite_engine)
    transaction(sqlite_engine, lambda s: disable(s, get_account(s, account_id), by="test", at=now()))
    assert WRONG in type_password(client).get_data(as_text=True)


def test_a_browser_gets_a_token_that_it_did_not_have_before(
    sqlite_engine: Engine, client: FlaskClient
) -> None:
    with_account(sqlite_engine)
    client.set_cookie(LOCAL, "chosen by somebody else")
    type_password(client)
    cookie = client.get_cookie(LOCAL)
    assert cookie is not None
    assert len(cookie.value) == 43
    first = cookie.value
    client.set_cookie(LOCAL, "chosen by somebody else")
    assert not is_signed_in(client)
    type_password(client)
    cookie = client.get_cookie(LOCAL)
    assert cookie is not None
    assert cookie.value != first


def test_the_token_of_forms_is_another_one_after_signing_in(
    sqlite_engine: Engine, client: FlaskClient
) -> None:
    with_account(sqlite_engine)
    before = form_token(client.get("/sign-in").get_data(as_text=True))
    type_password(client)
    assert client.post("/account/sign-ins/end-others", data={"csrf_token": before}).status_code == 400


def test_the_database_does_not_hold_the_token(sqlite_engine: Engine, client: FlaskClient) -> None:
    account_id = with_account(sqlite_engine)
    type_password(client)
    cookie = client.get_cookie(LOCAL)
    assert cookie is not None
    with session(sqlite_engine) as reading:
        [row] = signing_in.living_sign_ins(reading, account_id, at=now())
    assert cookie.value not in row.model_dump_json()


def test_over_https_the_cookie_is_for_this_host_and_https_alone(
    sqlite_engine: Engine, client: FlaskClient
) -> None:
    with_account(sqlite_engine)
    site = "https://hashar.example"
    page = client.get("/sign-in", base_url=site)
    fields = {"csrf_token": form_token(page.get_data(as_text=True)), "name": "zarina", "password": PASSWORD}
    response = client.post("/sign-in", data=fields, base_url=site)
    for answer in (page, response):
        for cookie in answer.headers.getlist("Set-Cookie"):
            assert cookie.startswith("__Host-")
            for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
                assert flag in cookie
            assert "Domain" not in cookie
    assert any(cookie.startswith(f"{SECURE}=") for cookie in response.headers.getlist("Set-Cookie"))
    assert "max-age" in response.headers["Strict-Transport-Security"]


def test_over_http_the_cookie_has_another_name_and_stays_hidden_from_scripts(
    sqlite_engine: Engine, client: FlaskClient
) -> None:
    with_account(sqlite_engine)
    response = type_password(client)
    [cookie] = [each for each in response.headers.getlist("Set-Cookie") if each.startswith(f"{LOCAL}=")]
    for flag in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie


ELSEWHERE = [
    {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
    {"base_url": "http://hashar.example"},
    {"headers": {"X-Forwarded-For": "127.0.0.1"}},
    {"headers": {"Forwarded": "for=127.0.0.1"}},
]


@pytest.mark.parametrize("request_", ELSEWHERE)
def test_over_http_nobody_is_signed_in_from_elsewhere(
    sqlite_engine: Engine, client: FlaskClient, request_: dict[str, object]
) -> None:
    with_account(sqlite_engine)
    token = form_token(client.get("/sign-in").get_data(as_text=True))
    fields = {"csrf_token": token, "name": "zarina", "password": PASSWORD}
    response = client.post("/sign-in", data=fields, **request_)
    assert response.status_code == 403
    assert "https" in response.get_data(as_text=True)
    assert client.get_cookie(LOCAL) is None


@pytest.mark.parametrize("request_", ELSEWHERE)
def test_over_http_a_sign_in_of_this_machine_is_none_from_elsewhere(
    sqlite_engine: Engine, client: FlaskClient, request_: dict[str, object]
) -> None:
    with_account(sqlite_engine)
    type_password(client)
    assert is_signed_in(client)
    cookie = client.get_cookie(LOCAL)
    assert cookie is not None
    client.set_cookie(LOCAL, cookie.value, domain="hashar.example")
    assert client.get("/account", **request_).status_code == 302


def test_a_trusted_proxy_tells_that_the_browser_uses_https(sqlite_engine: Engine) -> None:
    with_account(sqlite_engine)
    told = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "192.0.2.7",
        "X-Forwarded-Host": "hashar.example",
    }
    with opened(sqlite_engine, TRUSTED_PROXIES=1) as app, app.test_client() as client:
        assert client.get("/sign-in", headers=told).status_code == 200
    with opened(sqlite_engine) as app, app.test_client() as client:
        assert client.get("/sign-in", headers=told).status_code == 403


def test_an_example_signs_in_on_this_machine_only(sqlite_engine: Engine, client: FlaskClient) -> None:
    with_account(sqlite_engine, is_example=True)
    away = {"base_url": "https://hashar.example", "environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    token = form_token(client.get("/sign-in", **away).get_data(as_text=True))
    fields = {"csrf_token": token, "name": "zarina", "password": PASSWORD}
    response = client.post("/sign-in", data=fields, **away)
    assert response.status_code == 422
    assert WRONG in response.get_data(as_text=True)
    assert type_password(client).status_code == 303
    local = client.get_cookie(LOCAL)
    assert local is not None
    client.set_cookie(SECURE, local.value, domain="hashar.example", secure=True)
    assert client.get("/account", **away).status_code == 302


def test_a_sign_in_idles_out_and_runs_out(engine: Engine) -> None:
    account_id = with_account(engine)
    began = now()
    token = transaction(engine, lambda s: signing_in.start(s, account_id, device="", at=began))

    def is_known(after: timedelta) -> bool:
        with session(engine) as reading:
            return signing_in.find_person(reading, token, at=began + after) is not None

    hour = timedelta(hours=1)
    assert is_known(23 * hour)
    assert not is_known(24 * hour)

    def use(after: timedelta) -> None:
        transaction(engine, lambda s: signing_in.see(s, token, at=began + after))

    for hours in range(20, 14 * 24, 20):
        use(hours * hour)
    assert is_known(14 * 24 * hour - hour)
    assert not is_known(14 * 24 * hour)


def test_a_page_notes_that_the_browser_is_in_use_but_not_each_time(
    sqlite_engine: Engine, client: FlaskClient
) -> None:
    account_id = with_account(sqlite_engine)
    earlier = now() - timedelta(hours=2)
    token = transaction(sqlite_engine, lambda s: signing_in.start(s, account_id, device="", at=earlier))
    client.set_cookie(LOCAL, token)

    def seen_at() -> object:
        with session(sqlite_engine) as reading:
            [row] = signing_in.living_sign_ins(reading, account_id, at=now())
            return row.seen_at

    client.get("/account")
    first = seen_at()
    assert first != earlier
    client.get("/account")
    assert seen_at() == first


def test_after_signing_out_the_cookie_opens_nothing(sqlite_engine: Engine, client: FlaskClient) -> None:
    with_account(sqlite_engine)
    type_password(client)
    cookie = client.get_cookie(LOCAL)
    assert cookie is not None
    response = post(client, "/sign-out", page="/account")
    assert (response.status_code, response.location) == (303, "/sign-in")
    assert client.get_cookie(LOCAL) is None
    client.set_cookie(LOCAL, cookie.value)
    assert client.get("/account").status_code == 302


def test_signing_out_is_no_link_that_somebody_else_can_lay(
    sqlite_engine: Engine, client: FlaskClient
) -> None:
    with_account(sqlite_engine)
    type_password(client)
    assert client.get("/sign-out").status_code == 405
    response = client.post("/sign-out")
    assert response.status_code == 400
    assert "You are still signed in" in response.get_data(as_text=True)
    assert is_signed_in(client)


def test_whoever_is_disabled_is_out_at_once(sqlite_engine: Engine, client: FlaskClient) -> None:
    account_id = with_account(sqlite_engine)
    type_password(client)
    transaction(sqlite_engine, lambda s: disable(s, get_account(s, account_id), by="test", at=now()))
    assert not is_signed_in(client)


def test_a_password_is_hashed_anew_when_more_is_asked_of_hashes(sqlite_engine: Engine) -> None:
    account_id = with_account(sqlite_engine)
    before = account_of(sqlite_engine, account_id).password_hash
    with (
        opened(sqlite_engine, PASSWORD_STRENGTH=QUICK | {"time_cost": 2}) as app,
        app.test_client() as client,
    ):
        assert type_password(client).status_code == 303
    after = account_of(sqlite_engine, account_id).password_hash
    assert after is not None
    assert after != before
    assert "t=2" in after
    with (
        opened(sqlite_engine, PASSWORD_STRENGTH=QUICK | {"time_cost": 2}) as app,
        app.test_client() as client,
    ):
        assert type_password(client).status_code == 303
    assert account_of(sqlite_engine, account_id).password_hash == after


@pytest.mark.parametrize(
    "next_",
    [
        "//evil.example",
        "https://evil.example/",
        "https:evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/ /evil.example",
        "/account\r\nSet-Cookie: a=b",
        "/%0d%0aSet-Cookie: a=b",
        "/nowhere",
        "/sign-out",
        "/" + "a" * 3000,
    ],
)
def test_signing_in_leads_nowhere_but_to_a_page_of_this_site(
    sqlite_engine: Engine, client: FlaskClient, next_: str
) -> None:
    with_account(sqlite_engine)
    response = type_password(client, next=next_[:1990] if next_.startswith("/a" * 2) else next_)
    assert response.location in (None, "/")
    if response.status_code == 303:
        assert client.get("/sign-in", query_string={"next": next_}).location == "/"


def test_signing_in_leads_to_the_page_that_was_wanted(sqlite_engine: Engine, client: FlaskClient) -> None:
    with_account(sqlite_engine)
    asked = client.get("/account/password?a=1%202&b=%D3%A3")
    assert asked.status_code == 302
    page = client.get(asked.location).get_data(as_text=True)
    assert 'value="/account/password?a=1%202&amp;b=%D3%A3"' in page
    response = type_password(client, next="/account/password?a=1%202&b=%D3%A3")
    assert response.location == "/account/password?a=1%202&b=%D3%A3"


def test_a_host_that_is_not_ours_is_not_answered(sqlite_engine: Engine) -> None:
    trusted = ["hashar.example", "localhost"]
    with opened(sqlite_engine, TRUSTED_HOSTS=trusted) as app, app.test_client() as client:
        assert client.get("/sign-in").status_code == 200
        response = client.get("/sign-in", base_url="https://evil.example")
        assert response.status_code == 400
        assert "evil" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("header", "value"),
    [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example")],
)
def test_a_form_that_stood_on_another_site_is_refused_even_with_a_token(
    sqlite_engine: Engine, client: FlaskClient, header: str, value: str
) -> None:
    with_account(sqlite_engine)
    token = form_token(client.get("/sign-in").get_data(as_text=True))
    fields = {"csrf_token": token, "name": "zarina", "password": PASSWORD}
    assert client.post("/sign-in", data=fields, headers={header: value}).status_code == 400
    assert not is_signed_in(client)


def test_the_token_of_another_browser_is_refused(
    sqlite_engine: Engine, site: Flask, client: FlaskClient
) -> None:
    with_account(sqlite_engine)
    token = form_token(site.test_client().get("/sign-in").get_data(as_text=True))
    client.get("/sign-in")
    response = client.post("/sign-in", data={"csrf_token": token, "name": "zarina", "password": PASSWORD})
    assert response.status_code == 400
    assert 'value="zarina"' in response.get_data(as_text=True)
    assert not is_signed_in(client)


def test_no_page_stays_in_a_cache(sqlite_engine: Engine, client: FlaskClient) -> None:
    with_account(sqlite_engine)
    type_password(client)
    for path in ("/account", "/sign-in", "/nope"):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert "Cookie" in headers["Vary"]
