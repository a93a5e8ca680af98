"""A donor of a whole programme gets its report, sealed or not, without the names of people who were paid."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine

from core.roles import Role, ScopeKind
from tests.reports.closing.books import CODE, JULY, QUARTER, book, close
from tests.reports.closing.test_filling_pages import send
from tests.reports.filling.templates import form
from tests.web import MANAGER, Membership, sign_in

MINISTRY: Membership = (Role.DONOR, ScopeKind.PROGRAMME, CODE)
REPORT = f"/programmes/{CODE}/report.xlsx?span={QUARTER}"
VOUCHER = {
    "reference": "MASON-1",
    "project": "FAK-WATER",
    "category": "labour",
    "spent_on": "2020-05-29",
    "amount": "310",
    "currency": "TJS",
    "payee": "Rahim Saidov",
}


@pytest.fixture
def paid(ready_engine: Engine) -> None:
    book(ready_engine, "expenditures", VOUCHER, by="munira", at=JULY)


@pytest.fixture
def ministry(paid: None, ready_app: Flask, ready_engine: Engine) -> FlaskClient:
    return client_of(ready_app, ready_engine, "ministry", MINISTRY)


def client_of(app: Flask, engine: Engine, name: str, membership: Membership) -> FlaskClient:
    client = app.test_client()
    sign_in(client, engine, name, membership)
    return client


def payees(workbook: bytes) -> dict[str, str]:
    head, *rows = load_workbook(BytesIO(workbook))["expenditures"].iter_rows(values_only=True)
    return {str(row[0]): str(row[head.index("payee")]) for row in rows}


def cover(workbook: bytes) -> str:
    rows = load_workbook(BytesIO(workbook))["cover"].iter_rows(values_only=True)
    return " ".join(str(cell) for row in rows for cell in row if cell is not None)


def test_a_report_of_an_open_quarter(ministry: FlaskClient, ready_app: Flask, ready_engine: Engine) -> None:
    assert payees(ministry.get(REPORT).data)["MASON-1"] == "R. S."
    manager = client_of(ready_app, ready_engine, "munira", MANAGER)
    assert payees(manager.get(REPORT).data)["MASON-1"] == "Rahim Saidov"


def test_a_sealed_report_is_a_copy_that_says_so(
    ministry: FlaskClient, ready_app: Flask, ready_engine: Engine
) -> None:
    close(ready_app, ready_engine)
    sealed = client_of(ready_app, ready_engine, "munira", MANAGER).get(REPORT)
    assert payees(sealed.data)["MASON-1"] == "Rahim Saidov"
    copy = ministry.get(REPORT)
    assert payees(copy.data) == payees(sealed.data) | {"MASON-1": "R. S."}
    assert f"derived from the sealed report with the SHA-256 {sha256(sealed.data).hexdigest()}" in cover(
        copy.data
    )
    assert copy.headers["ETag"] == f'"{sha256(copy.data).hexdigest()}"'


def test_a_form_that_is_filled(ministry: FlaskClient, tmp_path: Path) -> None:
    path = form(tmp_path / "form.xlsx", {"A1": "{{expenditures.reference}}", "B1": "{{expenditures.payee}}"})
    answer = send(ministry, path, fund="")
    assert answer.status_code == 200
    rows = load_workbook(BytesIO(answer.data))["Form"].iter_rows(values_only=True)
    assert dict(row[:2] for row in rows if row[0])["MASON-1"] == "R. S."
