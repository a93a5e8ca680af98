"""Every kind of page, on a phone, by light and by dark."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browsing.access import violations_by_light_and_dark
from tests.browsing.conftest import EVERYBODY, STRANGER, Found, Site
from tests.browsing.watching import watched
from tests.web import served, signed_in_context

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """How whatever is read looked on the pages before."""
    return set()


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_can_use_every_kind_of_page(
    site: Site, found: dict[str, Found], browser: Browser, seen: set[str], name: str
) -> None:
    faults = []
    with served(site.app) as address:
        if name == STRANGER:
            context = browser.new_context(viewport=PHONE)
        else:
            context = signed_in_context(browser, address, site.engine, name, viewport=PHONE)
        context.add_init_script(AXE_SCRIPT)  # compiled once
        with watched(context, address):
            page = context.new_page()
            for path in _first_of_each_kind(site, found, name):
                page.goto(f"{address}{path}")
                faults += [f"{path} {fault}" for fault in _faults(page, seen)]
    assert not faults, "\n".join(faults)


def _first_of_each_kind(site: Site, found: dict[str, Found], name: str) -> list[str]:
    """One address of every kind of page that nobody before this person could open."""
    seen: set[str] = set()
    for each in EVERYBODY:
        new: dict[str, str] = {}
        for path in found[each].pages:
            new.setdefault(site.endpoint(path), path)
        if each == name:
            return [path for kind, path in new.items() if kind not in seen]
        seen |= new.keys()
    raise LookupError(name)


def _faults(page: Page, seen: set[str]) -> list[str]:
    """By light and by dark; and whether the page is wider than the screen."""
    found = violations_by_light_and_dark(page, seen)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    return found if width <= 360 else [f"is {width} wide", *found]
