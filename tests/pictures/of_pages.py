"""Pages of the site, with work at hand: the water pipe of the contract's workbook."""

from playwright.sync_api import Page

from tests.journeys.papers import photo
from tests.journeys.site import DESK, PHONE, Taps, press
from tests.journeys.test_manager import upload, workbook
from tests.pictures.taking import Picture, nothing

P = "/programmes/TJ-KHT"
NEW = f"{P}/projects/FAK-TANK/contributions/new"


def fill_entry(page: Page) -> None:
    taps = Taps(page)
    taps.fill("Amount", "2400")
    taps.choose("Household", "FAK-H3")
    taps.fill("Received on", "2020-06-14")
    taps.add("Photo or PDF", photo())


def look_at_entry(page: Page) -> None:
    fill_entry(page)
    press(page.get_by_role("button", name="Look at it first"))


def upload_problems(page: Page) -> None:
    upload(page, workbook(amount="twelve"))


OF_PAGES = (
    Picture("sign-in", "", "/sign-in"),
    Picture("home-officer", "zarina", "/"),
    Picture("home-verifier", "bahrom", "/", DESK),
    Picture("home-manager", "munira", "/", DESK),
    Picture("home-donor", "ingrid", "/", DESK),
    Picture("accounts", "farida", "/accounts", DESK),
    Picture("record", "zarina", NEW, PHONE, fill_entry),
    Picture("preview", "zarina", NEW, PHONE, look_at_entry),
    Picture("verification", "bahrom", f"{P}/verification/FAK-021", DESK),
    Picture("duplicates", "bahrom", f"{P}/duplicates/FAK-021/FAK-022", DESK),
    Picture("project", "munira", f"{P}/projects/FAK-WATER", DESK),
    Picture("proposals", "munira", f"{P}/proposals", DESK),
    Picture("passbook", "zarina", f"{P}/groups/FAK-1/passbook", DESK),
    Picture("upload-problems", "munira", f"{P}/workbook", DESK, upload_problems),
    Picture("audit", "munira", f"{P}/audit", DESK, nothing),
)
