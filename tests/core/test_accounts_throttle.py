"""Guessing is slow, from however many places and at however many workers."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from core.accounts.authenticating import Attempt, authenticate
from core.accounts.passwords import Hasher
from core.accounts.refusals import AccountReason
from core.accounts.throttling import (
    ATTEMPTS,
    WINDOW,
    bucket_of_address,
    bucket_of_name,
    count_attempt,
    give_back,
)
from core.database import session, transaction
from core.errors import Refusal
from core.web.cookies import SECURE
from tests.core.accounts import PASSWORD, form_token, now, with_account
from tests.web import QUICK, opened

AT = now()
SITE = "https://hashar.example"


def guess(client: FlaskClient, address: str, *, name: str = "zarina", password: str = "a wrong one") -> int:
    client.delete_cookie(SECURE, domain="hashar.example")
    page = client.get("/sign-in", base_url=SITE).get_data(as_text=True)
    fields = {"csrf_token": form_token(page), "name": name, "password": password}
    response = client.post("/sign-in", data=fields, base_url=SITE, environ_base={"REMOTE_ADDR": address})
    return response.status_code


@pytest.fixture
def workers(engine: Engine) -> Iterator[list[FlaskClient]]:
    """Two of them, over one database."""
    with_account(engine)
    with opened(engine) as one, opened(engine) as two:
        yield [one.test_client(), two.test_client()]


def test_ten_guesses_at_an_account_are_looked_at_from_wherever_they_come(workers: list[FlaskClient]) -> None:
    answers = [guess(workers[number % 2], f"192.0.2.{number}") for number in range(12)]
    assert answers == [422] * 10 + [429] * 2


def test_meanwhile_the_right_password_is_refused_too_and_the_page_says_how_long(
    workers: list[FlaskClient],
) -> None:
    for number in range(10):
        guess(workers[0], f"192.0.2.{number}")
    page = workers[1].get("/sign-in", base_url=SITE).get_data(as_text=True)
    fields = {"csrf_token": form_token(page), "name": "zarina", "password": PASSWORD}
    response = workers[1].post("/sign-in", data=fields, base_url=SITE)
    assert response.status_code == 429
    assert "Wait 15 min" in response.get_data(as_text=True)
    assert workers[1].get("/account", base_url=SITE).status_code == 302


def test_ten_guesses_from_one_address_are_looked_at_whoever_they_are_of(workers: list[FlaskClient]) -> None:
    answers = [guess(workers[number % 2], "192.0.2.1", name=f"name {number}") for number in range(11)]
    assert answers == [422] * 10 + [429]
    assert guess(workers[0], "192.0.2.2", password=PASSWORD) == 303


def test_an_address_is_not_what_the_browser_says_it_is(workers: list[FlaskClient]) -> None:
    client = workers[0]
    answers = []
    for number in range(11):
        page = client.get("/sign-in", base_url=SITE).get_data(as_text=True)
        fields = {"csrf_token": form_token(page), "name": f"name {number}", "password": "a wrong one"}
        spoofed = {"X-Forwarded-For": f"198.51.100.{number}"}
        answers.append(client.post("/sign-in", data=fields, base_url=SITE, headers=spoofed).status_code)
    assert answers[-1] == 429


def test_an_own_account_does_not_wash_away_the_guesses_at_others(workers: list[FlaskClient]) -> None:
    for number in range(10):
        assert guess(workers[0], "192.0.2.1", name=f"name {number}") == 422
        if number < 9:
            assert guess(workers[1], "192.0.2.1", password=PASSWORD) == 303
    assert guess(workers[0], "192.0.2.1", name="one more") == 429


def test_after_the_window_there_is_room_again(engine: Engine) -> None:
    buckets = [bucket_of_name("zarina"), bucket_of_address("192.0.2.1")]
    for _attempt in range(ATTEMPTS):
        assert transaction(engine, lambda s: count_attempt(s, buckets, at=AT)) is None
    later = AT + WINDOW - timedelta(seconds=1)
    assert transaction(engine, lambda s: count_attempt(s, buckets, at=later)) == AT + WINDOW
    assert transaction(engine, lambda s: count_attempt(s, buckets, at=AT + WINDOW)) is None


def test_a_full_bucket_takes_nothing_from_the_other(engine: Engine) -> None:
    for _attempt in range(ATTEMPTS):
        transaction(engine, lambda s: count_attempt(s, ["address:a", "account:full"], at=AT))
    for _attempt in range(ATTEMPTS):
        transaction(engine, lambda s: count_attempt(s, ["address:b", "account:full"], at=AT))
    assert transaction(engine, lambda s: count_attempt(s, ["address:b"], at=AT)) is None


def test_what_is_given_back_never_makes_more_room_than_there_was(engine: Engine) -> None:
    for _time in range(3):
        transaction(engine, lambda s: give_back(s, "account:a"))
    for _attempt in range(ATTEMPTS):
        assert transaction(engine, lambda s: count_attempt(s, ["account:a"], at=AT)) is None
    assert transaction(engine, lambda s: count_attempt(s, ["account:a"], at=AT)) is not None


def test_guesses_at_the_same_moment_are_counted_one_by_one(engine: Engine) -> None:
    with_account(engine)
    hasher = Hasher(QUICK)

    def reason(number: int) -> str:
        attempt = Attempt("zarina", "a wrong one", f"192.0.2.{number}", AT)
        with pytest.raises(Refusal) as refused:
            authenticate(engine, hasher, attempt)
        return refused.value.reason

    with ThreadPoolExecutor(8) as threads:
        reasons = list(threads.map(reason, range(16)))
    assert reasons.count(AccountReason.WRONG_PASSWORD) == ATTEMPTS
    assert reasons.count(AccountReason.TOO_MANY_ATTEMPTS) == 16 - ATTEMPTS


def test_the_buckets_hold_neither_names_nor_addresses(engine: Engine) -> None:
    with pytest.raises(Refusal):
        authenticate(engine, Hasher(QUICK), Attempt("my secret typed as name", "x", "192.0.2.77", AT))
    with session(engine) as reading:
        stored = " ".join(reading.execute(text("SELECT bucket FROM throttle")).scalars())
    assert "account:" in stored
    assert "secret" not in stored
    assert "192.0.2.77" not in stored


def test_a_household_with_many_ipv6_addresses_has_one_bucket() -> None:
    assert bucket_of_address("2001:db8::1") == bucket_of_address("2001:db8::ffff:2")
    assert bucket_of_address("2001:db8::1") != bucket_of_address("2001:db8:0:1::1")
    assert bucket_of_address("unknown") != bucket_of_address("")
