"""An administrator lets people in, and out."""

import pytest
from playwright.sync_api import Page

from tests.browsing.books import stored
from tests.journeys.site import EVERY_WAY, Site, fill_sign_in, go_to, press

pytestmark = pytest.mark.slow

CHOSEN = "seven apricots by the canal"


@EVERY_WAY
def test_invites_somebody_who_then_works_until_the_account_is_disabled(site: Site) -> None:
    page = site.sign_in("farida")
    make_account(page, "gulnora")
    site.check(page)
    give_role(site, page)
    invited = site.open(make_link(site, page))
    site.check(invited)
    choose_password(invited)
    invited.goto(site.address)
    press(invited.get_by_role("link", name="Remittances for rural water, Khatlon").first)
    go_to(invited, "Verification")
    assert invited.get_by_role("heading", name="Verification", level=1).is_visible()

    press(page.get_by_role("link", name="Administration"))
    press(page.get_by_role("link", name="gulnora"))
    press(page.get_by_role("button", name="Disable"))
    site.check(page)
    invited.reload()
    assert invited.get_by_role("button", name="Sign in").is_visible()
    fill_sign_in(invited, "gulnora", CHOSEN)
    assert invited.get_by_role("alert").is_visible()
    site.check(invited)


def test_a_link_works_once_and_resets_the_password(site: Site) -> None:
    page = site.sign_in("farida")
    press(page.get_by_role("link", name="Administration"))
    press(page.get_by_role("link", name="zarina"))
    link = make_link(site, page)
    choose_password(site.open(link))
    again = site.open(link)
    site.check(again)
    assert again.get_by_role("button", name="Set the password").count() == 0
    signed_in = site.open()
    fill_sign_in(signed_in, "zarina", CHOSEN)
    assert signed_in.get_by_role("heading", level=1, name="What waits for me").is_visible()


def test_sees_no_programme_from_inside(site: Site) -> None:
    page = site.sign_in("farida")
    before = stored(site.engine)
    assert page.request.get(f"{site.address}/programmes/TJ-KHT").status == 404
    assert stored(site.engine) == before


def make_account(page: Page, name: str) -> None:
    press(page.get_by_role("link", name="Administration"))
    press(page.get_by_role("link", name="Make an account"))
    page.get_by_label("Name").fill(name)
    press(page.get_by_role("button", name="Make the account"))


def give_role(site: Site, page: Page) -> None:
    press(page.get_by_role("link", name="Add a role"))
    site.check(page)
    page.get_by_label("Role", exact=True).select_option("verifier-programme")
    page.get_by_label("Programme").select_option("TJ-KHT")
    press(page.get_by_role("button", name="Continue"))
    site.check(page)
    press(page.get_by_role("button", name="Add the role"))


def make_link(site: Site, page: Page) -> str:
    """The path of the address that is handed over."""
    press(page.get_by_role("button", name="Make a link to choose a password"))
    site.check(page)
    said = page.get_by_role("main").inner_text()
    return "/links/" + said.partition("/links/")[2].split()[0]


def choose_password(page: Page) -> None:
    page.get_by_label("New password", exact=True).fill(CHOSEN)
    page.get_by_label("New password, once more").fill(CHOSEN)
    press(page.get_by_role("button", name="Set the password and sign in"))
