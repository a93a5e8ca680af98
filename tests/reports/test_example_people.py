"""The example sign-ins of `make run`."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from core.accounts.models import Account
from core.database import session
from reports.example_people import PEOPLE, make_people
from tests.core.accounts import type_password, with_account
from tests.web import import_example, opened


@pytest.fixture
def site(sqlite_engine: Engine) -> Iterator[Flask]:
    import_example(sqlite_engine, "khatlon_water")
    with opened(sqlite_engine) as app:
        yield app


def lines(site: Flask) -> list[str]:
    with site.test_request_context():
        return make_people()


def test_each_line_lets_somebody_in_on_this_machine(site: Flask) -> None:
    _heading, *rows = lines(site)
    assert len(rows) == len(PEOPLE)
    for row in rows:
        *_role, name, password = row.split()
        assert type_password(site.test_client(), name, password).status_code == 303


def test_each_start_makes_the_passwords_anew_and_ends_what_was_open(site: Flask) -> None:
    first = lines(site)
    *_role, name, password = first[1].split()
    client = site.test_client()
    type_password(client, name, password)
    second = lines(site)
    assert not set(first[1:]) & set(second[1:])
    assert client.get("/account").status_code == 302
    assert type_password(client, name, password).status_code == 422


def test_none_is_made_where_people_have_accounts(sqlite_engine: Engine, site: Flask) -> None:
    with_account(sqlite_engine, "rano")
    assert lines(site) == ["No example sign-ins: this database has accounts of people."]
    with session(sqlite_engine) as reading:
        assert [account.name for account in reading.exec(select(Account))] == ["rano"]


def test_all_of_them_are_examples(sqlite_engine: Engine, site: Flask) -> None:
    lines(site)
    with session(sqlite_engine) as reading:
        assert all(account.is_example for account in reading.exec(select(Account)))
