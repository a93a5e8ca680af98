"""Each figure of a fund opens into its rows, with the figure above them; nobody reads there what is not theirs."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.database import session, transaction
from core.roles import Role, ScopeKind
from grants.models.funds import Fund
from grants.showing.fund.kept import kept
from tests.crawl import told, visit, words_of
from tests.grants.programme import (
    booked,
    change,
    contribution,
    fund,
    partner,
    payment,
    programme,
    project,
    receipt,
    rule,
    voucher,
)
from tests.web import Membership, opened, sign_in

FUND = "/programmes/P/funds/F"
MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
DONOR: Membership = (Role.DONOR, ScopeKind.FUND, "P", "F")
ANOTHER: Membership = (Role.DONOR, ScopeKind.FUND, "P", "G")


@pytest.fixture
def client(sqlite_engine: Engine, tmp_path: Path) -> Iterator[FlaskClient]:
    """Two quarters of a fund with receipts, matches, payments, vouchers, reviews, milestones and tranches."""
    said = {"fund": "F", "number": 1, "said_on": "2026-04-20", "said_by": "ingrid", "side": "donor"}
    asked = {"project": "W-1", "fund": "F", "asked_on": "2026-04-03", "asked_by": "olim"}
    milestone = {"project": "W-1", "fund": "F", "gate": "works", "works": 50}
    booked(
        sqlite_engine,
        tmp_path,
        programme(
            projects=[project(), project("W-2", name="A well", ends_on="2026-05-01")],
            funds=[fund(budget=1_000), fund("G", name="Another fund")],
            rules=[rule(), rule("T", fund="G", ratio="0.5")],
            contributions=[
                contribution("C-1", 100, household="H-1"),
                contribution("C-2", 60, received_on="2026-04-05", verified_on="2026-04-06"),
                contribution("C-3", 40, project="W-2", received_on="2026-04-05", verified_on="2026-04-06"),
            ],
            receipts=[receipt(amount=90), receipt("RC-2", 200, received_on="2026-04-02")],
            disbursements=[
                payment(amount=40, paid_on="2026-03-20"),
                payment("D-2", 80, paid_on="2026-04-07", override_reason="The trench was dug before"),
                payment("D-3", -10, paid_on="2026-04-30", refund_of="D-2"),
                payment("D-4", 20, project="W-2", fund="G", paid_on="2026-04-07"),
            ],
            expenditures=[
                voucher("E-1", 30, spent_on="2026-03-25", payee="Rahimov Said"),
                voucher("E-2", 25, spent_on="2026-04-25", fund="F", payee="Sokhtmon LLC"),
                voucher("E-3", 12, spent_on="2026-04-26"),
                voucher("E-4", 9, spent_on="2026-04-26", project="W-2", fund="G"),
            ],
            other_funding=[partner(amount=15, received_on="2026-02-03")],
            changes=[change("funds", "F", "budget", 1_000, old=700, effective_on="2026-04-01")],
            milestones=[
                {"code": "M1", "name": "Trench dug", "share": "0.5", "due_on": "2026-04-10", **milestone},
                {"code": "M2", "name": "Pipe laid", "share": "0.5", "due_on": "2026-09-01", **milestone},
            ],
            tranches=[{"reference": "T-1", "amount": 7, "override_reason": "Winter", **asked}],
            reviews=[
                {"expenditure": "E-1", "verdict": "accepted", **said},
                {"expenditure": "E-2", "verdict": "queried", "words": "Which pipe?", **said},
            ],
            bank_lines=[{"reference": "B-1", "fund": "F", "booked_on": "2026-04-02", "amount": 200}],
        ),
    )
    with opened(sqlite_engine) as app, app.test_client() as client:
        yield client


def links(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    """(amount, address) of each figure that opens; sentences open too, and their amount is ''."""
    page = html.fromstring(client.get(address).get_data(as_text=True))
    found = page.xpath("//main//a[contains(@href, '/figures/')]")
    amounts = [re.sub(r"[^−\d.,]", "", link.text or "") for link in found]
    return [(amount, unescape(link.get("href"))) for amount, link in zip(amounts, found, strict=True)]


def hundredths(text: str) -> int:
    return int(text.replace(".", "").replace(",", "").replace("−", "-"))


@pytest.mark.parametrize("quarter", ["", "?quarter=2026-Q1"])
def test_each_figure_stands_above_rows_that_add_up_to_it(
    client: FlaskClient, sqlite_engine: Engine, quarter: str
) -> None:
    sign_in(client, sqlite_engine, "ingrid", DONOR)
    opened_figures = links(client, FUND + quarter)
    assert len({address for _, address in opened_figures}) > 20
    for amount, address in opened_figures:
        page = html.fromstring(client.get(address).get_data(as_text=True))
        rows = [hundredths(cell.text.split()[0]) for cell in page.xpath("//main//tbody//td[@class='amount']")]
        [above] = page.xpath("//main//p[@class='lead']/span")
        assert not amount or above.text_content().split()[0] == amount, address
        if "-a-month" not in address:
            assert sum(rows) == hundredths(above.text_content().split()[0]), address


def test_figures_of_a_fund_in_motion(client: FlaskClient, sqlite_engine: Engine) -> None:
    """Of E-3 the fund pays by what it had brought: 110 of 160 + 15 + 110."""
    sign_in(client, sqlite_engine, "ingrid", DONOR)
    found = words_of(visit(client, FUND))
    for said in (
        "Opening cash 50.00 Received 200.00 290.00 Available 250.00 Disbursed 70.00 110.00 Closing cash 180.00",
        "Budget 1,000.00 Matched 100.00 200.00 Committed and not yet paid 90.00 Uncommitted 800.00",
        "Accepted 0.00 7.74 Queried 25.00 25.00",
        "Matched a month 33.33",
        "Matched a month Over the 6 months of 2026-Q1, 2026-Q2.",
        "Planned by 30 Sep 2026 50.00 Advance requested 7.00",
        "1 voucher was queried or disallowed and waits for an answer, since 20 Apr 2026: 25.00 TJS.",
        "1 milestone is overdue, since 10 Apr 2026: Trench dug of A water pipe, 50.00 TJS.",
        "1 line of the bank statements is not reconciled, of 2 Apr 2026: 200.00 TJS.",
        "the rest of the budget lasts 24 months, until 30 Jun 2028",
    ):
        assert said in found, said


def test_a_quarter_that_is_over_is_told_as_it_ended(client: FlaskClient, sqlite_engine: Engine) -> None:
    """What was matched, paid and set aside since is not in its sentence, nor in its bar."""
    sign_in(client, sqlite_engine, "ingrid", DONOR)
    found = words_of(visit(client, f"{FUND}?quarter=2026-Q1"))
    assert "Of 700.00 TJS, 100.00 are matched for 1 project in 1 community; 600.00 are uncommitted." in found
    assert "Matched and paid 40.00 TJS Matched and not yet paid 60.00 TJS Uncommitted 600.00 TJS" in found
    assert "for 1 project in 1 community" in words_of(visit(client, f"{FUND}/letter?quarter=2026-Q1"))
    for figure, when in (("late", "as of 31 Mar 2026"), ("requested", "as of today")):
        rows = words_of(visit(client, f"{FUND}/figures/{figure}?quarter=2026-Q1"))
        assert when in rows


def test_every_row_of_a_voucher_leads_where_its_reader_may_go(
    client: FlaskClient, sqlite_engine: Engine, tmp_path: Path
) -> None:
    """A voucher may name the fund in a project that it neither matched nor paid: a donor does not see that one."""
    booked(
        sqlite_engine,
        tmp_path,
        {
            "projects": [project("W-9", name="A mill")],
            "expenditures": [voucher("E-9", 3, spent_on="2026-04-26", project="W-9", fund="F")],
        },
    )
    sign_in(client, sqlite_engine, "ingrid", DONOR)
    page = html.fromstring(client.get(f"{FUND}/figures/spent").get_data(as_text=True))
    assert "W-9" in page.text_content()
    addresses = set(page.xpath("//main//tbody//a/@href"))
    assert addresses
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_what_is_booked_shows_at_once_in_what_was_worked_out_before(
    client: FlaskClient, sqlite_engine: Engine, tmp_path: Path
) -> None:
    sign_in(client, sqlite_engine, "ingrid", DONOR)
    assert "Spent" in words_of(visit(client, FUND))
    booked(sqlite_engine, tmp_path, {"expenditures": [voucher("E-5", 7, spent_on="2026-05-02", fund="F")]})
    found = words_of(visit(client, f"{FUND}/figures/spent"))
    assert "E-5" in found
    assert "Sokhtmon LLC" in found
    corrected = voucher("E-2", 25, spent_on="2026-04-25", fund="F", payee="Another LLC")
    booked(sqlite_engine, tmp_path, {"expenditures": [corrected]})
    assert "Sokhtmon LLC" not in words_of(visit(client, f"{FUND}/figures/spent"))


def test_what_is_not_committed_is_not_kept_for_others(client: FlaskClient, sqlite_engine: Engine) -> None:
    def of_fund(books: Session, found: str) -> str:
        fund = books.exec(select(Fund).where(Fund.code == "F")).one()
        return kept(books, fund, date(2026, 6, 30), lambda: found)

    assert transaction(sqlite_engine, lambda writing: of_fund(writing, "not booked yet")) == "not booked yet"
    with session(sqlite_engine) as reading:
        assert of_fund(reading, "booked") == "booked"
        assert of_fund(reading, "worked out again") == "booked"
    assert transaction(sqlite_engine, lambda writing: of_fund(writing, "changed")) == "changed"


def test_what_a_query_is_worth_without_a_rate_is_not_guessed(sqlite_engine: Engine, tmp_path: Path) -> None:
    said = {"fund": "F", "number": 1, "said_on": "2026-04-20", "said_by": "ingrid", "side": "donor"}
    booked(
        sqlite_engine,
        tmp_path,
        programme(
            expenditures=[voucher("E-1", 30, currency="USD", spent_on="2026-03-25", fund="F")],
            reviews=[{"expenditure": "E-1", "verdict": "queried", "words": "Why dollars?", **said}],
        ),
    )
    with opened(sqlite_engine) as app, app.test_client() as client:
        sign_in(client, sqlite_engine, "ingrid", DONOR)
        page = words_of(visit(client, FUND))
        assert (
            "1 voucher was queried or disallowed and waits for an answer, since 20 Apr 2026; what it" in page
        )
        for figure in ("spent", "unanswered"):
            rows = words_of(visit(client, f"{FUND}/figures/{figure}"))
            assert "It cannot be told: there is no rate of TJS for 2026-03." in rows
        assert "cannot be told" not in words_of(visit(client, f"{FUND}/figures/matched-a-month"))


def test_from_a_figure_to_the_voucher_it_is_two_steps(client: FlaskClient, sqlite_engine: Engine) -> None:
    sign_in(client, sqlite_engine, "ingrid", DONOR)
    rows = client.get(f"{FUND}/figures/spent").get_data(as_text=True)
    [address] = re.findall(r'href="([^"]*/expenditures/E-2)"', rows)
    assert client.get(address).status_code == 200


def test_who_gives_another_fund_finds_none_of_its_pages(client: FlaskClient, sqlite_engine: Engine) -> None:
    sign_in(client, sqlite_engine, "boris", ANOTHER)
    for address in (FUND, f"{FUND}/figures/spent", f"{FUND}/letter"):
        other, none = visit(client, address), visit(client, address.replace("/F", "/NOSUCH"))
        assert (other.status, none.status) == (404, 404)
        assert told(other) == told(none)


def test_no_page_of_a_fund_names_a_household_a_person_or_another_funds_voucher(
    client: FlaskClient, sqlite_engine: Engine
) -> None:
    sign_in(client, sqlite_engine, "ingrid", DONOR)
    pages = {FUND, f"{FUND}/letter", *(address for _, address in links(client, FUND))}
    words = " ".join(words_of(visit(client, address)) for address in sorted(pages))
    assert "Sokhtmon LLC" in words
    assert "R. S." in words
    for hidden in ("H-1", "Rahimov", "E-4", "D-4"):
        assert hidden not in words.split(), hidden


@pytest.mark.parametrize("figure", ["nosuch", "%00", "received%2f..", "RECEIVED", "x" * 5_000])
def test_a_figure_that_there_is_none_of_is_not_found(
    client: FlaskClient, sqlite_engine: Engine, figure: str
) -> None:
    sign_in(client, sqlite_engine, "ingrid", DONOR)
    assert client.get(f"{FUND}/figures/{figure}").status_code == 404


@pytest.mark.parametrize("query", ["quarter=1999-Q1", "quarter=%00", "quarter=2026-Q9", "part=x&quarter="])
def test_what_is_no_quarter_of_the_books_shows_the_current_one(
    client: FlaskClient, sqlite_engine: Engine, query: str
) -> None:
    sign_in(client, sqlite_engine, "ingrid", DONOR)
    for address in (FUND, f"{FUND}/figures/received", f"{FUND}/letter"):
        assert told(visit(client, f"{address}?{query}")) == told(visit(client, address))


def test_the_list_says_how_long_each_fund_lasts_and_what_comes_first(
    client: FlaskClient, sqlite_engine: Engine
) -> None:
    sign_in(client, sqlite_engine, "zarina", MANAGER)
    found = words_of(visit(client, "/programmes/P/funds"))
    assert "180.00 TJS 1,000.00 800.00 24 months, until 30 Jun 2028 1 line of the bank statements" in found
