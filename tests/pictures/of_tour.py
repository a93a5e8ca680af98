"""The tour of docs/tour.md: one contribution of the example of Tajikistan, from the treasurer to the report."""

from playwright.sync_api import Page

from tests.journeys.papers import photo
from tests.journeys.site import DESK, PHONE, Taps
from tests.pictures.taking import Picture

P = "/programmes/TJ-REM"
GIVEN = "FAK-2004-04"
PAID = "PAY-141"
REPORT = f"{P}/report?span=2020-Q2"


def type_entry(page: Page) -> None:
    """As the officer typed it in April 2020."""
    taps = Taps(page)
    taps.choose("Household group", "FAK-1")
    taps.choose("Household", "FAK-1-07")
    taps.fill("Received on", "2020-04-16")
    taps.fill("Amount", "30 000")
    taps.choose("Currency", "RUB")
    taps.choose("Kind", "bank_transfer")
    taps.choose("Source", "remittance")
    taps.add("Photo or PDF", photo())


def draw(page: Page) -> None:
    """Each chart is drawn when it comes into view."""
    for chart in page.locator(".chart").all():
        chart.scroll_into_view_if_needed()
        chart.locator(".main-svg").first.wait_for()
    page.evaluate("scrollTo(0, 0)")


OF_TOUR = (
    Picture("tour-key", "zarina", f"{P}/groups/FAK-1/key", DESK),
    Picture("tour-entry", "zarina", f"{P}/projects/FAK-WATER/contributions/new", PHONE, type_entry),
    Picture("tour-contribution", "zarina", f"{P}/contributions/{GIVEN}"),
    Picture("tour-why", "ingrid", f"{P}/matches/1068/1"),
    Picture("tour-payment", "munira", f"{P}/disbursements/{PAID}", DESK),
    Picture("tour-voucher", "ingrid", f"{P}/expenditures/FAK-WATER-V26", DESK),
    Picture("tour-fund", "ingrid", f"{P}/funds/IOM", DESK),
    Picture("tour-over-time", "munira", REPORT, DESK, draw, "#chart-over-time"),
    Picture("tour-flow", "munira", REPORT, DESK, draw, "#chart-flow"),
    Picture("tour-places", "munira", REPORT, DESK, draw, "#chart-places"),
)
