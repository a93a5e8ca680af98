"""The commands about accounts."""

import re
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine

from core.accounts.accounts import find_account
from core.accounts.memberships import memberships_of
from core.database import session
from core.web.secret_key import kept_secret_key
from tests.core.accounts import type_password, with_account
from tests.web import import_example, opened

LINK = re.compile(r"/links/([\w-]{43})")


@pytest.fixture
def khatlon(sqlite_engine: Engine, site: Flask) -> Flask:
    import_example(sqlite_engine, "khatlon_water")
    return site


def run(site: Flask, *arguments: str) -> Result:
    return site.test_cli_runner().invoke(args=list(arguments))


def scopes_of(engine: Engine, name: str) -> list[str]:
    with session(engine) as reading:
        account = find_account(reading, name)
        if account is None or account.id is None:
            return []
        return sorted(f"{each.role} {scope}" for each, scope in memberships_of(reading, account.id))


def test_the_link_that_is_printed_lets_the_person_in(sqlite_engine: Engine, site: Flask) -> None:
    said = run(site, "create-user", "farida", "--role", "administrator")
    assert said.exit_code == 0
    [token] = LINK.findall(said.output)
    assert "You sign in as farida" in site.test_client().get(f"/links/{token}").get_data(as_text=True)
    assert scopes_of(sqlite_engine, "farida") == ["administrator site"]


def test_the_link_has_the_name_of_the_site_where_it_is_known(sqlite_engine: Engine) -> None:
    with opened(sqlite_engine, TRUSTED_HOSTS=[".example", "hashar.example"]) as site:
        assert "https://hashar.example/links/" in run(site, "create-user", "farida").output


def test_an_officer_has_the_communities_that_are_named(sqlite_engine: Engine, khatlon: Flask) -> None:
    where = ("--programme", "TJ-KHT", "--community", "HILOLI", "--community", "FAKHROBOD")
    assert run(khatlon, "create-user", "zarina", "--role", "officer", *where).exit_code == 0
    assert scopes_of(sqlite_engine, "zarina") == [
        "officer TJ-KHT community FAKHROBOD",
        "officer TJ-KHT community HILOLI",
    ]


def test_a_further_call_adds_a_role_and_prints_no_link_unless_asked(
    sqlite_engine: Engine, khatlon: Flask
) -> None:
    run(khatlon, "create-user", "zarina", "--role", "manager", "--programme", "TJ-KHT")
    more = ("--role", "donor", "--programme", "TJ-KHT", "--fund", "IOMDF")
    again = run(khatlon, "create-user", "Zarina", *more)
    assert again.exit_code == 0
    assert not LINK.search(again.output)
    assert scopes_of(sqlite_engine, "zarina") == ["donor TJ-KHT fund IOMDF", "manager TJ-KHT programme"]
    assert LINK.search(run(khatlon, "create-user", "zarina", "--link").output)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--role", "king"], "king"),
        (["--role", "officer"], "--programme"),
        (["--programme", "TJ-KHT"], "--role"),
        (["--role", "officer", "--programme", "NO"], "no programme with the code NO"),
        (["--role", "officer", "--programme", "TJ-KHT", "--community", "NO"], "the code NO"),
        (["--role", "officer", "--programme", "TJ-KHT", "--fund", "IOMDF"], "cannot have the scope fund"),
        (["--role", "manager", "--programme", "TJ-KHT", "--community", "HILOLI"], "cannot have the scope"),
        (["--role", "administrator", "--programme", "TJ-KHT"], "whole site"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_makes_no_account(
    sqlite_engine: Engine, khatlon: Flask, arguments: list[str], said: str
) -> None:
    result = run(khatlon, "create-user", "zarina", *arguments)
    assert result.exit_code != 0
    assert said in result.output
    with session(sqlite_engine) as reading:
        assert find_account(reading, "zarina") is None


def test_disable_user_ends_the_sign_ins_at_once(sqlite_engine: Engine, site: Flask) -> None:
    with_account(sqlite_engine)
    client = site.test_client()
    type_password(client)
    assert run(site, "disable-user", "ZARINA").exit_code == 0
    assert client.get("/account").status_code == 302
    unknown = run(site, "disable-user", "nobody")
    assert unknown.exit_code == 1
    assert "no account called nobody" in unknown.output


def test_the_key_of_cookies_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    key = kept_secret_key(tmp_path)
    assert len(key) == 64
    assert kept_secret_key(tmp_path) == key
    [file] = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
