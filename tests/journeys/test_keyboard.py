"""Whoever has a keyboard alone gets everywhere, and always sees where they are."""

import pytest
from playwright.sync_api import Page

from tests.core.accounts import PASSWORD
from tests.journeys.site import Site

pytestmark = pytest.mark.slow

MOST_STEPS = 60

_WHERE = """() => {
    const at = document.activeElement;
    const seen = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const label = at.labels && at.labels.length ? at.labels[0].innerText : "";
    return {
        name: (label || at.getAttribute("aria-label") || at.innerText || at.value || "").trim(),
        tag: at.tagName.toLowerCase(),
        // The calendar within a field for a day is the browser's own, and so is the mark on it.
        isSeen: (seen.outlineStyle !== "none" || at.type === "date") && parseFloat(seen.outlineWidth) >= 2
            && box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth
            && box.bottom > 0 && box.top < innerHeight,
    };
}"""


def test_a_contribution_is_recorded_by_the_keyboard_alone(site: Site) -> None:
    page = site.open()
    tab_to(page, "Name")
    page.keyboard.type("zarina")
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    press(page, "Enter")
    tab_to(page, "Remittances for rural water, Khatlon", "a")
    press(page, "Enter")
    tab_to(page, "Menu", "summary")
    press(page, "Space", stays=True)
    tab_to(page, "Projects", "a")
    press(page, "Enter")
    tab_to(page, "Water tank", "a")
    press(page, "Enter")
    tab_to(page, "Record a contribution", "a")
    press(page, "Enter")
    tab_to(page, "Household", "select")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Received on")
    page.keyboard.type("06142020")
    tab_to(page, "Amount")
    page.keyboard.type("2400")
    tab_to(page, "Record", "button")
    press(page, "Space")
    assert "Recorded: FAK-TANK-001." in page.get_by_role("status").inner_text()
    assert "FAK-H1" in page.get_by_role("main").inner_text()
    tab_to(page, "Sign out", "button")
    press(page, "Enter")
    assert page.get_by_role("button", name="Sign in").is_visible()


def test_the_first_stop_of_a_page_leads_past_its_head(site: Site) -> None:
    page = site.sign_in("zarina")
    page.keyboard.press("Tab")
    assert page.evaluate(_WHERE)["name"] == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def tab_to(page: Page, name: str, tag: str = "input") -> None:
    """Step by step to the control that begins with this name; each stop on the way is seen."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        at = page.evaluate(_WHERE)
        if at["tag"] == "body":  # around the end of the page
            continue
        assert at["isSeen"], at
        said = at["name"].partition("\n")[0].removesuffix("(not required)").strip()
        if at["tag"] == tag and (said == name or (tag == "summary" and said.startswith(name))):
            return
    raise AssertionError(f"{name} cannot be reached on {page.url}")


def press(page: Page, key: str, *, stays: bool = False) -> None:
    if stays:
        page.keyboard.press(key)
        return
    with page.expect_navigation():
        page.keyboard.press(key)
