"""The donor's questions, asked of the example of Tajikistan: the fund, why a match, a voucher; and the letter."""

from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.site import DESK
from tests.pictures.paper import first_page
from tests.pictures.taking import Picture, keep

P = "/programmes/TJ-REM"
FUND = f"{P}/funds/IOM"

OF_QUESTIONS = (
    Picture("fund", "ingrid", f"{FUND}?quarter=2020-Q4", DESK),
    Picture("why", "ingrid", f"{P}/contributions/FAK-2004-04/why"),
    Picture("review", "ingrid", f"{P}/expenditures/HIL-WATER-V22/reviews/IOM", DESK),
)

LETTER = Picture("letter", "ingrid", f"{FUND}/letter?quarter=2020-Q4", DESK)


def take_letter(page: Page, address: str, scratch: Path, folder: Path) -> None:
    """As it comes out of the printer."""
    page.goto(f"{address}{LETTER.path}")
    printed = scratch / f"{LETTER.name}.pdf"
    page.pdf(path=printed, prefer_css_page_size=True, print_background=True)
    keep(first_page(printed), folder / f"{LETTER.name}.png")
