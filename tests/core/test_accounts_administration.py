"""An administrator looks after accounts: invites, gives roles, disables."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.accounts.accounts import disable, get_account
from core.accounts.memberships import memberships_of, revoke
from core.accounts.models import Account, Membership, OneTimeLink
from core.accounts.refusals import AccountReason
from core.audit import AuditEntry
from core.database import session, transaction
from core.errors import Refusal
from tests.core.accounts import now, post, type_password, with_account, with_link
from tests.web import ADMINISTRATOR, MANAGER, import_example, opened, sign_in


@pytest.fixture
def admin(sqlite_engine: Engine, client: FlaskClient) -> FlaskClient:
    """A browser of farida, who administers the site."""
    sign_in(client, sqlite_engine, "farida", ADMINISTRATOR)
    return client


@pytest.fixture
def khatlon(sqlite_engine: Engine) -> None:
    import_example(sqlite_engine, "khatlon_water")


def scopes_of(engine: Engine, account_id: int) -> list[str]:
    with session(engine) as reading:
        return sorted(f"{each.role} {scope}" for each, scope in memberships_of(reading, account_id))


def entries(engine: Engine, name: str) -> list[AuditEntry]:
    with session(engine) as reading:
        found = select(AuditEntry).where(AuditEntry.sheet == "accounts", AuditEntry.key == name)
        return list(reading.exec(found.order_by(col(AuditEntry.id))))


def test_an_account_is_made_and_its_link_handed_over_once(
    sqlite_engine: Engine, site: Flask, admin: FlaskClient
) -> None:
    made = post(admin, "/accounts/new", name=" Rano S. ")
    assert made.status_code == 303
    assert "has not chosen a password yet" in admin.get(made.location).get_data(as_text=True)
    page = post(admin, f"{made.location}/link", page=made.location).get_data(as_text=True)
    [address] = re.findall(r">http://localhost(/links/[\w-]{43})<", page)
    assert "/links/" not in admin.get(made.location).get_data(as_text=True)
    with session(sqlite_engine) as reading:
        [link] = reading.exec(select(OneTimeLink))
        assert link.token_sha256 not in address
        assert link.made_by == "farida"
    assert "You sign in as Rano S." in site.test_client().get(address).get_data(as_text=True)
    said = [(entry.field, entry.by) for entry in entries(sqlite_engine, "Rano S.")]
    assert said == [("", "farida"), ("link", "farida")]


@pytest.mark.parametrize(
    ("name", "said"),
    [("FARIDA", "already"), ("", "Give a name"), ("<b>", "begins with"), ("fаrida", "several")],
)
def test_a_name_that_cannot_be_is_said_beside_the_field(
    sqlite_engine: Engine, admin: FlaskClient, name: str, said: str
) -> None:
    response = post(admin, "/accounts/new", name=name)
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert said in page
    assert "<b>" not in page
    with session(sqlite_engine) as reading:
        assert len(reading.exec(select(Account)).all()) == 1


@pytest.mark.usefixtures("khatlon")
def test_an_officer_gets_several_communities_in_one_go(sqlite_engine: Engine, admin: FlaskClient) -> None:
    account_id = with_account(sqlite_engine)
    path = f"/accounts/{account_id}/memberships/new"
    first = admin.get(path).get_data(as_text=True)
    assert "TJ-KHT" in first
    assert "Field officer, of some communities" in first
    second = f"{path}?kind=officer-community&programme=TJ-KHT"
    page = admin.get(second).get_data(as_text=True)
    assert "FAKHROBOD" in page
    assert "IOMDF" not in page
    token = {"csrf_token": re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[-1]}
    response = admin.post(second, data={**token, "parts": ["FAKHROBOD", "HILOLI"]})
    assert response.status_code == 303
    assert scopes_of(sqlite_engine, account_id) == [
        "officer TJ-KHT community FAKHROBOD",
        "officer TJ-KHT community HILOLI",
    ]
    admin.post(second, data={**token, "parts": ["HILOLI"]})
    assert len(scopes_of(sqlite_engine, account_id)) == 2
    noted = [entry for entry in entries(sqlite_engine, "zarina") if entry.field == "memberships"]
    assert [entry.new for entry in noted] == [
        "officer TJ-KHT community FAKHROBOD",
        "officer TJ-KHT community HILOLI",
    ]
    assert {entry.programme_id for entry in noted} == {1}


@pytest.mark.usefixtures("khatlon")
@pytest.mark.parametrize(
    ("query", "parts", "status"),
    [
        ("kind=donor-fund&programme=TJ-KHT", ["HILOLI"], 422),
        ("kind=donor-fund&programme=TJ-KHT", [], 422),
        ("kind=donor-community&programme=TJ-KHT", ["HILOLI"], 422),
        ("kind=officer-community&programme=NO", ["HILOLI"], 422),
        ("kind=officer-community", ["HILOLI"], 422),
        ("kind=administrator-site&programme=TJ-KHT", [], 422),
        ("kind=nonsense&programme=TJ-KHT", [], 422),
        ("kind=donor-fund&programme=TJ-KHT", ["IOMDF"], 303),
        ("kind=manager-programme&programme=TJ-KHT", [], 303),
        ("kind=administrator-site&programme=", [], 303),
    ],
)
def test_a_role_has_the_scopes_that_it_may_have(
    sqlite_engine: Engine, admin: FlaskClient, query: str, parts: list[str], status: int
) -> None:
    account_id = with_account(sqlite_engine)
    path = f"/accounts/{account_id}/memberships/new"
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', admin.get(path).get_data(as_text=True))[0]
    response = admin.post(f"{path}?{query}", data={"csrf_token": token, "parts": parts})
    assert response.status_code == status
    assert len(scopes_of(sqlite_engine, account_id)) == (1 if status == 303 else 0)


@pytest.mark.usefixtures("khatlon")
def test_a_role_that_is_taken_away_ends_with_the_next_page(
    sqlite_engine: Engine, site: Flask, admin: FlaskClient
) -> None:
    account_id = with_account(sqlite_engine, "zarina", MANAGER)
    manager = site.test_client()
    type_password(manager)
    assert manager.get("/programmes/TJ-KHT/report.xlsx?span=2020-Q1&fund=").status_code == 200
    with session(sqlite_engine) as reading:
        [(membership, _scope)] = memberships_of(reading, account_id)
    page = f"/accounts/{account_id}"
    post(admin, f"{page}/memberships/{membership.id}/remove", page=page)
    assert manager.get("/programmes/TJ-KHT/report.xlsx?span=2020-Q1&fund=").status_code == 404
    last = entries(sqlite_engine, "zarina")[-1]
    assert (last.field, last.old, last.new) == ("memberships", "manager TJ-KHT programme", None)


def test_a_membership_of_another_account_is_not_taken_away_by_its_number(
    sqlite_engine: Engine, admin: FlaskClient
) -> None:
    other = with_account(sqlite_engine, "rustam", ADMINISTRATOR)
    page = f"/accounts/{with_account(sqlite_engine)}"
    with session(sqlite_engine) as reading:
        [(theirs, _scope)] = memberships_of(reading, other)
    post(admin, f"{page}/memberships/{theirs.id}/remove", page=page)
    assert scopes_of(sqlite_engine, other) == ["administrator site"]


def test_whoever_is_disabled_is_out_at_once_and_may_be_let_in_again(
    sqlite_engine: Engine, site: Flask, admin: FlaskClient
) -> None:
    account_id = with_account(sqlite_engine)
    token = with_link(sqlite_engine, account_id)
    page, zarina = f"/accounts/{account_id}", site.test_client()
    type_password(zarina)
    assert post(admin, f"{page}/disable", page=page).status_code == 303
    assert zarina.get("/account").status_code == 302
    assert type_password(zarina).status_code == 422
    assert zarina.get(f"/links/{token}").status_code == 410
    assert "Disabled since" in admin.get(page).get_data(as_text=True)
    refused = post(admin, f"{page}/link", page=page)
    assert "Enable it first" in admin.get(refused.location).get_data(as_text=True)
    post(admin, f"{page}/enable", page=page)
    assert type_password(zarina).status_code == 303


def test_somebody_can_be_signed_out_everywhere(
    sqlite_engine: Engine, site: Flask, admin: FlaskClient
) -> None:
    page, zarina = f"/accounts/{with_account(sqlite_engine)}", site.test_client()
    type_password(zarina)
    post(admin, f"{page}/end-sign-ins", page=page)
    assert zarina.get("/account").status_code == 302
    assert type_password(zarina).status_code == 303


def test_an_administrator_cannot_shut_themself_out(sqlite_engine: Engine, admin: FlaskClient) -> None:
    with_account(sqlite_engine, "rustam", ADMINISTRATOR)
    with session(sqlite_engine) as reading:
        farida = reading.exec(select(Account).where(Account.name == "farida")).one()
        [(own, _scope)] = memberships_of(reading, farida.id or 0)
    page = f"/accounts/{farida.id}"
    for action in ("disable", f"memberships/{own.id}/remove"):
        response = post(admin, f"{page}/{action}", page=page)
        assert "This is your own account" in admin.get(response.location).get_data(as_text=True)
    assert admin.get("/accounts").status_code == 200


def test_the_last_administrator_stays(engine: Engine) -> None:
    only = with_account(engine, "farida", ADMINISTRATOR)
    with session(engine) as reading:
        [(membership, _scope)] = memberships_of(reading, only)
    assert membership.id is not None

    def take(writing: Session) -> None:
        revoke(writing, get_account(writing, only), membership.id or 0, by="test", at=now())

    for work in (take, lambda s: disable(s, get_account(s, only), by="test", at=now())):
        with pytest.raises(Refusal) as refused:
            transaction(engine, work)
        assert refused.value.reason == AccountReason.LAST_ADMINISTRATOR
    disabled = with_account(engine, "rustam", ADMINISTRATOR)
    transaction(engine, lambda s: disable(s, get_account(s, disabled), by="test", at=now()))
    with pytest.raises(Refusal):
        transaction(engine, take)


def test_two_administrators_who_disable_each_other_at_the_same_moment_leave_one(engine: Engine) -> None:
    ids = [with_account(engine, name, ADMINISTRATOR) for name in ("farida", "rustam")]
    together = Barrier(2)

    def work(account_id: int) -> bool:
        together.wait()
        try:
            transaction(engine, lambda s: disable(s, get_account(s, account_id), by="test", at=now()))
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(work, ids)) == [False, True]


@pytest.mark.parametrize("path", ["/accounts", "/accounts/new", "/accounts/1", "/accounts/1/memberships/new"])
@pytest.mark.usefixtures("khatlon")
def test_for_everybody_else_administration_is_not_there(
    sqlite_engine: Engine, client: FlaskClient, path: str
) -> None:
    with_account(sqlite_engine)
    sign_in(client, sqlite_engine, "munira", MANAGER)
    missing = client.get("/nowhere")
    response = client.get(path)
    assert response.status_code == 404
    assert response.get_data() == missing.get_data()


def test_an_account_that_is_not_there_is_a_404(admin: FlaskClient) -> None:
    for path in ("/accounts/99", "/accounts/99/memberships/new", "/accounts/99999999999999999999"):
        assert admin.get(path).status_code == 404
    assert post(admin, "/accounts/99/disable", page="/accounts/new").status_code == 404
    assert post(admin, f"/accounts/{2**70}/disable", page="/accounts/new").status_code == 404


@pytest.mark.parametrize("action", ["link", "disable", "enable", "end-sign-ins", "memberships/1/remove"])
def test_without_the_token_of_the_form_nothing_changes(
    sqlite_engine: Engine, admin: FlaskClient, action: str
) -> None:
    account_id = with_account(sqlite_engine)
    before = entries(sqlite_engine, "zarina")
    assert admin.post(f"/accounts/{account_id}/{action}").status_code == 400
    assert entries(sqlite_engine, "zarina") == before


def test_fields_that_the_form_does_not_have_are_left_aside(sqlite_engine: Engine, admin: FlaskClient) -> None:
    more = {
        "is_example": "1",
        "password_hash": "x",
        "role": "administrator",
        "id": "77",
        "disabled_at": "2020",
    }
    post(admin, "/accounts/new", name="zarina", **more)
    with session(sqlite_engine) as reading:
        made = reading.exec(select(Account).where(Account.name == "zarina")).one()
        assert (made.id, made.is_example, made.password_hash, made.disabled_at) == (2, False, None, None)
        assert len(reading.exec(select(Membership)).all()) == 1


def test_the_list_is_searched_filtered_and_paged(sqlite_engine: Engine, admin: FlaskClient) -> None:
    def fill(writing: Session) -> None:
        for number in range(60):
            name = f"person {number:02}"
            writing.add(Account(name=name, name_key=name, made_at=now()))

    transaction(sqlite_engine, fill)
    first = admin.get("/accounts").get_data(as_text=True)
    assert "61 accounts" in first
    assert "person 48" in first
    assert "person 49" not in first
    assert "person 59" in admin.get("/accounts?page=2").get_data(as_text=True)
    assert "1 account<" in admin.get("/accounts?name=ERSON 07").get_data(as_text=True)
    assert "No account is like this" in admin.get("/accounts?name=%25").get_data(as_text=True)
    assert "1 account<" in admin.get("/accounts?role=administrator").get_data(as_text=True)
    assert admin.get("/accounts?role=nonsense&page=x&name=%00").status_code == 200


def test_a_link_is_not_written_with_a_host_that_is_not_ours(sqlite_engine: Engine) -> None:
    account_id = with_account(sqlite_engine, "farida", ADMINISTRATOR)
    with opened(sqlite_engine, TRUSTED_HOSTS=["localhost"]) as app:
        client = app.test_client()
        type_password(client, "farida")
        page = f"/accounts/{account_id}"
        token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(page).get_data(as_text=True))[
            0
        ]
        response = client.post(f"{page}/link", data={"csrf_token": token}, headers={"Host": "evil.example"})
        assert response.status_code == 400
        spoofed = {"X-Forwarded-Host": "evil.example"}
        shown = client.post(f"{page}/link", data={"csrf_token": token}, headers=spoofed).get_data(
            as_text=True
        )
        assert "evil.example" not in shown


@pytest.fixture(autouse=True)
def nothing_is_left_open(site: Flask) -> Iterator[None]:
    yield
    assert site.extensions["hashar.engine"].engine.pool.checkedout() == 0


def test_what_no_name_can_hold_is_not_searched_for_on_either_database(engine: Engine) -> None:
    with opened(engine) as app, app.test_client() as client:
        sign_in(client, engine, "farida", ADMINISTRATOR)
        assert "invisible" not in client.get("/accounts?name=far").get_data(as_text=True)
        answer = client.get("/accounts?name=%00")
        assert answer.status_code == 200
        assert "invisible or control characters" in answer.get_data(as_text=True)
