"""The address of an account: checked, its change in the audit, set by its person and by the administrator."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import col, select

from app import create_app
from core.accounts.emails import checked_email, masked
from core.audit import AuditEntry
from core.database import session
from core.errors import Refusal
from tests.core.accounts import account_of, post, type_password, with_account
from tests.web import ADMINISTRATOR, sign_in


@pytest.mark.parametrize(
    "text",
    [
        *("zarina", "@example.org", "zarina@", "zarina@example", "za rina@example.org", "a..b@example.org"),
        *("a@example.org\nBcc: b@example.org", "a@example.org\r\n", "a@example.org,b@example.org"),
        *("Zarina <a@example.org>", "a@-example.org", "зарина@example.org", f"{'a' * 65}@example.org"),
        f"a@{'b.' * 130}org",
    ],
)
def test_what_is_no_single_address_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        checked_email(text)


@pytest.mark.parametrize(
    ("text", "email"),
    [("", None), ("  ", None), (" a.b+c@mail.example.org ", "a.b+c@mail.example.org"), (None, None)],
)
def test_an_address_is_kept_as_it_is_and_an_empty_one_is_none(text: str | None, email: str | None) -> None:
    assert checked_email(text) == email


def changes(engine: Engine, name: str) -> list[tuple[str, str | None, str | None]]:
    with session(engine) as reading:
        found = reading.exec(
            select(AuditEntry)
            .where(AuditEntry.key == name, AuditEntry.field == "email")
            .order_by(col(AuditEntry.id))
        )
        return [(entry.by, entry.old, entry.new) for entry in found]


def test_a_person_sets_and_removes_their_own(sqlite_engine: Engine, client: FlaskClient) -> None:
    account_id = with_account(sqlite_engine)
    type_password(client)
    refused = post(client, "/account/email", page="/account", email="zarina@example.org\nBcc: x@y.org")
    assert (refused.status_code, account_of(sqlite_engine, account_id).email) == (422, None)
    for email in ("zarina@example.org", "zarina@example.org", ""):
        assert post(client, "/account/email", page="/account", email=email).status_code == 303
    assert account_of(sqlite_engine, account_id).email is None
    assert changes(sqlite_engine, "zarina") == [
        ("zarina", None, "z…@example.org"),
        ("zarina", "z…@example.org", None),
    ]


def test_the_administrator_sets_that_of_another(sqlite_engine: Engine, site: Flask) -> None:
    account_id = with_account(sqlite_engine)
    client = site.test_client()
    sign_in(client, sqlite_engine, "root", ADMINISTRATOR)
    page = f"/accounts/{account_id}"
    answer = post(client, f"{page}/email", page=page, email="zarina@example.org")
    assert (answer.status_code, account_of(sqlite_engine, account_id).email) == (303, "zarina@example.org")
    shown = client.get(page).get_data(as_text=True)
    assert "E-mail address set" in shown
    assert changes(sqlite_engine, "zarina") == [("root", None, "z…@example.org")]


def test_the_command_sets_it(sqlite_engine: Engine) -> None:
    runner = create_app(DATABASE_URL=str(sqlite_engine.url)).test_cli_runner()
    assert runner.invoke(args=["create-user", "zarina", "--email", "nobody"]).exit_code == 1
    with session(sqlite_engine) as reading:
        assert reading.exec(select(AuditEntry)).first() is None
    assert runner.invoke(args=["create-user", "zarina", "--email", "zarina@example.org"]).exit_code == 0
    assert account_of(sqlite_engine, 1).email == "zarina@example.org"


def test_the_audit_does_not_keep_the_address() -> None:
    assert masked("zarina@example.org") == "z…@example.org"
    assert masked(None) is None
