"""The account of a fund: a statement is taken in, looked at, ticked off, and explains the cash of the fund."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from openpyxl import Workbook
from sqlalchemy import Engine
from sqlmodel import select

from core.database import session
from grants.models.bank import BankLine
from grants.verifying.verify import verify
from tests.grants import programme as p
from tests.grants.views.money_pages import DONOR_OF_F, DONOR_OF_G, MANAGER, Site, at_site, books, state

BANK = "/funds/F/bank"
STATEMENT = """Date;Amount;Details;Number
02.02.2026;1000.00;Remittance of the donor;B-1
01.04.2026;-10.00;Rahimov Sherali;
03.04.2026;-2.50;Charges;
"""


@pytest.fixture
def site(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Site]:
    receipts = [p.receipt(bank_reference="B-1"), p.receipt("RC-2", 7)]
    books(sqlite_engine, tmp_path, receipts=receipts, disbursements=[p.payment()])
    with at_site(sqlite_engine, MANAGER) as site:
        yield site


def sent(site: Site, content: bytes, name: str = "april.csv") -> Any:
    token = _form(site.text(f"{BANK}/statement"))["csrf_token"]
    fields = {"csrf_token": token, "file": (BytesIO(content), name)}
    return site.client.post(f"/programmes/P{BANK}/statement", data=fields)


def taken_in(site: Site, statement: str = STATEMENT) -> Any:
    """The file is sent, its lines are shown, and entered."""
    columns = _form(sent(site, statement.encode()).text)
    looked_at = site.client.post(f"/programmes/P{BANK}/statement", data=columns)
    return site.client.post(f"/programmes/P{BANK}/statement", data={**_form(looked_at.text), "book": "yes"})


def _form(page: str, part: str = "statement") -> dict[str, Any]:
    forms = [form for form in html.fromstring(page).forms if part in (form.action or part) and form.inputs]
    [form] = [form for form in forms if "csrf_token" in form.fields and "sign-out" not in (form.action or "")]
    return dict(form.form_values())


def lines(site: Site) -> dict[str, BankLine]:
    """By what the bank calls them."""
    with session(site.engine) as reading:
        return {str(line.party): line for line in reading.exec(select(BankLine))}


def press(site: Site, *pairs: tuple[str, str, str]) -> Any:
    token = _form(site.text(f"{BANK}/statement"))["csrf_token"]
    line, sheet, ticks = (list(values) for values in zip(*pairs, strict=True))
    fields = {"csrf_token": token, "line": line, "sheet": sheet, "ticks": ticks}
    return site.client.post(f"/programmes/P{BANK}", data=fields)


def test_a_statement_is_looked_at_and_entered_once(site: Site) -> None:
    before = state(site.engine)
    looked_at = sent(site, STATEMENT.encode())
    assert looked_at.status_code == 200
    assert state(site.engine) == before
    assert taken_in(site).status_code == 303
    found = lines(site)
    assert {name: line.amount_minor for name, line in found.items()} == {
        "Remittance of the donor": 1_000_00,
        "Rahimov Sherali": -10_00,
        "Charges": -2_50,
    }
    once = state(site.engine)
    assert taken_in(site, STATEMENT).status_code == 303
    assert state(site.engine) == once


def test_other_columns_than_those_that_were_shown_are_shown_first(site: Site) -> None:
    columns = _form(sent(site, STATEMENT.encode()).text)
    looked_at = _form(site.client.post(f"/programmes/P{BANK}/statement", data=columns).text)
    other = {**looked_at, "party": "", "book": "yes"}
    assert site.client.post(f"/programmes/P{BANK}/statement", data=other).status_code == 200
    assert lines(site) == {}


def test_a_workbook_is_looked_at_and_entered_like_a_csv_file(site: Site) -> None:
    assert taken_in(site).status_code == 303
    once = state(site.engine)
    book = Workbook()
    for row in (
        ["Date", "Amount", "Details", "Number"],
        [date(2026, 2, 2), 1000, "Remittance of the donor", "B-1"],
    ):
        book.active.append(row)
    book.active.append([date(2026, 5, 4), -7.25, "Rahimov Umed", None])
    content = BytesIO()
    book.save(content)
    columns = _form(sent(site, content.getvalue(), "april.csv").text)
    looked_at = site.client.post(f"/programmes/P{BANK}/statement", data=columns)
    assert looked_at.text.count(">entered before<") == 1
    assert state(site.engine) == once
    entered = site.client.post(
        f"/programmes/P{BANK}/statement", data={**_form(looked_at.text), "book": "yes"}
    )
    assert entered.status_code == 303
    assert lines(site)["Rahimov Umed"].amount_minor == -7_25
    assert len(lines(site)) == 4


def test_what_is_wrong_with_a_workbook_is_said_with_its_place(site: Site) -> None:
    book = Workbook()
    for row in (["Date", "Amount"], [date(2026, 2, 2), "=1+1"]):
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    refused = sent(site, content.getvalue(), "april.xlsx")
    assert refused.status_code == 422
    assert "Sheet Sheet, cell B2. Amount: a formula stands where a fact belongs." in refused.text


def test_a_long_statement_in_cyrillic_comes_back_whole_from_the_page(site: Site) -> None:
    """Written with percent signs it would be larger than any form may be."""
    rows = "".join(f"02.02.2026;{number};{'Ҷамоати Гулистон ' * 6}\n" for number in range(1, 901))
    columns = _form(sent(site, f"Сана;Маблағ;Контрагент\n{rows}".encode()).text)
    looked_at = site.client.post(
        f"/programmes/P{BANK}/statement", data=columns, content_type="multipart/form-data"
    )
    assert looked_at.status_code == 200
    assert "900 lines for the account" in looked_at.text
    assert 'enctype="multipart/form-data"' in looked_at.text


def test_a_line_of_another_currency_is_none_of_the_account(site: Site) -> None:
    other = STATEMENT.replace("Number", "Currency").replace("B-1", "TJS").replace("Charges;", "Charges;USD")
    columns = _form(sent(site, other.encode()).text)
    assert columns["currency"] == "Currency"
    looked_at = site.client.post(f"/programmes/P{BANK}/statement", data=columns)
    assert looked_at.status_code == 422
    assert "USD is not the currency of the account, TJS." in looked_at.text
    assert lines(site) == {}


@pytest.mark.parametrize(
    ("day", "said"), [("02.02.2199", "still to come"), ("31.12.2025", "began on 1 Jan 2026")]
)
def test_a_line_lies_between_the_first_day_of_the_programme_and_today(
    site: Site, day: str, said: str
) -> None:
    other = STATEMENT.replace("03.04.2026", day)
    looked_at = site.client.post(
        f"/programmes/P{BANK}/statement", data=_form(sent(site, other.encode()).text)
    )
    assert looked_at.status_code == 422
    [fault] = html.fromstring(looked_at.text).xpath("//div[@class='problems']//li")
    assert fault.text_content().startswith("Row 4.")
    assert said in fault.text_content()


def test_what_cannot_be_read_is_told_by_row_and_nothing_is_entered(site: Site) -> None:
    wrong = STATEMENT.replace("-10.00", "1.234").replace("03.04.2026", "31.04.2026")
    columns = _form(sent(site, wrong.encode()).text)
    looked_at = site.client.post(f"/programmes/P{BANK}/statement", data=columns)
    assert looked_at.status_code == 422
    assert "Row 3." in looked_at.text
    assert "Row 4." in looked_at.text
    assert lines(site) == {}


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"a\x00b", b"a;b\n1;=1+1", b"\xff\xfea;b", b"", b"x" * 300_000]
)
def test_a_file_that_is_none_is_refused_in_words(site: Site, content: bytes) -> None:
    refused = sent(site, content)
    assert refused.status_code == 422
    assert html.fromstring(refused.text).xpath("//div[@class='error']/p/text()")


def test_sure_ones_are_ticked_off_together_and_the_rest_explains_the_difference(site: Site) -> None:
    taken_in(site)
    found = lines(site)
    shown = html.fromstring(site.text(BANK))
    sure = shown.xpath("//form[@class='form']//input[@name='line']/@value")
    assert sorted(sure) == sorted(
        found[name].reference for name in ("Remittance of the donor", "Rahimov Sherali")
    )
    pairs = [
        (found["Remittance of the donor"].reference, "receipts", "RC-1"),
        (found["Rahimov Sherali"].reference, "disbursements", "D-1"),
    ]
    assert press(site, *pairs).status_code == 303
    assert [line.ticks for line in lines(site).values()].count(None) == 1
    assert "1 line of the account of F is not ticked off" in site.client.get("/").text
    amounts = html.fromstring(site.text(BANK)).xpath("(//table)[1]//td[@class='amount']/text()")
    assert amounts == ["987.50", "2.50", "7.00", "997.00"]
    with session(site.engine) as reading:
        assert [each.differences for each in verify(reading)] == [[]]


def test_long_lists_of_what_is_open_have_pages_of_their_own(sqlite_engine: Engine, tmp_path: Path) -> None:
    """Each line is a payment for sure; those of the page are ticked off with one press."""
    rows = range(1, 61)
    many = [{"reference": f"L-{n}", "fund": "F", "booked_on": "2026-02-02", "amount": n} for n in rows]
    books(sqlite_engine, tmp_path, receipts=[p.receipt(f"RC-{n}", n) for n in rows], bank_lines=many)
    with at_site(sqlite_engine, MANAGER) as site:
        first, second = site.text(BANK), site.text(BANK, line="2", entry="9")
        assert "Tick off these 50" in first
        assert "Tick off these 10" in second
        assert first.count("1 to 50 of 60") == second.count("51 to 60 of 60") == 2
        assert len(first) < 90_000


def test_a_tick_is_taken_back_with_a_reason_which_stays(site: Site) -> None:
    taken_in(site)
    line = lines(site)["Rahimov Sherali"].reference
    pair = (line, "disbursements", "D-1")
    assert press(site, pair).status_code == 303
    assert press(site, pair).status_code == 409
    at = f"{BANK}/lines/{line}"
    fields = _form(site.text(at), "untick")
    assert site.client.post(f"/programmes/P{at}/untick", data=fields).status_code == 422
    fields["reason"] = "Another payment of the day"
    assert site.client.post(f"/programmes/P{at}/untick", data=fields).status_code == 303
    assert lines(site)["Rahimov Sherali"].ticks is None
    assert "Another payment of the day" in site.text(at)
    assert "No longer ticked off against D-1" in site.text(at)
    assert site.client.post(f"/programmes/P{at}/untick", data=fields).status_code == 409


def test_a_line_is_no_other_amount(site: Site) -> None:
    taken_in(site)
    refused = press(site, (lines(site)["Charges"].reference, "receipts", "RC-2"))
    assert refused.status_code == 409
    assert "A line is ticked off against the same amount." in refused.text


def test_donors_see_their_own_account_without_names_of_persons(site: Site) -> None:
    taken_in(site)
    line = lines(site)["Rahimov Sherali"].reference
    with at_site(site.engine, DONOR_OF_F, name="donor") as theirs:
        for page in (theirs.text(BANK), theirs.text(f"{BANK}/lines/{line}")):
            assert "Rahimov" not in page
            assert "R. S." in page
            assert "Tick off" not in page
        assert theirs.get(f"{BANK}/statement").status_code == 404
    with at_site(site.engine, DONOR_OF_G, name="other") as others:
        assert others.get(BANK).status_code == 404
        assert others.get(f"{BANK}/lines/{line}").status_code == 404
