"""A clock that is wrong lets nobody in who would not be let in by the right one, and locks nobody out for long."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from core.accounts import signing_in
from core.accounts.links import VALID_FOR, link_state, use_link
from core.accounts.throttling import ATTEMPTS, WINDOW, count_attempt
from core.database import session, transaction
from tests.core.accounts import now, with_account, with_link

YEAR, BUCKET = timedelta(days=365), "account:zarina"
AT = now()


def is_let_in(engine: Engine, token: str, at: timedelta) -> bool:
    with session(engine) as reading:
        return signing_in.find_person(reading, token, at=AT + at) is not None


@pytest.mark.parametrize("back", [timedelta(minutes=10), timedelta(days=2), YEAR])
def test_a_sign_in_from_the_future_is_none(engine: Engine, back: timedelta) -> None:
    """It would outlive its time by as much as the clock went back."""
    account = with_account(engine)
    token = transaction(engine, lambda writing: signing_in.start(writing, account, device="", at=AT))
    assert is_let_in(engine, token, timedelta(0))
    assert not is_let_in(engine, token, -back)
    assert not is_let_in(engine, token, YEAR)


def test_clocks_of_two_servers_may_differ_by_a_minute(sqlite_engine: Engine) -> None:
    account = with_account(sqlite_engine)
    token = transaction(sqlite_engine, lambda writing: signing_in.start(writing, account, device="", at=AT))
    assert is_let_in(sqlite_engine, token, -timedelta(minutes=1))


def test_a_link_from_the_future_sets_no_password(engine: Engine) -> None:
    link = with_link(engine, with_account(engine), at=AT + YEAR)
    with session(engine) as reading:
        assert link_state(reading, link, at=AT).is_expired
    assert transaction(engine, lambda writing: use_link(writing, link, at=AT)) is None


def test_a_link_that_a_newer_one_made_void_stays_void_whatever_the_clock_says(engine: Engine) -> None:
    account = with_account(engine)
    first = with_link(engine, account, at=AT)
    with_link(engine, account, at=AT + YEAR)  # the clock was ahead for a while
    assert transaction(engine, lambda writing: use_link(writing, first, at=AT)) is None
    assert transaction(engine, lambda writing: use_link(writing, first, at=AT - VALID_FOR)) is None


def attempts(engine: Engine, at: timedelta, times: int) -> list[bool]:
    """Whether each was looked at."""
    return [
        transaction(engine, lambda writing: count_attempt(writing, [BUCKET], at=AT + at)) is None
        for _ in range(times)
    ]


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(hours=1), YEAR])
def test_guesses_stay_counted_when_the_clock_goes_back(engine: Engine, back: timedelta) -> None:
    assert attempts(engine, timedelta(0), 9) == [True] * 9
    assert attempts(engine, -back, 3) == [True, False, False]
    assert ATTEMPTS == 10


def test_nobody_waits_until_the_clock_has_caught_up(sqlite_engine: Engine) -> None:
    assert attempts(sqlite_engine, YEAR, 11) == [True] * 10 + [False]
    assert attempts(sqlite_engine, timedelta(0), 1) == [False]
    assert attempts(sqlite_engine, WINDOW, 1) == [True]
