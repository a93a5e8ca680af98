"""Accounts with passwords, and browsers that use them as people do."""

import re
from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session
from werkzeug.test import TestResponse

from core.accounts.accounts import make_account, set_password
from core.accounts.links import make_link
from core.accounts.memberships import grant
from core.accounts.models import Account
from core.accounts.passwords import Hasher
from core.accounts.scopes import Scope
from core.database import session, transaction
from tests.web import QUICK, Membership

PASSWORD = "melon under the mulberry"
HASHED = Hasher(QUICK).hash(PASSWORD)


def now() -> datetime:
    return datetime.now(UTC)


def with_account(
    engine: Engine, name: str = "zarina", *memberships: Membership, is_example: bool = False
) -> int:
    """An account whose password is PASSWORD; returns its id."""

    def work(writing: Session) -> int:
        account = make_account(writing, name, by="test", at=now(), is_example=is_example)
        set_password(writing, account, HASHED, by="test", at=now())
        for role, *scope in memberships:
            grant(writing, account, role, Scope(*scope), by="test", at=now())
        assert account.id is not None
        return account.id

    return transaction(engine, work)


def with_link(engine: Engine, account_id: int, at: datetime | None = None) -> str:
    """The token of a new one-time link."""

    def work(writing: Session) -> str:
        account = writing.get(Account, account_id)
        assert account is not None
        return make_link(writing, account, by="test", at=at or now())

    return transaction(engine, work)


def account_of(engine: Engine, account_id: int) -> Account:
    with session(engine) as reading:
        account = reading.get(Account, account_id)
        assert account is not None
        return account


def form_token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found is not None, page
    return found[1]


def post(client: FlaskClient, path: str, *, page: str | None = None, **fields: str) -> TestResponse:
    """Send the form of a page (by default that of the same address) with these fields."""
    token = form_token(client.get(page or path).get_data(as_text=True))
    return client.post(path, data={"csrf_token": token, **fields})


def type_password(
    client: FlaskClient, name: str = "zarina", password: str = PASSWORD, **more: str
) -> TestResponse:
    """Sign in as a person does."""
    return post(client, "/sign-in", name=name, password=password, **more)
