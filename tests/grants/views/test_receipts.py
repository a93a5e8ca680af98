"""The page of a receipt: what arrived, what it is worth, which line of the bank it is, and whose it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.views.money_pages import DONOR_OF_F, DONOR_OF_G, MANAGER, OFFICER, Site, at_site, books
from tests.pages import as_told

LINE = {
    "reference": "L-1",
    "fund": "G",
    "booked_on": "2026-02-04",
    "amount": 70,
    "party": "Rahimov Sherali",
    "ticks_sheet": "receipts",
    "ticks": "RC-G",
    "ticked_on": "2026-03-01",
    "ticked_by": "Olim",
}
ARRIVED = {"arrived_on": "2026-04-03", "arrived_amount": "93.5", "arrived_currency": "TJS"}


@pytest.fixture
def site(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Site]:
    """70 USD came to G, and of 10 that went on 93.50 TJS arrived, in a month in which they were worth 95."""
    books(
        sqlite_engine,
        tmp_path,
        receipts=[p.receipt(bank_reference="B-1"), p.receipt("RC-G", 70, fund="G")],
        bank_lines=[LINE],
        rates=[p.rate("TJS", "2026-02", "9.4"), p.rate("TJS", "2026-04", "9.5")],
        disbursements=[p.payment(amount=10, fund="G", override_reason="An advance", **ARRIVED)],
    )
    with at_site(sqlite_engine, MANAGER) as site:
        yield site


def facts(page: str) -> dict[str, str]:
    found = html.fromstring(page).xpath("//main//dl[@class='facts']/div")
    return {
        " ".join(fact.find("dt").text_content().split()): " ".join(fact.find("dd").text_content().split())
        for fact in found
    }


def test_what_arrived_is_told_with_its_worth_and_its_line_of_the_bank(site: Site) -> None:
    page = site.text("/receipts/RC-G")
    found = facts(page)
    assert found["Sent by"] == "Another donor"
    assert found["Arrived"] == "1 Feb 2026, 70.00 USD"
    assert found["Worth at the programme’s rate of the month"] == "658.00 TJS"
    assert found["Line of the bank"] == "L-1"
    assert found["Booked on"] == "4 Feb 2026, 70.00 USD"
    assert found["From"] == "Rahimov Sherali"
    assert found["Lost on the way, arrived in TJS"] == "1.50 TJS"


def test_its_figure_of_the_fund_has_it_and_leads_back(site: Site) -> None:
    [back] = html.fromstring(site.text("/receipts/RC-G")).xpath("//main//a[contains(@href, 'figures')]/@href")
    assert "/receipts/RC-G" in site.client.get(back).text
    assert "/receipts/RC-G" in site.text("/receipts")
    assert "/receipts/RC-G" in site.text("/funds/G/bank")
    assert "/receipts/RC-G" in site.text("/funds/G/bank/lines/L-1")


def test_one_that_the_bank_does_not_show_says_so(site: Site) -> None:
    page = site.text("/receipts/RC-1")
    assert "No line of the bank is ticked off against it yet." in page
    found = facts(page)
    assert found["Reference of the bank"] == "B-1"
    assert found["Won or lost on the way"] == "not known yet"
    assert not any("Worth" in name for name in found)


def test_a_donor_sees_their_own_without_names_of_persons(site: Site) -> None:
    with at_site(site.engine, DONOR_OF_G, name="donor") as theirs:
        page = theirs.text("/receipts/RC-G")
        assert facts(page)["From"] == "R. S."
        assert "Rahimov" not in page
        assert "Olim" not in page
        assert "Change it" not in page
    with at_site(site.engine, DONOR_OF_F, name="other") as others:
        assert others.get("/receipts/RC-G").status_code == 404
        assert as_told(others.get("/receipts/RC-G").text) == as_told(others.get("/receipts/NOPE").text)
    with at_site(site.engine, OFFICER, name="officer") as officer:
        assert officer.get("/receipts/RC-G").status_code == 404
