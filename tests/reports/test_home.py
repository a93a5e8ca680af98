"""The home page: what waits for each role, within its reach, and nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from core.accounts.accounts import find_account, make_account
from core.accounts.links import make_link
from core.accounts.throttling import ATTEMPTS, bucket_of_name, count_attempt
from core.audit import note
from core.database import transaction
from core.roles import Role, ScopeKind
from grants.models.proposals import ProposalKind
from grants.proposing import propose
from reports.waiting import verifying
from tests.days import today
from tests.grants import programme as p
from tests.web import ADMINISTRATOR, Membership, opened, sign_in

OFFICER: Membership = (Role.OFFICER, ScopeKind.COMMUNITY, "P", "COM")
ELSEWHERE: Membership = (Role.OFFICER, ScopeKind.COMMUNITY, "P", "FAR")
VERIFIER: Membership = (Role.VERIFIER, ScopeKind.PROGRAMME, "P")
MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
DONOR: Membership = (Role.DONOR, ScopeKind.FUND, "P", "F")


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """tests/browsing/test_both_databases.py compares the pages on both."""
    return sqlite_engine


@pytest.fixture
def books(engine: Engine, tmp_path: Path) -> Engine:
    """P with two villages; in the first one contribution waits that daler recorded."""
    villages: list[p.Row] = [{"code": code, "programme": "P", "name": code} for code in ("COM", "FAR")]
    waits = p.recorded("C-7", recorded_by="daler", recorded_on="2026-03-03")
    p.booked(engine, tmp_path, p.programme(communities=villages, contributions=[waits]))
    return engine


@pytest.fixture
def client(books: Engine) -> Iterator[FlaskClient]:
    with opened(books) as app, app.test_client() as client:
        yield client


def home(client: FlaskClient, engine: Engine, name: str, *memberships: Membership) -> str:
    sign_in(client, engine, name, *memberships)
    page = client.get("/")
    assert page.status_code == 200
    return page.get_data(as_text=True)


def test_without_a_role_the_page_says_whom_to_ask(client: FlaskClient, books: Engine) -> None:
    page = home(client, books, "nobody")
    assert "Your account has no role in any programme yet." in page
    assert "Programme" not in page.split("<main")[1].split("</main")[0].replace("programme yet", "")


@pytest.mark.parametrize("membership", [OFFICER, VERIFIER, MANAGER])
def test_what_others_recorded_waits_for_verification(
    client: FlaskClient, books: Engine, membership: Membership
) -> None:
    page = home(client, books, "parviz", membership)
    assert "1 contribution waits for verification" in page
    assert "The oldest is C-7, recorded by daler on 3 Mar 2026." in page
    assert 'href="/programmes/P/verification"' in page


def test_what_one_recorded_oneself_does_not_wait_for_oneself(client: FlaskClient, books: Engine) -> None:
    assert "waits for verification" not in home(client, books, "Daler", OFFICER)


def test_what_lies_out_of_reach_is_neither_counted_nor_named(client: FlaskClient, books: Engine) -> None:
    page = home(client, books, "parviz", ELSEWHERE)
    assert "waits for verification" not in page
    assert "C-7" not in page
    assert "To record a contribution, choose its project." in page


def test_what_may_be_the_same_money_is_to_be_compared(
    client: FlaskClient, books: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked for around all that are recent; in a large programme around the latest of them, and said so."""
    twice = [p.recorded("C-8"), p.recorded("C-9", 800, received_on="2026-03-20")]
    p.booked(books, tmp_path, p.programme(contributions=twice))
    page = home(client, books, "parviz", VERIFIER)
    assert "1 pair may be the same money" in page
    assert "Among the latest" not in page
    assert "same money" not in home(client, books, "farrukh", ELSEWHERE)

    monkeypatch.setattr(verifying, "_LOOKED_AROUND", 2)
    page = home(client, books, "parviz", VERIFIER)
    assert "1 pair may be the same money" in page
    assert "Among the latest contributions alone." in page

    monkeypatch.setattr(verifying, "_LOOKED_AROUND", 1)
    assert "same money" not in home(client, books, "parviz", VERIFIER)


def test_what_was_returned_is_shown_with_its_reason_to_whoever_may_mend_it(
    client: FlaskClient, books: Engine, tmp_path: Path
) -> None:
    p.booked(books, tmp_path, {"contributions": [p.recorded("C-7", status="returned", recorded_by="daler")]})

    def say_why(session: Session) -> None:
        note(
            *(session, 1, "contributions", "C-7"),
            by="bahrom",
            at=p.TODAY,
            field="status",
            new="returned",
            reason="The slip is of another day",
        )

    transaction(books, say_why)
    page = home(client, books, "daler", OFFICER)
    assert "C-7 was returned to be mended" in page
    assert "The slip is of another day" in page
    assert 'href="/programmes/P/contributions/C-7/mend"' in page
    assert "C-7" not in home(client, books, "somebody", OFFICER)


def test_certificates_that_end_soon_are_counted(client: FlaskClient, books: Engine, tmp_path: Path) -> None:
    soon = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
    p.booked(books, tmp_path, {"groups": [p.group(certificate_until=soon)]})
    assert "The certificate of 1 group ends soon" in home(client, books, "parviz", OFFICER)
    assert "ends soon" not in home(client, books, "bahrom", ELSEWHERE)


def test_managers_decide_on_what_others_proposed(client: FlaskClient, books: Engine) -> None:
    rows = {"disbursements": [dict.fromkeys(("reference", "fund", "project"), "X")]}

    def work(session: Session) -> None:
        propose(session, 1, ProposalKind.DISBURSEMENTS, rows, by="zarina", at=p.TODAY)

    transaction(books, work)
    assert "Proposed by zarina" in home(client, books, "parviz", MANAGER)
    own = home(client, books, "zarina", MANAGER)
    assert "Proposed by zarina" not in own
    assert "1 proposal of yours is undecided" in own
    assert "Proposed by" not in home(client, books, "bahrom", VERIFIER)


def test_managers_hear_of_rates_funds_and_projects(
    client: FlaskClient, books: Engine, tmp_path: Path
) -> None:
    late = p.project(ends_on="2026-04-30", name="The late pipe")
    funds = [p.fund(budget=105)]
    rows = [p.contribution("C-8"), p.recorded("C-9", currency="RUB")]
    p.booked(books, tmp_path, {"projects": [late], "funds": funds, "contributions": rows})
    page = home(client, books, "parviz", MANAGER)
    assert "There is no rate of RUB for Mar 2026" in page
    assert "Fund F is nearly used" in page
    assert "5.00 of 105.00 TJS is not matched yet." in page
    assert "The late pipe was to be done by 30 Apr 2026." in page
    others = home(client, books, "bahrom", VERIFIER)
    assert "nearly used" not in others
    assert "no rate" not in others


def test_donors_hear_of_new_matches_of_their_own_funds(
    client: FlaskClient, books: Engine, tmp_path: Path
) -> None:
    funds = [p.fund(), p.fund("G")]
    p.booked(books, tmp_path, {"funds": funds})
    verified_on = today().isoformat()
    p.booked(
        books,
        tmp_path,
        {"contributions": [p.contribution("C-8", verified_on=verified_on)]},
        at=datetime.now(UTC),
    )
    page = home(client, books, "ingrid", DONOR)
    assert "1 new match of your funds" in page
    assert "100.00 TJS since" in page
    other = home(client, books, "other", (Role.DONOR, ScopeKind.FUND, "P", "G"))
    assert "new match" not in other
    assert "100.00" not in other


def test_donors_hear_of_what_went_back_to_their_funds(
    client: FlaskClient, books: Engine, tmp_path: Path
) -> None:
    p.booked(books, tmp_path, {"funds": [p.fund(), p.fund("G")], "contributions": [p.contribution("C-8")]})
    now = datetime.now(UTC)
    back = p.reversal(40, "C-8", reversed_on=now.date().isoformat())
    p.booked(books, tmp_path, {"reversals": [back]}, at=now)
    page = home(client, books, "ingrid", DONOR)
    assert "Some of what was matched went back to your funds" in page
    assert "40.00 TJS since" in page
    assert "outcome=released" in page
    assert "went back" not in home(client, books, "other", (Role.DONOR, ScopeKind.FUND, "P", "G"))


def test_administrators_hear_of_people_who_cannot_sign_in(client: FlaskClient, books: Engine) -> None:
    now = datetime.now(UTC)

    def work(session: Session) -> None:
        make_link(session, make_account(session, "invited", by="farida", at=now), by="farida", at=now)
        make_account(session, "forgotten", by="farida", at=now)
        locked = find_account(session, "invited")
        assert locked is not None
        for _attempt in range(ATTEMPTS):
            count_attempt(session, [bucket_of_name(locked.name)], at=now)

    transaction(books, work)
    page = home(client, books, "farida", ADMINISTRATOR)
    assert "1 invitation is not used yet" in page
    assert "Make a new link for farida, forgotten." in page
    assert "Too many wrong passwords were tried for invited." in page
    assert "invited" not in home(client, books, "parviz", MANAGER)


def test_the_figures_are_those_within_reach(client: FlaskClient, books: Engine) -> None:
    def figures(page: str) -> list[str]:
        return [part.split("</dd>")[0] for part in page.split("<dd>")[1:]]

    assert figures(home(client, books, "parviz", MANAGER)) == ["2", "1", "1", "0"]
    assert figures(home(client, books, "bahrom", ELSEWHERE)) == ["1", "0", "0", "0"]
    assert figures(home(client, books, "ingrid", DONOR)) == ["0", "–"]
