"""The manager's quarter: what is missing, the narrative, the life and the impact of a project; and the board."""

from playwright.sync_api import Page

from tests.journeys.site import DESK
from tests.pictures.taking import Picture

P = "/programmes/TJ-REM"
QUARTER = f"{P}/quarters/2020-Q4"
SCHOOL = f"{P}/projects/HOI-SCHOOL"


def see_photos(page: Page) -> None:
    """Each is fetched when it comes into view."""
    for photo in page.locator(".photos img").all():
        photo.scroll_into_view_if_needed()
        page.wait_for_function("photo => photo.complete", arg=photo.element_handle())
    page.evaluate("scrollTo(0, 0)")


OF_QUARTER = (
    Picture("quarter", "munira", QUARTER, DESK),
    Picture("narrative", "munira", f"{QUARTER}/narrative", DESK),
    Picture("life", "munira", f"{SCHOOL}/life", DESK),
    Picture("impact", "munira", f"{P}/projects/FAK-WATER/impact", do=see_photos, of="section:has(.photos)"),
)

BOARD = Picture("board", "munira", f"{P}/projects/HIL-BRIDGE/board", DESK)
