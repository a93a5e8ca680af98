"""The example sign-ins of `make run`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from core.accounts.models import Account
from core.database import make_engine, session
from reports.example_people import GUATEMALA, PEOPLE, TAJIKISTAN, TEAMS, Team, make_people
from tests.core.accounts import type_password, with_account
from tests.web import opened


@pytest.fixture
def books(examples: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{shutil.copy(examples, tmp_path / 'books.sqlite')}")
    yield engine
    engine.dispose()


@pytest.fixture
def site(books: Engine) -> Iterator[Flask]:
    with opened(books) as app:
        yield app


def lines(site: Flask) -> list[str]:
    """Those of people; the others say of which programme they are."""
    with site.test_request_context():
        return [line for line in make_people() if line.startswith("    ")]


def test_each_line_lets_somebody_in_on_this_machine(site: Flask) -> None:
    rows = lines(site)
    assert len(rows) == len(PEOPLE)
    for row in rows:
        *_role, name, password = row.split()
        assert type_password(site.test_client(), name, password).status_code == 303


@pytest.mark.parametrize("team", TEAMS, ids=lambda team: team.programme)
def test_everybody_works_in_the_programme_under_which_they_are_listed(site: Flask, team: Team) -> None:
    passwords = {name: password for *_role, name, password in map(str.split, lines(site))}
    for each in team.people:
        client = site.test_client()
        type_password(client, each.name, passwords[each.name])
        for programme in (TAJIKISTAN, GUATEMALA):
            expected = 200 if programme == team.programme else 404
            assert client.get(f"/programmes/{programme}").status_code == expected


def test_each_start_makes_the_passwords_anew_and_ends_what_was_open(site: Flask) -> None:
    first = lines(site)
    *_role, name, password = first[0].split()
    client = site.test_client()
    type_password(client, name, password)
    second = lines(site)
    assert not set(first) & set(second)
    assert client.get("/account").status_code == 302
    assert type_password(client, name, password).status_code == 422


def test_none_is_made_where_people_have_accounts(books: Engine, site: Flask) -> None:
    with_account(books, "rano")
    with site.test_request_context():
        assert make_people() == ["No example sign-ins: this database has accounts of people."]
    with session(books) as reading:
        assert [account.name for account in reading.exec(select(Account))] == ["rano"]


def test_all_of_them_are_examples(books: Engine, site: Flask) -> None:
    lines(site)
    with session(books) as reading:
        assert all(account.is_example for account in reading.exec(select(Account)))
