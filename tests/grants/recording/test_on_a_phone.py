"""Recording on a telephone: few taps, nothing cut off, nothing that a reader of screens stumbles over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page

from tests.browsing.access import violations
from tests.grants.evidence.pictures import jpeg
from tests.grants.recording.desk import LIST, NEW, OFFICER
from tests.journeys.site import press
from tests.web import opened, served, signed_in_context

MOST_TAPS = 6


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(
    request: pytest.FixtureRequest, books: sa.Engine, browser: Browser, tmp_path: Path
) -> Iterator[Page]:
    view = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": request.param}
    with opened(books, EVIDENCE_FOLDER=str(tmp_path / "evidence")) as app, served(app) as address:
        context = signed_in_context(browser, address, books, "zarina", OFFICER, base_url=address, **view)
        page = context.new_page()
        yield page
        context.close()


def test_the_plain_case_takes_six_taps(phone: Page) -> None:
    """To choose from a list is two: one to open it, one on the choice. To write is one, and so is a button."""
    phone.goto(NEW)
    taps = 0
    for label, choice in (("Household", "FAK-H1"), ("Kind", "cash")):
        phone.get_by_label(label, exact=True).select_option(choice)
        taps += 2
    phone.get_by_label("Amount", exact=True).fill("1000")
    taps += 1
    press(phone.get_by_role("button", name="Record"))
    taps += 1
    assert phone.url.endswith(f"{LIST}/FAK-WATER-001")
    assert taps <= MOST_TAPS


def test_a_photo_survives_the_summary(phone: Page, tmp_path: Path) -> None:
    photo = tmp_path / "slip.jpg"
    photo.write_bytes(jpeg())
    phone.goto(NEW)
    phone.get_by_label("Kind", exact=True).select_option("cash")
    phone.get_by_label("Amount", exact=True).fill("1000")
    phone.locator("#files").set_input_files(photo)
    press(phone.get_by_role("button", name="Look at it first"))
    phone.get_by_role("heading", name="Is this right?").wait_for()
    press(phone.get_by_role("button", name="Record"))
    phone.get_by_role("heading", name="Evidence").wait_for()
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Photo, 1 kB").click()
    assert download.value.suggested_filename.startswith("FAK-WATER-001-")


def test_axe_finds_nothing(books: sa.Engine, browser: Browser, tmp_path: Path) -> None:
    """By dark, as tests/browsing look at every page by light first."""
    view = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
    with opened(books, EVIDENCE_FOLDER=str(tmp_path / "evidence")) as app, served(app) as address:
        context = signed_in_context(browser, address, books, "zarina", OFFICER, base_url=address, **view)
        page = context.new_page()
        for where in (NEW, LIST, f"{LIST}/FAK-006"):
            page.goto(where)
            assert_sound(page)
        page.goto(NEW)
        page.get_by_label("Amount", exact=True).fill("900000")
        page.get_by_label("Kind", exact=True).select_option("cash")
        page.get_by_label("Received on", exact=True).fill("2020-05-02")
        press(page.get_by_role("button", name="Record"))
        page.get_by_label("Yes, the amount is right").wait_for()
        assert_sound(page)
        page.get_by_label("Yes, the amount is right").check()
        press(page.get_by_role("button", name="Record"))
        press(page.get_by_role("link", name="Withdraw"))
        assert_sound(page)
        press(page.get_by_role("button", name="Withdraw"))
        assert_sound(page)
        context.close()


def assert_sound(page: Page) -> None:
    assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, page.url
