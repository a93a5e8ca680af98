"""One-time links: once, in time, and by nobody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from core.accounts import signing_in
from core.accounts.accounts import disable, get_account
from core.accounts.links import VALID_FOR, use_link
from core.accounts.passwords import Hasher
from core.database import session, transaction
from tests.core.accounts import (
    PASSWORD,
    account_of,
    form_token,
    now,
    post,
    type_password,
    with_account,
    with_link,
)
from tests.web import QUICK, opened

NEW = "three goats and a bridge"


def choose(client: FlaskClient, token: str, password: str = NEW, again: str | None = None) -> TestResponse:
    path = f"/links/{token}"
    return post(client, path, password=password, again=password if again is None else again)


def test_its_holder_chooses_a_password_and_is_signed_in(sqlite_engine: Engine, client: FlaskClient) -> None:
    token = with_link(sqlite_engine, with_account(sqlite_engine))
    page = client.get(f"/links/{token}")
    assert "You sign in as zarina" in page.get_data(as_text=True)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    response = choose(client, token)
    assert (response.status_code, response.location) == (303, "/")
    assert client.get("/account").status_code == 200


def test_it_ends_all_sign_ins_that_were_there(sqlite_engine: Engine, client: FlaskClient) -> None:
    account_id = with_account(sqlite_engine)
    before = transaction(sqlite_engine, lambda s: signing_in.start(s, account_id, device="", at=now()))
    choose(client, with_link(sqlite_engine, account_id))
    with session(sqlite_engine) as reading:
        assert signing_in.find_person(reading, before, at=now()) is None


def test_the_password_is_the_new_one_and_not_the_old_one(sqlite_engine: Engine, client: FlaskClient) -> None:
    choose(client, with_link(sqlite_engine, with_account(sqlite_engine)))
    post(client, "/sign-out", page="/account")
    assert type_password(client, password=PASSWORD).status_code == 422
    assert type_password(client, password=NEW).status_code == 303


def test_it_works_once(sqlite_engine: Engine, client: FlaskClient) -> None:
    account_id = with_account(sqlite_engine)
    token = with_link(sqlite_engine, account_id)
    form = form_token(client.get(f"/links/{token}").get_data(as_text=True))
    choose(client, token)
    stored = account_of(sqlite_engine, account_id).password_hash
    for response in (
        client.get(f"/links/{token}"),
        client.post(f"/links/{token}", data={"csrf_token": form, "password": NEW, "again": NEW}),
    ):
        assert response.status_code == 410
        assert "It was used already" in response.get_data(as_text=True)
    assert account_of(sqlite_engine, account_id).password_hash == stored


def test_of_two_who_use_it_at_the_same_moment_one_sets_the_password(engine: Engine) -> None:
    token = with_link(engine, with_account(engine))
    together = Barrier(2)

    def use(password: str) -> int:
        with opened(engine) as app, app.test_client() as client:
            form = form_token(client.get(f"/links/{token}").get_data(as_text=True))
            fields = {"csrf_token": form, "password": password, "again": password}
            together.wait()
            return client.post(f"/links/{token}", data=fields).status_code

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(use, [NEW, NEW + " too"]))
    assert answers == [303, 410]


def test_after_a_week_it_says_that_it_expired(sqlite_engine: Engine, client: FlaskClient) -> None:
    account_id = with_account(sqlite_engine)
    token = with_link(sqlite_engine, account_id, at=now() - VALID_FOR)
    response = client.get(f"/links/{token}")
    assert response.status_code == 410
    assert "It has expired" in response.get_data(as_text=True)
    assert transaction(sqlite_engine, lambda s: use_link(s, token, at=now())) is None


def test_a_newer_one_makes_it_void(sqlite_engine: Engine, client: FlaskClient) -> None:
    account_id = with_account(sqlite_engine)
    older, newer = with_link(sqlite_engine, account_id), with_link(sqlite_engine, account_id)
    assert client.get(f"/links/{older}").status_code == 410
    assert client.get(f"/links/{newer}").status_code == 200


def test_it_opens_nothing_once_the_account_is_disabled(sqlite_engine: Engine, client: FlaskClient) -> None:
    account_id = with_account(sqlite_engine)
    token = with_link(sqlite_engine, account_id)
    transaction(sqlite_engine, lambda s: disable(s, get_account(s, account_id), by="test", at=now()))
    assert client.get(f"/links/{token}").status_code == 410


def test_it_opens_nothing_after_a_password_was_changed(sqlite_engine: Engine, client: FlaskClient) -> None:
    token = with_link(sqlite_engine, with_account(sqlite_engine))
    type_password(client)
    post(client, "/account/password", present_password=PASSWORD, password=NEW, again=NEW)
    assert client.get(f"/links/{token}").status_code == 410


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "%F0%9F%98%80", "..%2e"])
def test_an_address_that_is_none_says_so(client: FlaskClient, token: str) -> None:
    response = client.get(f"/links/{token}")
    assert response.status_code == 404
    assert "This link cannot be used" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "10 characters or more"),
        ("password123", "password123", "guessed first"),
        ("zarina123456", "zarina123456", "the name itself"),
        (NEW, NEW + "!", "not the same as above"),
        ("hidden\u200bcharacter", "hidden\u200bcharacter", "invisible"),
        ("", "", "Type a password"),
    ],
)
def test_a_password_that_is_refused_leaves_the_link_as_it_was(
    sqlite_engine: Engine, client: FlaskClient, password: str, again: str, said: str
) -> None:
    token = with_link(sqlite_engine, with_account(sqlite_engine))
    response = choose(client, token, password, again)
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert said in page
    assert NEW not in page
    assert choose(client, token).status_code == 303


def test_over_http_it_is_refused_from_elsewhere(sqlite_engine: Engine, client: FlaskClient) -> None:
    token = with_link(sqlite_engine, with_account(sqlite_engine))
    response = client.get(f"/links/{token}", base_url="http://hashar.example")
    assert response.status_code == 403
    assert "https" in response.get_data(as_text=True)


def test_the_password_that_it_sets_is_hashed_as_the_settings_say(sqlite_engine: Engine) -> None:
    account_id = with_account(sqlite_engine)
    strength = QUICK | {"time_cost": 3}
    with opened(sqlite_engine, PASSWORD_STRENGTH=strength) as app, app.test_client() as client:
        choose(client, with_link(sqlite_engine, account_id, at=now() - timedelta(days=6)))
    stored = account_of(sqlite_engine, account_id).password_hash
    assert stored is not None
    assert not Hasher(strength).is_outdated(stored)
