"""Closing on the site: one manager asks, another decides, everybody reads what became of it."""

import html
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from core.roles import Role, ScopeKind
from tests.reports.closing.books import CODE, QUARTER, book, sealed_sums
from tests.web import MANAGER, Membership, sign_in

PAGE = f"/programmes/{CODE}/closing/{QUARTER}"
REPORTS = f"/programmes/{CODE}/reports"
DONOR: Membership = (Role.DONOR, ScopeKind.FUND, CODE, "JAMOAT")
OFFICER: Membership = (Role.OFFICER, ScopeKind.COMMUNITY, CODE, "FAKHROBOD")
SAID = {
    "reason": "The slips are on their way",
    "explain-fund IOMDF cash": "It came in July",
    "unchecked": "There are two of us",
}


class Reader:
    """Somebody with a browser."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def get(self, address: str, **query: str) -> Any:
        return self._client.get(address, query_string=query)

    def words(self, address: str, **query: str) -> str:
        answer = self.get(address, **query)
        assert answer.status_code == 200
        return words(answer)

    def fields(self) -> dict[str, str]:
        """The hidden ones of the page, among them the list that was seen."""
        page = self.get(PAGE).get_data(as_text=True)
        return dict(re.findall(r'name="(csrf_token|seen)"[^>]*value="([^"]*)"', page))

    def post(self, path: str = "", fields: dict[str, str] | None = None, **more: str) -> Any:
        return self._client.post(PAGE + path, data={**(fields or self.fields()), **more})


def words(answer: Any) -> str:
    text = re.sub(r"<(script|style).*?</\1>", " ", answer.get_data(as_text=True), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def reader(app: Flask, engine: Engine, name: str, *memberships: Membership) -> Reader:
    client = app.test_client()
    sign_in(client, engine, name, *memberships)
    return Reader(client)


@pytest.fixture
def munira(ready_app: Flask, ready_engine: Engine) -> Reader:
    return reader(ready_app, ready_engine, "munira", MANAGER)


@pytest.fixture
def rustam(ready_app: Flask, ready_engine: Engine) -> Reader:
    return reader(ready_app, ready_engine, "rustam", MANAGER)


@pytest.fixture
def asked(munira: Reader) -> None:
    answer = munira.post("", None, **SAID)
    assert answer.status_code == 303, words(answer)


def request_id(reader: Reader) -> str:
    found = re.search(r"/closing/[^/]+/(\d+)/", reader.get(PAGE).get_data(as_text=True))
    assert found is not None
    return found[1]


def test_one_asks_another_closes_and_the_reports_are_handed_out_as_sealed(
    munira: Reader, rustam: Reader, ready_engine: Engine
) -> None:
    assert "Close it : 2020-Q2" in munira.words(REPORTS)
    assert munira.post("", None, **SAID).status_code == 303
    assert "Somebody else has to decide." in munira.words(f"/programmes/{CODE}")
    assert "Asked for by munira" in rustam.words(f"/programmes/{CODE}")
    page = rustam.words(PAGE)
    assert "The slips are on their way" in page
    assert "It came in July" in page
    answer = rustam.post(f"/{request_id(rustam)}/confirm")
    assert answer.status_code == 303, words(answer)
    sums = sealed_sums(ready_engine)
    assert f"SHA-256 of the sealed workbook: {sums['']}" in rustam.words(PAGE)
    assert "sealed" in rustam.words(REPORTS)
    assert munira.get(f"/programmes/{CODE}/report.xlsx", span=QUARTER).headers["ETag"] == f'"{sums[""]}"'
    report = munira.words(f"/programmes/{CODE}/report", span=QUARTER)
    assert "This quarter is closed and sealed" in report
    assert "it shows the figures that were sealed" in report


def test_who_asked_cannot_confirm_not_even_by_a_post_of_their_own(
    munira: Reader, asked: None, ready_engine: Engine
) -> None:
    id = request_id(munira)
    assert "/confirm" not in munira.get(PAGE).get_data(as_text=True)
    answer = munira.post(f"/{id}/confirm")
    assert (answer.status_code, "somebody else has to decide" in words(answer)) == (403, True)
    answer = munira.post(f"/{id}/decline", reason="No")
    assert answer.status_code == 403
    assert sealed_sums(ready_engine) == {}


def test_what_lacks_a_reason_is_named_and_what_was_typed_stays(munira: Reader, ready_engine: Engine) -> None:
    answer = munira.post("", None, reason="Only of the slips")
    assert answer.status_code == 422
    assert "Only of the slips" in answer.get_data(as_text=True)
    answer = munira.post("", None, **{**SAID, "reason": "", "carry-FAK-011": "Lost"})
    assert answer.status_code == 422
    assert "before a reason is given for: FAK-021, FAK-022, FAK-023, FAK-024." in words(answer)


def test_a_list_that_changed_after_it_was_looked_at_is_refused(
    munira: Reader, rustam: Reader, ready_engine: Engine
) -> None:
    fields = munira.fields()
    spent = {"reference": "V-9", "project": "FAK-WATER", "category": "works", "spent_on": "2020-06-01"}
    book(ready_engine, "expenditures", spent | {"amount": "10", "currency": "TJS"})
    answer = munira.post("", fields, **SAID)
    assert (answer.status_code, "The books have moved on" in words(answer)) == (409, True)
    assert munira.post("", None, **SAID).status_code == 303
    seen, id = rustam.fields(), request_id(rustam)
    book(ready_engine, "expenditures", spent | {"reference": "V-10", "amount": "10", "currency": "TJS"})
    answer = rustam.post(f"/{id}/confirm", seen)
    assert (answer.status_code, "The books have moved on" in words(answer)) == (409, True)
    assert sealed_sums(ready_engine) == {}


def test_declined_with_a_reason_it_can_be_asked_for_again(
    munira: Reader, rustam: Reader, asked: None
) -> None:
    id = request_id(rustam)
    assert rustam.post(f"/{id}/decline", reason=" ").status_code == 422
    assert rustam.post(f"/{id}/decline", reason="The voucher of June is missing").status_code == 303
    assert "The voucher of June is missing" in munira.words(PAGE)
    answer = rustam.post(f"/{id}/confirm")
    assert (answer.status_code, "rustam has decided" in words(answer)) == (409, True)
    assert munira.post("", None, **SAID).status_code == 303
    assert munira.post(f"/{request_id(munira)}/withdraw").status_code == 303


def test_a_donor_has_the_copy_of_their_fund_and_no_other(closed_app: Flask, closed_engine: Engine) -> None:
    donor, sums = reader(closed_app, closed_engine, "ingrid", DONOR), sealed_sums(closed_engine)
    download = f"/programmes/{CODE}/report.xlsx"
    own = donor.get(download, span=QUARTER, fund="JAMOAT")
    assert own.headers["ETag"] == f'"{sums["JAMOAT"]}"'
    assert donor.get(download, span=QUARTER, fund="IOMDF").status_code == 404
    assert donor.get(download, span=QUARTER).status_code == 404
    page = donor.words(f"/programmes/{CODE}/report", span=QUARTER, fund="JAMOAT")
    assert sums["JAMOAT"] in page
    assert sums[""] not in page
    assert donor.get(PAGE).status_code == 404


def test_an_officer_closes_nothing(ready_app: Flask, ready_engine: Engine) -> None:
    officer = reader(ready_app, ready_engine, "zarina", OFFICER)
    assert officer.get(PAGE).status_code == 404
    assert officer.get(REPORTS).status_code == 404


@pytest.mark.parametrize("quarter", ["2020", "2020-Q5", "2018-Q1", "2020-04..2020-06"])
def test_what_is_no_quarter_of_the_programme_is_not_there(munira: Reader, quarter: str) -> None:
    assert munira.get(f"/programmes/{CODE}/closing/{quarter}").status_code == 404


def test_what_comes_late_is_marked_on_the_pages(closed_app: Flask, closed_engine: Engine) -> None:
    manager = reader(closed_app, closed_engine, "munira", MANAGER)
    book(
        closed_engine,
        "receipts",
        {"reference": "R-1", "fund": "IOMDF", "received_on": "2020-06-30", "amount": "9"},
    )
    paid = {
        "reference": "P-7",
        "fund": "IOMDF",
        "project": "FAK-WATER",
        "amount": "15",
        "paid_on": "2020-06-29",
    }
    book(closed_engine, "disbursements", paid)
    spent = {"reference": "V-7", "project": "FAK-WATER", "category": "works", "spent_on": "2020-06-29"}
    book(closed_engine, "expenditures", spent | {"amount": "11", "currency": "TJS"})
    verified = {"status": "verified", "verified_on": "2020-07-20", "verified_by": "bahrom"}
    book(closed_engine, "contributions", {"reference": "FAK-021", "verification_method": "slip"} | verified)
    taken = {"contribution": "FAK-007", "reversed_on": "2020-06-28", "amount": "1", "reason": "No"}
    book(closed_engine, "reversals", taken)
    for page in (
        *("receipts", "disbursements", "expenditures", "contributions"),
        *("contributions/FAK-021", "contributions/FAK-007", "disbursements/P-7", "expenditures/V-7"),
    ):
        assert "late for 2020-Q2" in manager.words(f"/programmes/{CODE}/{page}"), page


def test_a_quarter_that_was_closed_elsewhere_names_the_file_that_is_kept_there(
    closed_app: Flask, closed_engine: Engine
) -> None:
    """As after an import of an export: the closings are known, the bytes are not."""
    digest = sealed_sums(closed_engine)[""]
    with closed_engine.begin() as connection:
        for (name,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'sealed_report'"
        ).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("DELETE FROM sealed_report")
    manager = reader(closed_app, closed_engine, "munira", MANAGER)
    page = manager.words(f"/programmes/{CODE}/report", span=QUARTER)
    assert f"The sealed workbook is kept elsewhere; its SHA-256: {digest}" in page
    assert "computed from the books of today" in page
    assert manager.get(f"/programmes/{CODE}/report.xlsx", span=QUARTER).status_code == 200
    assert "closed on 3 Jul 2020" in manager.words(REPORTS)


def test_where_the_report_cannot_be_made_the_page_says_why(munira: Reader, ready_engine: Engine) -> None:
    with ready_engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM rate WHERE currency = 'TJS' AND month = '2020-05'")
    page = munira.words(PAGE)
    assert "The report needs the rate of TJS for 2020-05" in page
    assert "They cannot be compared before the report can be made." in page
    assert "Ask for it to be closed" not in page
