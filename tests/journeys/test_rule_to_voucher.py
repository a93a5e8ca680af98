"""From a rule to an accepted voucher, in both examples: every person and every step, with what each of them reads.

The time of the examples ended with 2020, and a site knows no other day than today. So the new version holds from
the last days of 2020, after the last contribution that was decided on, and the contribution was received then.
What people do on the site (verify, certify, approve, pay) has today's day; of the month of the payment a manager
enters the rate, without which nobody could tell whose money a voucher spent.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page
from sqlalchemy import Engine

from core.database import make_engine
from tests.browsing.books import assert_verified
from tests.browsing.examples import MEMBERSHIPS, memberships_in
from tests.grants.paying.desk import photo as sent_photo
from tests.journeys.papers import photo
from tests.journeys.site import Site, Taps, press
from tests.journeys.visiting import Visitor
from tests.web import Membership, opened, sign_in

pytestmark = pytest.mark.slow

MONTH = f"{datetime.now(UTC):%Y-%m}"
LAST_DAY = "2020-12-30"


@pytest.fixture
def people() -> dict[str, tuple[Membership, ...]]:
    return memberships_in("TJ-REM")


@pytest.fixture
def sqlite_books(examples: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{shutil.copy(examples, tmp_path / 'books.sqlite')}")
    yield engine
    engine.dispose()


def test_in_tajikistan_by_phone(site: Site) -> None:
    """IOM bears half of the cost of water in Hiloli instead of 42%, of which nothing was left."""
    programme = f"{site.address}/programmes/TJ-REM"
    munira, rustam, ingrid = map(site.sign_in, ("munira", "rustam", "ingrid"))
    zarina, bahrom = map(site.sign_in, ("zarina", "bahrom"))
    match_under_a_new_version(site, programme, munira, ingrid, zarina, bahrom)
    pay_at_the_handover(site, programme, zarina, bahrom, munira, rustam)
    accept_a_voucher(site, programme, munira, ingrid)


def match_under_a_new_version(
    site: Site, programme: str, munira: Page, ingrid: Page, zarina: Page, bahrom: Page
) -> None:
    munira.goto(f"{programme}/rules/IOM-WATER/versions/new")
    munira.get_by_label("In force from").fill("2020-12-22")
    field(munira, "Recorded within so many days").fill("")
    field(munira, "At most this share of the project's budget").fill("0.5")
    munira.get_by_label("Why").fill("What is still to be built costs more.")
    button(munira, "Show the version in words")
    button(munira, "Propose")
    link(ingrid, "Rule IOM-WATER, version 3 waits for your agreement", from_home=True)
    for words in (
        "The fund bears at most 50% of a project's budget.",
        "instead of 42%",
        "Under them it would get",
    ):
        assert words in main(ingrid)
    site.check(ingrid)
    button(ingrid, "Agree")

    zarina.goto(f"{programme}/projects/HIL-WATER/contributions/new")
    taps = Taps(zarina)
    taps.choose("Household group", "HIL-1")
    taps.choose("Household", "HIL-1-11")
    taps.fill("Received on", LAST_DAY)
    taps.fill("Amount", "3000")
    taps.choose("Currency", "TJS")
    taps.choose("Kind", "bank_transfer")
    taps.choose("Source", "remittance")
    taps.add("Photo or PDF", photo())
    button(zarina, "Record")
    given = zarina.url.rpartition("/")[2]

    bahrom.goto(f"{programme}/verification/{given}")
    bahrom.get_by_label("Bank statement").check()
    button(bahrom, "Verify and match")
    assert f"{given}: 331.86 USD matched by IOM" in bahrom.get_by_role("status").inner_text()

    ingrid.goto(f"{programme}/contributions/{given}/why")
    assert "3,000.00 TJS is matched with 331.86 USD." in main(ingrid)
    assert "1.25: 331.86 for 265.49" in main(ingrid)
    assert "HIL-1-11" not in main(ingrid)
    site.check(ingrid)


def pay_at_the_handover(
    site: Site, programme: str, zarina: Page, bahrom: Page, munira: Page, rustam: Page
) -> None:
    zarina.goto(f"{programme}/milestones/HIL-WATER/IOM/HANDOVER")
    zarina.get_by_text("Add a photo or paper").click()
    zarina.get_by_label("Photo or PDF of it").set_input_files(photo("act.jpg"))
    zarina.get_by_label("What it is").select_option("handover_act")
    button(zarina, "Add the file")
    button(zarina, "Ask that it be certified")
    bahrom.goto(zarina.url)
    button(bahrom, "Certify")
    zarina.reload()
    link(zarina, "Ask for a tranche")
    field(zarina, "Amount, in the fund's currency").fill("300")
    button(zarina, "Ask for it")
    tranche = zarina.url
    for manager in (munira, rustam):
        manager.goto(tranche)
        button(manager, "Approve")
    site.check(rustam)

    link(rustam, "Pay it")
    field(rustam, "Reference").fill("PAY-HANDOVER")
    button(rustam, "Pay it")
    link(rustam, "PAY-HANDOVER")
    link(rustam, "Enter what arrived")
    field(rustam, "Arrived on").fill(f"{datetime.now(UTC):%Y-%m-%d}")
    field(rustam, "Amount that arrived").fill("3300")
    field(rustam, "Currency that arrived").fill("TJS")
    field(rustam, "Reason").fill("Statement of the bank")
    button(rustam, "Book what arrived")
    assert "3,300.00 TJS" in main(rustam)


def accept_a_voucher(site: Site, programme: str, munira: Page, ingrid: Page) -> None:
    munira.goto(f"{programme}/enter/rates")
    field(munira, "Currency").fill("TJS")
    field(munira, "Month").fill(MONTH)
    field(munira, "Units for one USD").fill("11.3")
    button(munira, "Enter")
    munira.goto(f"{programme}/enter/expenditures?project=HIL-WATER")
    field(munira, "Reference").fill("VOU-METERS")
    field(munira, "Spent on").fill(LAST_DAY)
    field(munira, "Amount").fill("3300")
    field(munira, "Currency").fill("TJS")
    field(munira, "Category").select_option("materials")
    field(munira, "Fund").select_option("IOM")
    button(munira, "Go on")
    button(munira, "Book it")

    before = accepted_by_fund(ingrid, programme)
    voucher = f"{programme}/expenditures/VOU-METERS"
    ingrid.goto(voucher)
    ingrid.get_by_label("Ask about it").check()
    field(ingrid, "In your words").fill("Where is the invoice?")
    button(ingrid, "Say it")
    munira.goto(voucher)
    assert "Where is the invoice?" in main(munira)
    field(munira, "Your answer").fill("Here it is.")
    field(munira, "Photo or PDF that shows it").set_input_files(photo("invoice.jpg"))
    button(munira, "Answer")
    ingrid.reload()
    assert "Here it is." in main(ingrid)
    ingrid.get_by_label("Accept it").check()
    button(ingrid, "Say it")
    assert accepted_by_fund(ingrid, programme) - before == 292_04
    site.check(ingrid)


def accepted_by_fund(donor: Page, programme: str) -> int:
    """In minor units of the programme's currency, as the fund's page says it to date."""
    donor.goto(f"{programme}/funds/IOM")
    shown = donor.locator("a[href*='/figures/accepted'][href*='part=']")
    return int(re.sub(r"\D", "", shown.inner_text()))


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(re.compile(rf"^{re.escape(label)}( \(not required\))?$"))


def button(page: Page, name: str) -> None:
    press(page.get_by_role("button", name=name, exact=True))


def link(page: Page, name: str, *, from_home: bool = False) -> None:
    if from_home:
        page.goto(re.sub(r"(//[^/]+)/.*", r"\1/", page.url))
    press(page.get_by_role("main").get_by_role("link", name=name).first)


def main(page: Page) -> str:
    return page.get_by_role("main").inner_text()


def test_in_guatemala_by_http(sqlite_books: Engine, tmp_path: Path) -> None:
    """The associations abroad give more, half of all that a family brings; their fund had run dry."""
    folders = {"EVIDENCE_FOLDER": str(tmp_path / "evidence"), "UPLOADS": str(tmp_path / "uploads")}
    with opened(sqlite_books, **folders) as app:

        def visitor(name: str) -> Visitor:
            visiting = Visitor(app.test_client(), "GT-VIV")
            sign_in(visiting.client, sqlite_books, name, *MEMBERSHIPS[name])
            return visiting

        lucia, carlos, rosa = map(visitor, ("lucia", "carlos", "rosa"))
        marta, diego = map(visitor, ("marta", "diego"))
        from_rule_to_match(lucia, rosa, marta, diego)
        from_milestone_to_arrival(marta, diego, lucia, carlos, rosa)
        from_voucher_to_acceptance(lucia, rosa)
    assert_verified(sqlite_books)


def from_rule_to_match(lucia: Visitor, rosa: Visitor, marta: Visitor, diego: Visitor) -> None:
    lucia.open("/change/funds/AUSENTES")
    lucia.press("Look at the change", budget="125000", reason="The associations collected at Christmas.")
    lucia.press("Book it")
    lucia.open("/rules/AUS-CASA/versions/new")
    lucia.press("Show the version in words", effective_from="2020-12-29", tiers="0=0.5", remark="Storms.")
    lucia.press("Propose")

    rosa.go_home()
    read = rosa.follow("Rule AUS-CASA, version 2 waits for your agreement")
    assert "0.50 for each 1.00 instead of 0.50 for each 1.00 up to 8,000.00 of a project, then 0.25." in read
    assert "Under them it would get" in read
    rosa.press("Agree")
    assert "rosa agreed on" in rosa.open("/rules/AUS-CASA")

    marta.open("/projects/HUI-1/contributions/new")
    given = {"amount": "400", "currency": "USD", "kind": "bank_transfer", "source": "remittance"}
    marta.press(
        "Record", group="HUI", household="HUI-1-H02", received_on=LAST_DAY, files=sent_photo(), **given
    )
    reference = marta.path.rpartition("/")[2]
    diego.open(f"/verification/{reference}")
    said = diego.press("Verify and match", verification_method="bank_statement")
    assert f"{reference}: 200.00 USD matched by AUSENTES" in said
    why = rosa.open(f"/contributions/{reference}/why")
    assert "400.00 USD is matched with 200.00 USD." in why
    assert "0.50 for each 1.00: 200.00 for 400.00." in why


def from_milestone_to_arrival(
    marta: Visitor, diego: Visitor, lucia: Visitor, carlos: Visitor, rosa: Visitor
) -> None:
    handover = "/milestones/HUI-1/AUSENTES/HANDOVER"
    assert "There is no handover act yet." in marta.open(handover)
    marta.press("Add the file", file=sent_photo("act.jpg"), kind="handover_act")
    marta.press("Ask that it be certified", words="All five houses are lived in.")
    diego.go_home()
    assert "All five houses are lived in." in diego.follow("waits to be certified")
    diego.press("Certify")
    marta.open(f"{handover}/tranches/new")
    marta.press("Ask for it", amount="250")
    tranche = marta.path.partition("GT-VIV")[2]
    for manager, said in ((lucia, "One more person has to approve it."), (carlos, "it can be paid.")):
        manager.open(tranche)
        assert said in manager.press("Approve")

    lucia.open(tranche)
    lucia.follow("Pay it")
    lucia.press("Pay it", reference="PAY-HANDOVER", amount="250")
    lucia.follow("PAY-HANDOVER")
    lucia.follow("Enter what arrived")
    arrived = {"arrived_amount": "1900", "arrived_currency": "GTQ", "reason": "Statement of the bank"}
    lucia.press("Book what arrived", arrived_on=f"{datetime.now(UTC):%Y-%m-%d}", **arrived)
    assert "1,900.00 GTQ" in rosa.open("/disbursements/PAY-HANDOVER")


def from_voucher_to_acceptance(lucia: Visitor, rosa: Visitor) -> None:
    lucia.open("/enter/rates")
    lucia.press("Enter", currency="GTQ", month=MONTH, units_per_usd="7.65")
    accepted_before = accepted(rosa)
    lucia.open("/enter/expenditures?project=HUI-1")
    spent = {"spent_on": LAST_DAY, "amount": "1900", "currency": "GTQ", "category": "materials"}
    lucia.press("Go on", reference="VOU-DOORS", description="Doors", fund="AUSENTES", **spent)
    lucia.press("Book it")

    rosa.open("/expenditures/VOU-DOORS")
    rosa.press("Say it", verdict="queried", words="Where is the invoice?")
    assert "Where is the invoice?" in lucia.open("/expenditures/VOU-DOORS")
    lucia.press("Answer", words="Here it is.", file=sent_photo("invoice.jpg"))
    assert "Here it is." in rosa.open("/expenditures/VOU-DOORS")
    rosa.press("Say it", verdict="accepted")
    assert accepted(rosa) - accepted_before == 1_900_00
    assert "VOU-DOORS" in rosa.open("/funds/AUSENTES/figures/accepted?part=to-date")


def accepted(donor: Visitor) -> int:
    """In minor units, as the fund's page says it to date."""
    donor.open("/funds/AUSENTES")
    [shown] = donor.page.xpath("//a[contains(@href, '/figures/accepted') and contains(@href, 'part=')]")
    return int(re.sub(r"\D", "", shown.text_content()))
