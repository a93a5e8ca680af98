"""Which person a browser is: recognised at each request, let in, let go."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from flask import Response, g, make_response, request
from flask import session as form_cookie
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from core.accounts import signing_in
from core.accounts.devices import device_of
from core.accounts.person import Person
from core.database import session, transaction
from core.outages import NotStored
from core.web.cookies import forget_sign_in, keep_sign_in, sign_in_cookie
from core.web.engine import engine
from core.web.local import is_local

_PATIENCE = 0.5
"""Seconds to wait for other writers before a page is shown without noting that the browser is in use; nor is it
noted where there is no room."""


def token_of_browser() -> str | None:
    """What the browser holds as the proof of its sign-in, whether or not it still is one."""
    name = sign_in_cookie(request)
    return request.cookies.get(name) if name else None


def identify() -> Person | None:
    """Who is signed in, if anybody."""
    token, at = token_of_browser(), datetime.now(UTC)
    if not token:
        return None
    with session(engine()) as reading:
        person = signing_in.find_person(reading, token, at=at, is_local=is_local(request))
        is_due = person is not None and signing_in.is_seen_long_ago(reading, token, at=at)
    if is_due:
        with suppress(NotStored):
            transaction(engine(), lambda writing: signing_in.see(writing, token, at=at), patience=_PATIENCE)
    return person


def let_in(account_id: int, answer: Callable[[], ResponseReturnValue]) -> Response:
    """Sign the browser in, under a token that it did not have before; `answer` is made for that person."""
    old, at = token_of_browser(), datetime.now(UTC)
    device = device_of(request.user_agent.string)

    def work(writing: Session) -> str:
        if old:
            signing_in.end(writing, old, at=at)
        return signing_in.start(writing, account_id, device=device, at=at)

    token = transaction(engine(), work)
    _forget_forms()
    with session(engine()) as reading:
        g.person = signing_in.find_person(reading, token, at=at, is_local=is_local(request))
    response = make_response(answer())
    keep_sign_in(response, token)
    return response


def let_go(answer: Callable[[], ResponseReturnValue]) -> Response:
    """Nobody is signed in in this browser any more."""
    token, at = token_of_browser(), datetime.now(UTC)
    if token:
        transaction(engine(), lambda writing: signing_in.end(writing, token, at=at))
    _forget_forms()
    g.person = None
    response = make_response(answer())
    forget_sign_in(response)
    return response


def _forget_forms() -> None:
    """Tokens of forms are not those that somebody knew who was here before."""
    form_cookie.clear()
    g.pop("csrf_token", None)
