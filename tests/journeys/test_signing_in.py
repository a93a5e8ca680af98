"""Somebody is invited, chooses a password, comes back, and loses nothing when the sign-in runs out."""

from typing import Any

from playwright.sync_api import Browser, Page
from sqlalchemy import Engine

from core.web.cookies import LOCAL
from tests.journeys.site import press
from tests.journeys.test_reports import ON_A_PHONE_AND_AT_A_DESK
from tests.web import ADMINISTRATOR, import_example, opened, served, signed_in_context

PASSWORD = "melon under the mulberry"


@ON_A_PHONE_AND_AT_A_DESK
def test_from_the_invitation_to_the_next_day(
    sqlite_engine: Engine, browser: Browser, width: int, has_script: bool
) -> None:
    import_example(sqlite_engine, "khatlon_water")
    view: dict[str, Any] = {"viewport": {"width": width, "height": 740}, "java_script_enabled": has_script}
    with opened(sqlite_engine) as app, served(app) as address:
        office = signed_in_context(browser, address, sqlite_engine, "farida", ADMINISTRATOR, **view)
        link = invite(office.new_page(), address)
        office.close()
        village = browser.new_context(**view)
        page = village.new_page()
        page.goto(link)
        page.get_by_label("New password", exact=True).fill(PASSWORD)
        page.get_by_label("New password, once more").fill(PASSWORD)
        press(page.get_by_role("button", name="Set the password and sign in"))
        press(page.get_by_role("button", name="Sign out"))
        page.get_by_label("Name").fill("Rano S.")
        page.get_by_label("Password").fill(PASSWORD)
        press(page.get_by_role("button", name="Sign in"))
        press(page.get_by_role("link", name="Rano S."))
        assert "Field officer: community HILOLI of TJ-KHT" in page.locator("main").inner_text()
        village.close()


def invite(page: Page, address: str) -> str:
    """As an administrator does; returns the link that is handed over."""
    page.goto(f"{address}/accounts")
    press(page.get_by_role("link", name="Make an account"))
    page.get_by_label("Name").fill("Rano S.")
    press(page.get_by_role("button", name="Make the account"))
    press(page.get_by_role("link", name="Add a role"))
    page.get_by_label("Role").select_option(label="Field officer, of some communities")
    page.get_by_label("Programme").select_option("TJ-KHT")
    press(page.get_by_role("button", name="Continue"))
    page.get_by_label("HILOLI").check()
    press(page.get_by_role("button", name="Add the role"))
    press(page.get_by_role("button", name="Make a link"))
    return page.get_by_role("link", name="/links/").inner_text()


def test_what_was_typed_when_the_sign_in_ran_out_is_sent_after_all(
    sqlite_engine: Engine, browser: Browser
) -> None:
    with opened(sqlite_engine) as app, served(app) as address:
        context = signed_in_context(browser, address, sqlite_engine, "farida", ADMINISTRATOR)
        page = context.new_page()
        link = _own_link(page, address)
        page.goto(link)
        page.get_by_label("New password", exact=True).fill(PASSWORD)
        page.get_by_label("New password, once more").fill(PASSWORD)
        press(page.get_by_role("button", name="Set the password and sign in"))
        page.goto(f"{address}/accounts/new")
        page.get_by_label("Name").fill("Ҷамшед Қ.")
        context.clear_cookies(name=LOCAL)
        press(page.get_by_role("button", name="Make the account"))
        page.get_by_label("Name").fill("farida")
        page.get_by_label("Password").fill(PASSWORD)
        press(page.get_by_role("button", name="Sign in"))
        assert "Ҷамшед Қ." in page.locator("main").inner_text()
        press(page.get_by_role("button", name="Send it"))
        assert page.get_by_role("heading", level=1).inner_text() == "Ҷамшед Қ."
        context.close()


def _own_link(page: Page, address: str) -> str:
    page.goto(f"{address}/accounts/1")
    press(page.get_by_role("button", name="Make a link"))
    return page.get_by_role("link", name="/links/").inner_text()
