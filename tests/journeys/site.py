"""The site as people meet it: served, with the books of an example, and browsers of every kind."""

import re
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page
from sqlalchemy import Engine

from tests.browsing.access import violations_by_light_and_dark
from tests.browsing.watching import watched
from tests.core.accounts import PASSWORD

PHONE, DESK = 360, 1280


@dataclass(frozen=True)
class Way:
    """How somebody comes to the site, and what it stands on."""

    width: int = PHONE
    has_script: bool = True
    database: str = "sqlite"


EVERY_WAY = pytest.mark.parametrize(
    "site",
    [Way(), Way(width=DESK, has_script=False, database="postgresql")],
    ids=["phone", "desk without script on postgresql"],
    indirect=True,
)
"""For the journey that is a role's daily work; its others are made on a phone."""


@dataclass
class Site:
    """`leaving` closes what is opened, and fails where a browser had to complain."""

    address: str
    engine: Engine
    way: Way
    browser: Browser
    leaving: ExitStack

    def open(self, path: str = "/") -> Page:
        """A page of a browser in which nobody is signed in."""
        context = self.browser.new_context(
            viewport={"width": self.way.width, "height": 740}, java_script_enabled=self.way.has_script
        )
        context.set_default_timeout(30_000)
        page = self.leaving.enter_context(watched(context, self.address)).new_page()
        page.goto(self.address + path)
        return page

    def sign_in(self, name: str) -> Page:
        """Somebody with a password begins the day."""
        page = self.open()
        fill_sign_in(page, name)
        return page

    def check(self, page: Page) -> None:
        """Everybody can use the page as it stands, by light and by dark, and nothing of it is cut off."""
        if self.way != Way():
            return
        found = violations_by_light_and_dark(page)
        assert not found, "\n".join(found)
        assert_not_sideways(page)


def fill_sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    press(page.get_by_role("button", name="Sign in"))


def press(way_on: Locator) -> None:
    """What leads to another page; that page is there when this returns."""
    with way_on.page.expect_navigation():
        way_on.click()


def assert_not_sideways(page: Page) -> None:
    """The page is no wider than the screen."""
    wider = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    assert wider <= 0


def go_to(page: Page, section: str) -> None:
    """By the menu of the programme, which is folded on a phone."""
    menu = page.get_by_role("navigation", name="Sections of the programme")
    link = menu.get_by_role("link", name=section, exact=True)
    folded = menu.locator("summary")
    if not link.is_visible():
        folded.click()
    press(link)


class Taps:
    """Counts what a finger does on a page: each field that is filled in or chosen, each button."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def fill(self, label: str, text: str) -> None:
        self._field(label).fill(text)

    def choose(self, label: str, value: str) -> None:
        self._field(label).select_option(value)

    def add(self, label: str, file: FilePayload) -> None:
        self._field(label).set_input_files(file)

    def press(self, button: str) -> None:
        self.count += 1
        press(self.page.get_by_role("button", name=button, exact=True))

    def follow(self, link: str) -> None:
        self.count += 1
        press(self.page.get_by_role("link", name=link, exact=True))

    def _field(self, label: str) -> Locator:
        self.count += 1
        # What is not required says so behind its label.
        return self.page.get_by_label(re.compile(rf"^{re.escape(label)}( \(not required\))?$"))
