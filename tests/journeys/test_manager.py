"""Programme managers keep the terms and the money; what binds others takes two of them."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Download, FilePayload, Page

from tests.browsing.books import stored
from tests.journeys.site import EVERY_WAY, Site, go_to, press

pytestmark = pytest.mark.slow

PROGRAMME = "/programmes/TJ-KHT"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MONEY = ("amount", "currency", "kind", "status")


@EVERY_WAY
def test_changes_a_budget_adds_a_rate_and_has_a_payment_confirmed(site: Site) -> None:
    page = into_the_programme(site, "munira")
    go_to(page, "Funds")
    press(page.get_by_role("link", name="Jamoat budget"))
    press(page.get_by_role("link", name="Change the fund"))
    page.get_by_label("Budget", exact=True).fill("25 000,50")
    page.get_by_label("Reason").fill("The council added to it.")
    press(page.get_by_role("button", name="Look at the change"))
    site.check(page)
    press_first(page)
    assert "25,000.50" in main(page)

    go_to(page, "Rates")
    press(page.get_by_role("link", name="Add a rate"))
    page.get_by_label("Currency").fill("TJS")
    page.get_by_label("Month").fill("2020-07")
    page.get_by_label("Units for one USD").fill("10.3165")
    press(page.get_by_role("button", name="Enter"))
    go_to(page, "Rates")
    assert "10.3165" in main(page)

    go_to(page, "Payments")
    press(page.get_by_role("link", name="Propose a payment").first)
    page.get_by_label("Fund", exact=True).select_option("JAMOAT")
    page.get_by_label("Project", exact=True).select_option("FAK-WATER")
    page.get_by_role("textbox", name="Reference", exact=True).fill("PAY-2")
    page.get_by_label("Paid on").fill("2020-06-19")
    page.get_by_label("Amount, in the fund's currency").fill("1500")
    press(page.get_by_role("button", name="Look at the payment"))
    site.check(page)
    press(page.get_by_role("button", name="Propose"))
    go_to(page, "Proposals")
    press(page.get_by_role("link", name="PAY-2"))
    assert page.get_by_role("button", name="Confirm and book").count() == 0

    confirm(site, "PAY-2")
    go_to(page, "Payments")
    assert "1,500.00" in page.get_by_role("row", name="PAY-2").inner_text()
    site.check(page)

    go_to(page, "Reports")
    page.get_by_label("Quarter or months").fill("2020-04..2020-06")
    with page.expect_download() as report:
        page.get_by_role("button", name="Download the workbook").click()
    sheets = read(report.value).sheetnames
    assert {"control", "matches"} <= set(sheets)


@pytest.mark.parametrize("decision", ["confirm", "decline"])
def test_proposes_a_new_version_of_a_rule(site: Site, decision: str) -> None:
    page = into_the_programme(site, "munira")
    go_to(page, "Rules")
    press(page.get_by_role("link", name="JAM-1").first)
    press(page.get_by_role("link", name="Propose a new version"))
    page.get_by_label("In force from").fill("2020-07-01")
    page.get_by_label("Ratio").fill("0.2")
    page.get_by_label("Why").fill("Decided by the council.")
    press(page.get_by_role("button", name="Show the version in words"))
    assert "0.20 for each 1.00 instead of 0.10 for each 1.00" in main(page)
    site.check(page)
    press(page.get_by_role("button", name="Propose"))
    site.check(page)
    if decision == "decline":
        decline(site, "JAM-1", "The council has not decided yet.")
        page.goto(f"{site.address}{PROGRAMME}/proposals")
        press(page.get_by_role("link", name="JAM-1"))
        assert "The council has not decided yet." in main(page)
        site.check(page)
    else:
        confirm_for_the_donor(site, "JAM-1", "Letter of the jamoat of 12 June 2020")
        page.goto(f"{site.address}{PROGRAMME}/rules/JAM-1")
        assert "Version 2" in main(page)
        assert "Letter of the jamoat of 12 June 2020" in main(page)


def test_settles_a_project_and_gives_back_what_is_too_much(site: Site) -> None:
    page = into_the_programme(site, "munira")
    page.goto(f"{site.address}{PROGRAMME}/projects/FAK-WATER/settle")
    page.get_by_label("Completed").check()
    page.get_by_label("Settled on").fill("2020-06-30")
    page.get_by_label("Final cost").fill("130000")
    press(page.get_by_role("button", name="Show what it would release"))
    site.check(page)
    assert "Released" in main(page)
    press(page.get_by_role("button", name="Propose"))
    confirm(site, "Settlement")
    page.goto(f"{site.address}{PROGRAMME}/projects/FAK-WATER")
    assert "Completed" in main(page)


def test_sees_what_is_wrong_with_a_workbook_and_books_the_mended_one(site: Site) -> None:
    page = into_the_programme(site, "munira")
    go_to(page, "Workbook")
    before = stored(site.engine)
    upload(page, workbook(amount="twelve"))
    site.check(page)
    said = main(page)
    assert "contributions" in said
    assert "twelve" in said
    with page.expect_download() as marked:
        page.get_by_role("link", name="marked").click()
    sheet = read(marked.value)["contributions"]
    assert sheet["F2"].comment is not None
    # That a file was looked at is noted by nobody.
    assert stored(site.engine) == before

    go_to(page, "Workbook")
    upload(page, workbook(amount=1200))
    site.check(page)
    press_first(page)
    site.check(page)
    go_to(page, "Contributions")
    assert page.get_by_role("row", name="FAK-091").is_visible()


def test_grants_again_what_a_larger_budget_makes_room_for(site: Site) -> None:
    page = into_the_programme(site, "munira")
    page.goto(f"{site.address}{PROGRAMME}/change/projects/FAK-WATER")
    page.get_by_label("Budget").first.fill("200000")
    page.get_by_label("Holds from").fill("2020-06-19")
    page.get_by_label("Reason").fill("The pipe is longer.")
    press(page.get_by_role("button", name="Look at the change"))
    press_first(page)
    page.goto(f"{site.address}{PROGRAMME}/funds/JAMOAT/re-match")
    site.check(page)
    assert "2,899.91 TJS could be granted to 4 contributions now." in main(page)
    page.get_by_label("I have looked at the list").check()
    press(page.get_by_role("button", name="Grant these"))
    page.goto(f"{site.address}{PROGRAMME}/funds/JAMOAT/re-match")
    assert "There is nothing that this fund could grant" in main(page)


def test_reads_who_changed_what_and_takes_it_along(site: Site) -> None:
    page = into_the_programme(site, "munira")
    page.goto(f"{site.address}{PROGRAMME}/change/funds/JAMOAT")
    page.get_by_label("Name", exact=True).fill("Jamoat of Fakhrobod")
    page.get_by_label("Reason").fill("As it calls itself.")
    press(page.get_by_role("button", name="Look at the change"))
    press_first(page)
    go_to(page, "Audit")
    site.check(page)
    said = main(page)
    assert "Jamoat budget" in said
    assert "Jamoat of Fakhrobod" in said
    assert "As it calls itself." in said
    with page.expect_download() as export:
        page.get_by_role("link", name="Download as Excel").click()
    rows = read(export.value).worksheets[0].iter_rows(values_only=True)
    assert any("Jamoat of Fakhrobod" in row for row in rows)


def into_the_programme(site: Site, name: str) -> Page:
    page = site.sign_in(name)
    press(page.get_by_role("link", name="Remittances for rural water, Khatlon").first)
    return page


def main(page: Page) -> str:
    return page.get_by_role("main").inner_text()


def press_first(page: Page) -> None:
    """What was looked at is booked by the first button of the page."""
    press(page.get_by_role("main").get_by_role("button").first)


def confirm(site: Site, proposal: str) -> None:
    """The second manager, in a browser of their own."""
    page = open_proposal(site, proposal)
    site.check(page)
    press(page.get_by_role("button", name="Confirm and book"))
    assert page.get_by_role("button", name="Confirm and book").count() == 0


def confirm_for_the_donor(site: Site, proposal: str, document: str) -> None:
    """Of a fund whose donor has no account."""
    page = open_proposal(site, proposal)
    site.check(page)
    page.locator("#document").fill(document)
    press(page.get_by_role("button", name="Confirm for the donor and book"))


def decline(site: Site, proposal: str, reason: str) -> None:
    page = open_proposal(site, proposal)
    page.get_by_label("Why not?").fill(reason)
    press(page.get_by_role("button", name="Decline with this reason"))


def open_proposal(site: Site, proposal: str) -> Page:
    page = into_the_programme(site, "rustam")
    go_to(page, "Proposals")
    press(page.get_by_role("link", name=proposal).first)
    return page


def upload(page: Page, file: FilePayload) -> None:
    page.get_by_label("Workbook").last.set_input_files(file)
    press(page.get_by_role("button", name="Check the file"))


def read(download: Download) -> Workbook:
    return load_workbook(BytesIO(download.path().read_bytes()))


def workbook(amount: object) -> FilePayload:
    """This month's contributions, as a sheet."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "contributions"
    sheet.append(["reference", "project", "group", "household", "received_on", *MONEY])
    sheet.append(["FAK-091", "FAK-TANK", "FAK-1", "FAK-H1", "2020-06-11", amount, "TJS", "cash", "recorded"])
    file = BytesIO()
    made.save(file)
    return {"name": "June.xlsx", "mimeType": EXCEL, "buffer": file.getvalue()}
