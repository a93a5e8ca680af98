"""The programmes, each at a glance, and their reports to download."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine

from core.roles import Role, ScopeKind
from tests.web import MANAGER, import_example, opened, sign_in


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """tests/browsing/test_both_databases.py compares the pages on both."""
    return sqlite_engine


@pytest.fixture
def client(engine: Engine) -> Iterator[FlaskClient]:
    with opened(engine) as app, app.test_client() as client:
        sign_in(client, engine)
        yield client


@pytest.fixture
def khatlon(engine: Engine, client: FlaskClient) -> FlaskClient:
    import_example(engine, "khatlon_water")
    sign_in(client, engine, "zarina", MANAGER)
    return client


def test_an_empty_list_says_what_to_do(client: FlaskClient) -> None:
    page = client.get("/programmes").get_data(as_text=True)
    assert "flask import-workbook" in page


def test_the_list_shows_what_is_matched_in_each_currency(khatlon: FlaskClient) -> None:
    page = khatlon.get("/programmes").get_data(as_text=True)
    assert "Remittances for rural water, Khatlon" in page
    assert "3,233.24 TJS" in page
    assert "5,416.48 USD" in page


def test_the_list_has_nothing_of_other_programmes(engine: Engine, khatlon: FlaskClient) -> None:
    import_example(engine, "tekax_2014")
    sign_in(khatlon, engine, "bahrom", (Role.VERIFIER, ScopeKind.PROGRAMME, "MX-YUC"))
    page = khatlon.get("/programmes").get_data(as_text=True)
    assert "MX-YUC" in page
    assert "Khatlon" not in page


def test_a_programme_begins_with_the_finding(khatlon: FlaskClient) -> None:
    page = khatlon.get("/programmes/TJ-KHT").get_data(as_text=True)
    assert (
        "Household groups gave 133,000.00 RUB and 73,500.50 TJS for 2 projects; "
        "3,233.24 TJS and 5,416.48 USD were matched." in page
    )
    assert "FAK-010: 9,000.00 TJS for Piped water, 4.2 km" in page


def test_an_officer_sees_the_figures_of_their_communities_alone(engine: Engine, khatlon: FlaskClient) -> None:
    sign_in(khatlon, engine, "firuz", (Role.OFFICER, ScopeKind.COMMUNITY, "TJ-KHT", "HILOLI"))
    page = khatlon.get("/programmes/TJ-KHT").get_data(as_text=True)
    assert "FAK-" not in page
    assert "5,416.48" not in page
    assert "for 1 project" in page


def test_a_donor_sees_what_their_own_fund_did(engine: Engine, khatlon: FlaskClient) -> None:
    sign_in(khatlon, engine, "ingrid", (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "IOMDF"))
    page = khatlon.get("/programmes/TJ-KHT").get_data(as_text=True)
    assert "5,416.48 USD were matched for" in page
    assert "3,233.24" not in page
    assert "Household groups gave" not in page


def test_the_report_of_the_latest_quarter_is_offered_first(khatlon: FlaskClient) -> None:
    page = khatlon.get("/programmes/TJ-KHT/reports").get_data(as_text=True)
    assert 'value="2020-Q2"' in page
    assert "IOMDF · Development fund" in page
    assert "report.xlsx?span=2019-Q4&amp;fund=JAMOAT" in page
    assert page.index(">2020-Q2") < page.index(">2020-Q1") < page.index(">2019-Q4")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("span=2019-Q4&fund=", "TJ-KHT-2019-Q4.xlsx"),
        ("span=2019-10..2020-03", "TJ-KHT-2019-10--2020-03.xlsx"),
        ("span=2020-Q1&fund=IOMDF", "TJ-KHT-2020-Q1-IOMDF.xlsx"),
    ],
)
def test_a_report_comes_as_a_workbook_named_after_what_was_asked(
    khatlon: FlaskClient, asked: str, name: str
) -> None:
    response = khatlon.get(f"/programmes/TJ-KHT/report.xlsx?{asked}")
    assert response.status_code == 200
    assert f"filename={name}" in response.headers["Content-Disposition"].replace('"', "")
    assert "summary" in load_workbook(BytesIO(response.data), read_only=True).sheetnames


@pytest.mark.parametrize("span", ["2020", "2020-Q5", "2020-13..2020-14", "2020-06..2020-01", "<b>", " "])
def test_what_is_no_quarter_is_said_beside_the_field_and_not_lost(khatlon: FlaskClient, span: str) -> None:
    response = khatlon.get("/programmes/TJ-KHT/report.xlsx", query_string={"span": span})
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert 'class="error"' in page
    assert "<b>" not in page
    if span == "2020":
        assert 'value="2020"' in page


def test_a_quarter_before_the_programme_is_refused_in_words(khatlon: FlaskClient) -> None:
    response = khatlon.get("/programmes/TJ-KHT/report.xlsx?span=1999-Q1")
    assert response.status_code == 422
    assert 'class="error"' in response.get_data(as_text=True)


def test_the_fund_of_another_programme_is_no_choice(khatlon: FlaskClient) -> None:
    assert khatlon.get("/programmes/TJ-KHT/report.xlsx?span=2020-Q1&fund=FED").status_code == 422


def test_a_donor_gets_the_report_of_their_own_fund_and_of_no_other(
    engine: Engine, khatlon: FlaskClient
) -> None:
    sign_in(khatlon, engine, "daler", (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "IOMDF"))
    page = khatlon.get("/programmes/TJ-KHT/reports").get_data(as_text=True)
    assert "IOMDF · Development fund" in page
    assert "the whole programme" not in page
    assert "JAMOAT" not in page
    asked = "/programmes/TJ-KHT/report.xlsx?span=2020-Q1"
    assert khatlon.get(f"{asked}&fund=IOMDF").status_code == 200
    others = [khatlon.get(f"{asked}{fund}") for fund in ("", "&fund=", "&fund=JAMOAT", "&fund=NOPE")]
    assert [answer.status_code for answer in others] == [404] * 4


@pytest.mark.parametrize("role", [Role.OFFICER, Role.VERIFIER])
def test_reports_are_not_for_those_in_the_field(engine: Engine, khatlon: FlaskClient, role: Role) -> None:
    sign_in(khatlon, engine, "firuz", (role, ScopeKind.PROGRAMME, "TJ-KHT"))
    asked = ("/programmes/TJ-KHT/reports", "/programmes/TJ-KHT/report.xlsx?span=2020-Q1&fund=")
    assert [khatlon.get(path).status_code for path in asked] == [404, 404]


@pytest.mark.parametrize("path", ["/nope", "/programmes/NOPE", "/programmes/NOPE/report.xlsx?span=2020-Q1"])
def test_what_is_not_there_gets_a_page_that_says_so(khatlon: FlaskClient, path: str) -> None:
    response = khatlon.get(path)
    assert response.status_code == 404
    assert "There is no such page" in response.get_data(as_text=True)


def test_every_page_forbids_what_comes_from_elsewhere(khatlon: FlaskClient) -> None:
    for path in ("/", "/programmes/TJ-KHT", "/nope", "/static/0/hashar.css"):
        with khatlon.get(path) as response:
            headers = response.headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"
