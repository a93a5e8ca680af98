"""Pages of funds: who reaches which, the finding in words, the figures and what they are summed from."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from core.roles import Role, ScopeKind
from tests.crawl import told, visit, words_of
from tests.grants.programme import (
    booked,
    change,
    contribution,
    partner,
    payment,
    programme,
    project,
    receipt,
    reversal,
    rule,
    unapproved,
)
from tests.web import Membership, opened, sign_in

FUNDS = "/programmes/TJ-KHT/funds"
DONOR: Membership = (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "IOMDF")
OF_ALL: Membership = (Role.DONOR, ScopeKind.PROGRAMME, "TJ-KHT")
MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "TJ-KHT")
OFFICER: Membership = (Role.OFFICER, ScopeKind.COMMUNITY, "TJ-KHT", "FAKHROBOD")
VERIFIER: Membership = (Role.VERIFIER, ScopeKind.PROGRAMME, "TJ-KHT")


@pytest.fixture
def client(engine: Engine) -> Iterator[FlaskClient]:
    with opened(engine) as app, app.test_client() as client:
        yield client


def page(client: FlaskClient, address: str) -> str:
    """The words of a page that is there."""
    found = visit(client, address)
    assert found.status == 200, (address, found.status)
    return words_of(found)


def test_a_donor_finds_their_fund_and_no_other(khatlon_engine: Engine, khatlon_client: FlaskClient) -> None:
    sign_in(khatlon_client, khatlon_engine, "ingrid", DONOR)
    found = page(khatlon_client, FUNDS)
    assert "Development fund IOMDF, IOM Closed 0.00 USD 9,000.00 3,583.52" in found
    assert "Of 5,416.48 USD committed and not yet paid the cash covers 0.00 USD" in found
    assert "Jamoat" not in found
    assert khatlon_client.get(f"{FUNDS}/IOMDF").status_code == 200


@pytest.mark.parametrize("membership", [MANAGER, OF_ALL])
def test_who_sees_the_programme_sees_every_fund(
    khatlon_engine: Engine, khatlon_client: FlaskClient, membership: Membership
) -> None:
    sign_in(khatlon_client, khatlon_engine, f"a {membership[0]}", membership)
    found = page(khatlon_client, FUNDS)
    assert "Development fund" in found
    assert "Jamoat budget" in found


def test_the_fund_of_somebody_else_is_not_there(khatlon_engine: Engine, khatlon_client: FlaskClient) -> None:
    sign_in(khatlon_client, khatlon_engine, "ingrid", DONOR)
    other, none = (visit(khatlon_client, f"{FUNDS}/{code}") for code in ("JAMOAT", "NOSUCH"))
    assert (other.status, none.status) == (404, 404)
    assert told(other) == told(none)


@pytest.mark.parametrize("membership", [OFFICER, VERIFIER])
def test_who_gathers_contributions_has_no_pages_of_funds(
    khatlon_engine: Engine, khatlon_client: FlaskClient, membership: Membership
) -> None:
    sign_in(khatlon_client, khatlon_engine, f"a {membership[0]}", membership)
    assert khatlon_client.get(FUNDS).status_code == 404
    assert khatlon_client.get(f"{FUNDS}/IOMDF").status_code == 404


def test_the_finding_comes_first_in_words(khatlon_engine: Engine, khatlon_client: FlaskClient) -> None:
    sign_in(khatlon_client, khatlon_engine, "ingrid", DONOR)
    found = page(khatlon_client, f"{FUNDS}/IOMDF")
    finding = "Of 9,000.00 USD, 5,416.48 are matched for 1 project in 1 community; 3,583.52 are uncommitted."
    assert finding in found
    assert found.index(finding) < found.index("The fund in figures")
    assert "IOMDF of IOM, 1 Jul 2019 to 31 Dec 2020 Closed" in found


def test_each_figure_says_what_it_means_and_leads_to_its_rows(
    khatlon_engine: Engine, khatlon_client: FlaskClient
) -> None:
    sign_in(khatlon_client, khatlon_engine, "ingrid", DONOR)
    found = page(khatlon_client, f"{FUNDS}/IOMDF")
    for figure in (
        "Opening cash 0.00",
        "Opening cash Received before the quarter, less what was disbursed before it.",
        "Closing cash 0.00",
        "Budget 9,000.00",
        "Committed and not yet paid 5,416.48 Uncommitted 3,583.52",
        "Uncommitted The budget, less what is matched.",
    ):
        assert figure in found
    html = khatlon_client.get(f"{FUNDS}/IOMDF").get_data(as_text=True)
    links = re.findall(r'href="([^"]*(?:fund=IOMDF|/funds/IOMDF/)[^"]*)"', html)
    assert len(links) > 25
    for link in set(links):
        with khatlon_client.get(link.replace("&amp;", "&")) as answer:
            assert answer.status_code == 200, link


def test_of_other_funders_there_are_names_and_one_total(
    khatlon_engine: Engine, khatlon_client: FlaskClient
) -> None:
    sign_in(khatlon_client, khatlon_engine, "ingrid", DONOR)
    found = page(khatlon_client, f"{FUNDS}/IOMDF")
    water = "Piped water, 4.2 km FAK-WATER 5,416.48 0.00 84,047.27 TJS 3,233.24 TJS Jamoat budget 0.00 TJS"
    assert water in found


def test_a_donor_is_offered_nothing_that_changes_the_fund(
    khatlon_engine: Engine, khatlon_client: FlaskClient
) -> None:
    sign_in(khatlon_client, khatlon_engine, "ingrid", DONOR)
    for address in (FUNDS, f"{FUNDS}/IOMDF"):
        found = page(khatlon_client, address)
        assert not re.search("Enter a|Change the fund|Propose|Match again", found)


def test_a_manager_finds_what_they_can_do_with_a_fund(
    khatlon_engine: Engine, khatlon_client: FlaskClient
) -> None:
    sign_in(khatlon_client, khatlon_engine, "zarina", MANAGER)
    assert "Enter a fund" in page(khatlon_client, FUNDS)
    html = khatlon_client.get(f"{FUNDS}/IOMDF").get_data(as_text=True)
    for words in ("Change the fund", "Enter a receipt", "Propose a payment", "Match again"):
        [address] = re.findall(rf'href="([^"]*)">{words}<', html)
        assert khatlon_client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "query", ["page=2", "page=99999999999999999999", "page=%00", "page=1&page=2", "x=%00"]
)
def test_what_no_page_asks_for_changes_nothing(
    khatlon_engine: Engine, khatlon_client: FlaskClient, query: str
) -> None:
    sign_in(khatlon_client, khatlon_engine, "ingrid", DONOR)
    assert told(visit(khatlon_client, f"{FUNDS}/IOMDF?{query}")) == told(
        visit(khatlon_client, f"{FUNDS}/IOMDF")
    )


@pytest.mark.parametrize("code", ["%00", "A" * 10_000, "..%2f..", "%F0%9F%92%A9", "' OR 1=1--"])
def test_a_code_that_nothing_has_is_not_found(
    khatlon_engine: Engine, khatlon_client: FlaskClient, code: str
) -> None:
    sign_in(khatlon_client, khatlon_engine, "ingrid", DONOR)
    assert khatlon_client.get(f"{FUNDS}/{code}").status_code == 404


def book(engine: Engine, folder: Path, client: FlaskClient) -> str:
    """Something waits, is held, released, paid and given by others. Returns the page of the fund."""
    booked(
        engine,
        folder,
        programme(
            projects=[project(), project("W-2", name="A well"), unapproved("W-3", name="A school")],
            rules=[rule(projects="W-1"), rule("T", projects="W-2", counted_min=500)],
            contributions=[
                contribution("C-1", 100),
                contribution("C-2", 30),
                contribution("C-3", 60, project="W-2"),
                contribution("C-4", 70, project="W-3"),
            ],
            reversals=[reversal(30, "C-2")],
            receipts=[receipt(amount=90)],
            disbursements=[payment(amount=40)],
            other_funding=[partner(amount=15)],
            progress=[
                {"project": "W-1", "on": "2026-03-01", "actual": 10},
                {"project": "W-1", "on": "2026-04-01", "actual": 35},
            ],
        ),
    )
    sign_in(client, engine, "zarina", (Role.MANAGER, ScopeKind.PROGRAMME, "P"))
    return page(client, "/programmes/P/funds/F")


def test_a_fund_in_motion(engine: Engine, client: FlaskClient, tmp_path: Path) -> None:
    found = book(engine, tmp_path, client)
    assert "Matched and paid 40.00 TJS Matched and not yet paid 60.00 TJS Uncommitted 999,900.00 TJS" in found
    assert "A water pipe W-1 100.00 40.00 100.00 TJS 15.00 TJS The jamoat 99,785.00 TJS 35%" in found
    assert "1 contribution for 1 project, which counts as 60.00 TJS, waits for a threshold." in found
    assert "A well W-2 60.00 500.00 1 T" in found
    assert "1 contribution of 70.00 TJS is held until its project is approved." in found
    assert "Report of 2026-Q2 Report of 2026-Q1" in found


def test_what_is_held_is_told_to_nobody_who_sees_one_fund_only(
    engine: Engine, client: FlaskClient, tmp_path: Path
) -> None:
    book(engine, tmp_path, client)
    sign_in(client, engine, "ingrid", (Role.DONOR, ScopeKind.FUND, "P", "F"))
    found = page(client, "/programmes/P/funds/F")
    assert "waits for a threshold" in found
    assert "held until" not in found


def test_a_budget_lowered_below_the_matches_is_said(
    engine: Engine, client: FlaskClient, tmp_path: Path
) -> None:
    booked(
        engine,
        tmp_path,
        programme(
            contributions=[contribution(amount=100)],
            changes=[change("funds", "F", "budget", 60)],
            funds=[
                {
                    "code": "F",
                    "programme": "P",
                    "name": "The fund",
                    "donor": "A donor",
                    "currency": "TJS",
                    "budget": 60,
                    "opens_on": "2026-01-01",
                }
            ],
        )
        | {"changes": [change("funds", "F", "budget", 60, old=1_000)]},
    )
    sign_in(client, engine, "ingrid", (Role.DONOR, ScopeKind.FUND, "P", "F"))
    found = page(client, "/programmes/P/funds/F")
    assert "The budget of 60.00 TJS was lowered: 100.00 are matched" in found
    assert "40.00 more than it holds" in found
    assert "For 6 months at the pace of the last quarters 240.00 TJS more are needed." in found
    assert "Uncommitted −40.00" in found


def test_an_empty_page_says_what_to_do(engine: Engine, client: FlaskClient, tmp_path: Path) -> None:
    booked(engine, tmp_path, programme(funds=[], rules=[]))
    sign_in(client, engine, "zarina", (Role.MANAGER, ScopeKind.PROGRAMME, "P"))
    assert "No fund is on the books yet. Enter the first one" in page(client, "/programmes/P/funds")


def test_a_fund_without_anything_says_so(engine: Engine, client: FlaskClient, tmp_path: Path) -> None:
    booked(engine, tmp_path, programme(rules=[]))
    sign_in(client, engine, "ingrid", (Role.DONOR, ScopeKind.FUND, "P", "F"))
    found = page(client, "/programmes/P/funds/F")
    assert "Of 1,000,000.00 TJS, nothing is matched yet." in found
    assert "The fund has no rule yet, so it matches nothing." in found
    assert "There is nothing to report yet." in found
