"""The page of a closed quarter as known today, its workbook, and who sees what of it."""

from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from openpyxl import load_workbook
from sqlalchemy import Engine

from core.jobs.kinds import AskedBy, Making
from core.jobs.progress import Progress
from core.roles import Role, ScopeKind
from core.sealed import SealedReport
from core.tables import table
from grants.models.payments import Expenditure
from reports.comparing.job import make_known
from reports.figures.summary import Measure
from tests.reports.closing.books import CODE, LATER, book
from tests.reports.closing.test_late import SPENT, VERIFIED
from tests.reports.comparing.compared import compared, measure
from tests.web import MANAGER, Membership, sign_in

KNOWN = f"/programmes/{CODE}/quarters/2020-Q2/known"
DONOR: Membership = (Role.DONOR, ScopeKind.FUND, CODE, "IOMDF")


@pytest.fixture
def manager(closed_app: Flask, closed_engine: Engine) -> FlaskClient:
    book(closed_engine, "contributions", VERIFIED | {"verification_method": "slip"})
    book(closed_engine, "expenditures", SPENT | {"reference": "V-7", "payee": "Safarov Rustam"})
    client = closed_app.test_client()
    sign_in(client, closed_engine, "munira", MANAGER)
    return client


def text_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(html.fromstring(answer.data).text_content().split())


def test_the_page_says_what_was_signed_what_is_known_and_what_came_late(manager: FlaskClient) -> None:
    page = text_of(manager, KNOWN)
    assert (
        "2020-Q2 as signed on 3 Jul 2020: 20,000.00 TJS contributed; as known today 21,200.00: "
        "1,200.00 came late." in page
    )
    assert "Contribution FAK-021" in page
    assert "late entry" in page
    assert "not explained" not in page
    links = html.fromstring(manager.get(KNOWN).data).xpath("//table//a/@href")
    assert {f"/programmes/{CODE}/contributions/FAK-021", f"/programmes/{CODE}/expenditures/V-7"} <= set(links)


def test_a_donor_sees_their_fund_and_nothing_of_others(
    manager: FlaskClient, closed_app: Flask, closed_engine: Engine
) -> None:
    donor = closed_app.test_client()
    sign_in(donor, closed_engine, "ingrid", DONOR)
    page = text_of(donor, KNOWN)
    assert "matched" in page
    assert "V-7" in page
    for hidden in ("FAK-021", "Safarov", "JAMOAT ·", "The whole programme"):
        assert hidden not in page
    assert text_of(donor, f"{KNOWN}?fund=IOMDF") == page
    for foreign in ("?fund=JAMOAT", "?fund=NOPE"):
        assert donor.get(KNOWN + foreign).status_code == 404
        assert donor.get(f"{KNOWN}.xlsx{foreign}").status_code == 404


def test_the_workbook_has_every_figure_and_every_line(manager: FlaskClient, closed_engine: Engine) -> None:
    book_ = load_workbook(BytesIO(manager.get(f"{KNOWN}.xlsx").data))
    figures = [dict(zip(_head(book_["figures"]), row, strict=True)) for row in _rows(book_["figures"])]
    found = compared(closed_engine)
    assert len(figures) == sum(each.signed is not None or each.known is not None for each in found.figures)
    contributed = measure(found, Measure.CONTRIBUTED)
    [row] = [
        row
        for row in figures
        if (row["level"], row["period"]) == ("programme", "quarter")
        and row["figure"] == "Contributed by household groups"
    ]
    assert [row["as_signed"], row["as_known_today"]] == [20_000, 21_200]
    assert row["difference"] == (contributed.difference or 0) / 100
    lines = [dict(zip(_head(book_["lines"]), row, strict=True)) for row in _rows(book_["lines"])]
    assert len(lines) == sum(len(figure.lines) for figure in found.figures)
    assert {"FAK-021", "V-7"} <= {line["reference"] for line in lines}
    assert not [row for row in figures if row["not_explained"] is not None]


def test_an_open_quarter_is_not_signed_and_an_impossible_one_is_not_there(manager: FlaskClient) -> None:
    open_quarter = KNOWN.replace("2020-Q2", "2020-Q3")
    assert "Nothing is signed yet for 2020-Q3" in text_of(manager, open_quarter)
    assert manager.get(f"{open_quarter}.xlsx").location == open_quarter
    for quarter in ("2019-Q1", "2020-Q5", "2020-04..2020-06"):
        assert manager.get(KNOWN.replace("2020-Q2", quarter)).status_code == 404


def test_a_quarter_that_was_sealed_elsewhere_says_so(manager: FlaskClient, closed_engine: Engine) -> None:
    meddle(closed_engine, sa.delete(table(SealedReport)))
    page = text_of(manager, KNOWN)
    assert "its sealed figures are not kept here" in page
    assert "The sealed workbook is kept elsewhere; its SHA-256:" in page


def test_a_sealed_file_that_was_altered_is_not_compared(manager: FlaskClient, closed_engine: Engine) -> None:
    meddle(closed_engine, sa.update(table(SealedReport)).values(content=b"another"))
    assert "its bytes were altered" in text_of(manager, KNOWN)


def test_what_nothing_explains_stands_there_in_red(manager: FlaskClient, closed_engine: Engine) -> None:
    t = table(Expenditure)
    with closed_engine.begin() as connection:
        connection.execute(
            sa.update(t).where(t.c.reference == "VOU-1").values(amount_minor=t.c.amount_minor + 100)
        )
    red = html.fromstring(manager.get(KNOWN).data).xpath("//div[@class='notice refused']")
    assert "Spent by projects, not explained: +1.00." in " ".join(each.text_content() for each in red)


def test_the_reports_lead_here(manager: FlaskClient) -> None:
    for page in (f"/programmes/{CODE}/reports", f"/programmes/{CODE}/report?span=2020-Q2"):
        links = html.fromstring(manager.get(page).data).xpath("//a/@href")
        assert KNOWN in links


def test_of_a_large_programme_the_workbook_is_made_in_the_background(
    manager: FlaskClient, closed_app: Flask, closed_engine: Engine, tmp_path: Path
) -> None:
    made = tmp_path / "known.xlsx"
    asked = {"quarter": "2020-Q2", "fund": None}
    with closed_app.test_request_context():
        make_known(Making(closed_engine, CODE, asked, made, Progress(), AskedBy(0, "munira", LATER)))
    assert made.read_bytes() == manager.get(f"{KNOWN}.xlsx").data
    closed_app.config["ROWS_AT_ONCE"] = 1
    for address in (KNOWN, f"{KNOWN}.xlsx"):
        assert "it is made in the background" in text_of(manager, address)
    assert manager.post(f"{KNOWN}.xlsx").status_code == 400


def meddle(engine: Engine, statement: sa.Executable) -> None:
    """As somebody would who has the database."""
    with engine.begin() as connection:
        for name in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER guard_sealed_report_{name}")
        connection.execute(statement)


def _head(sheet: object) -> list[str]:
    return [cell.value for cell in sheet[1]]  # type: ignore[index]


def _rows(sheet: object) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(min_row=2, values_only=True))  # type: ignore[attr-defined]
