"""A verifier sees whether the money is there, and says so, or gives it back."""

import pytest
from playwright.sync_api import Page

from tests.browsing.books import stored
from tests.journeys.papers import photo
from tests.journeys.site import EVERY_WAY, Site, Taps, go_to, press

pytestmark = pytest.mark.slow

PROGRAMME = "/programmes/TJ-KHT"


@EVERY_WAY
def test_decides_what_waits_and_matches_it(site: Site) -> None:
    record(site, "2400", household="FAK-H3", on="2020-06-14")
    page = site.sign_in("bahrom")
    press(page.get_by_role("link", name="Compare"))
    site.check(page)
    decide_that_they_are_the_same(site, page)

    go_to(page, "Verification")
    site.check(page)
    press(page.get_by_role("link", name="FAK-011", exact=True))
    page.get_by_label("What is wrong with it?").fill("Whose is it? The slip is missing.")
    press(page.get_by_role("button", name="Return with this reason"))
    assert "FAK-011" in page.get_by_role("status").inner_text()

    open_entry(page, "FAK-023")
    site.check(page)
    verify(page, "Bank statement")
    assert "FAK-023" in page.get_by_role("status").inner_text()

    open_entry(page, "FAK-TANK-001")
    site.check(page)
    assert page.get_by_role("main").locator("a[href*='/evidence/']").first.is_visible()
    verify(page, "Slip")
    said = page.get_by_role("status").inner_text()
    assert "IOMDF" in said, page.get_by_role("main").inner_text()
    site.check(page)


@pytest.mark.parametrize("button", ["Verify and match", "Return with this reason"])
def test_cannot_decide_on_an_entry_of_their_own(site: Site, button: str) -> None:
    page = site.sign_in("zarina")
    page.goto(f"{site.address}{PROGRAMME}/verification/FAK-023")
    site.check(page)
    assert page.get_by_role("button", name=button).count() == 0
    before = stored(site.engine)
    token = page.locator("[name=csrf_token]").first.input_value()
    typed: dict[str, str | float | bool] = {
        "csrf_token": token,
        "verification_method": "slip",
        "verified_on": "2020-06-20",
        "reason": "Mine",
    }
    way = "/return" if button.startswith("Return") else ""
    answer = page.request.post(f"{page.url}{way}", form=typed)
    assert answer.status in (403, 409)
    assert stored(site.engine) == before


def test_is_told_that_a_rate_is_missing(site: Site) -> None:
    reference = record(site, "2400", household="FAK-H3", on="2020-08-14")
    page = site.sign_in("bahrom")
    page.goto(f"{site.address}{PROGRAMME}/verification/{reference}")
    assert "There is no rate of TJS for Aug 2020" in page.get_by_role("main").inner_text()
    assert page.get_by_role("button", name="Verify and match").count() == 0
    site.check(page)


def record(site: Site, amount: str, *, household: str, on: str) -> str:
    """What an officer does first; the reference of the new entry."""
    page = site.sign_in("zarina")
    page.goto(f"{site.address}{PROGRAMME}/projects/FAK-TANK/contributions/new")
    taps = Taps(page)
    taps.fill("Amount", amount)
    taps.choose("Household", household)
    taps.fill("Received on", on)
    taps.add("Photo or PDF", photo())
    taps.press("Record")
    return page.url.rpartition("/")[2]


def decide_that_they_are_the_same(site: Site, page: Page) -> None:
    press(page.get_by_role("link", name="FAK-021 and FAK-022"))
    site.check(page)
    page.get_by_label("The same money, entered twice").check()
    page.get_by_label("FAK-021", exact=True).check()
    press(page.get_by_role("button", name="Decide"))
    assert "one of them is withdrawn" in page.get_by_role("status").inner_text()
    site.check(page)


def open_entry(page: Page, reference: str) -> None:
    go_to(page, "Verification")
    press(page.get_by_role("link", name=reference, exact=True))


def verify(page: Page, method: str) -> None:
    page.get_by_label(method).check()
    press(page.get_by_role("button", name="Verify and match"))
