"""A form on the site: a donor's for their own fund, filled and handed back, or told what is wrong with it."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from core.roles import Role, ScopeKind
from tests.reports.closing.books import QUARTER
from tests.reports.filling.templates import form
from tests.web import sign_in

ADDRESS = "/programmes/TJ-KHT/form"


@pytest.fixture
def donor(closed_app: Flask, closed_engine: Engine) -> FlaskClient:
    client = closed_app.test_client()
    sign_in(client, closed_engine, "dora", (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "JAMOAT"))
    return client


def send(client: FlaskClient, path: Path, **fields: Any) -> TestResponse:
    page = client.get(ADDRESS).get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    assert token is not None
    file = (BytesIO(path.read_bytes()), "form.xlsx")
    data = {"csrf_token": token[1], "span": QUARTER, "file": file, **fields}
    return client.post(ADDRESS, data=data, content_type="multipart/form-data")


def column(sheet: Worksheet, name: str) -> list[Any]:
    """Of a sheet of the report, without its head."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [row[head.index(name)] for row in rows]


def test_a_donor_gets_their_form_with_the_figures_of_the_seal(donor: FlaskClient, tmp_path: Path) -> None:
    asked: dict[str, object] = {"A1": "{{fund.code}}", "A2": "{{seal.sha256}}", "A3": "{{seal.sealed_on}}"}
    figures = {"A4": "{{fund.matched_total}}", "A5": "{{projects.code}}", "B5": "{{projects.matched_total}}"}
    path = form(tmp_path / "t.xlsx", asked | figures | {"B6": "=SUM(B5:B5)"})
    answer = send(donor, path, fund="JAMOAT")
    assert (answer.status_code, answer.headers["Content-Disposition"]) == (
        200,
        f"attachment; filename=TJ-KHT-{QUARTER}-JAMOAT.form.xlsx",
    )
    sheet = load_workbook(BytesIO(answer.data))["Form"]
    assert sheet["A1"].value == "JAMOAT"
    report = donor.get("/programmes/TJ-KHT/report.xlsx", query_string={"span": QUARTER, "fund": "JAMOAT"})
    assert sheet["A2"].value == report.headers["ETag"].strip('"')
    assert sheet["A3"].is_date
    said = load_workbook(BytesIO(report.data))
    assert [sheet["A4"].value] == column(said["funds"], "matched_total")
    assert sheet["A4"].value > 0
    codes, matched = (column(said["projects"], name) for name in ("code", "matched_total"))
    rows = [[cell.value for cell in row] for row in sheet["A5:B" + str(5 + len(codes))]]
    assert rows == [*map(list, zip(codes, matched, strict=True)), [None, f"=SUM(B5:B{4 + len(codes)})"]]


@pytest.mark.parametrize("fund", ["IOMDF", "", "NOWHERE"])
def test_no_other_fund_and_not_the_programme(donor: FlaskClient, tmp_path: Path, fund: str) -> None:
    answer = send(donor, form(tmp_path / "t.xlsx", {"A1": "{{fund.code}}"}), fund=fund)
    assert answer.status_code == 422
    assert "IOMDF" not in answer.get_data(as_text=True)


def test_what_is_wrong_is_a_list_with_cells(donor: FlaskClient, tmp_path: Path) -> None:
    answer = send(donor, form(tmp_path / "t.xlsx", {"B7": "{{funds.IOMDF.cash_balance}}"}), fund="JAMOAT")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "1 thing is to be mended; nothing was written." in page
    assert "<td>B7</td>" in page


def test_the_list_of_placeholders_is_a_page(donor: FlaskClient) -> None:
    assert "{{fund.cash_balance}}" in donor.get(f"{ADDRESS}/placeholders").get_data(as_text=True)


def test_whoever_sees_no_report_fills_no_form(closed_app: Flask, closed_engine: Engine) -> None:
    client = closed_app.test_client()
    sign_in(client, closed_engine, "olim", (Role.OFFICER, ScopeKind.PROGRAMME, "TJ-KHT"))
    assert client.get(ADDRESS).status_code == 404
