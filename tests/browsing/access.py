"""Whether everybody can use a page, so far as axe can tell."""

from collections.abc import Mapping
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Without `preload`, which would load the sheet of styles once more, as the policy of the page forbids.
_RUN = """only => axe.run({runOnly: only, resultTypes: ["violations"], preload: false})"""
_IS_STYLED = "getComputedStyle(document.documentElement).getPropertyValue('--ink') !== ''"
_LOOKS = """() => {
  const names = e => e.getAttributeNames().filter(name => !/^(class|id|href|for|name|value)$/.test(name));
  const look = e => e === document.body ? "" :
    `${[e.localName, ...e.classList, ...names(e)]} < ${look(e.parentElement)}`;
  const hasText = e => [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const isRead = e => e.matches("input, select, textarea") || hasText(e);
  return [...new Set([...document.body.querySelectorAll("*")].filter(isRead).map(look))];
}"""
"""Of everything that is read: what kind of element it is, and within which, as the sheet of styles knows it."""

_ALL = {"type": "tag", "values": RULES}
_COLOURS = {"type": "rule", "values": ["color-contrast"]}


def violations(page: Page, only: Mapping[str, Any] = _ALL) -> list[str]:
    """What axe finds on the page as it stands: the rule, and where it is broken."""
    assert page.evaluate(_IS_STYLED), f"{page.url} came without its sheet of styles"
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(_RUN, only)["violations"]
    return [
        f"{broken['id']} ({broken['impact']}): {broken['help']}\n    {node['html'][:200]}\n    {_why(node)}"
        for broken in found
        for node in broken["nodes"]
    ]


def violations_by_light_and_dark(page: Page, seen: set[str] | None = None) -> list[str]:
    """The same for both themes, which differ in their colours only.

    By dark a page is passed over that looks like those before it, of which `seen` remembers the looks.
    """
    page.emulate_media(color_scheme="light")
    found = [f"(light) {fault}" for fault in violations(page)]
    looks = set(page.evaluate(_LOOKS))
    if seen is not None and looks <= seen:
        return found
    page.emulate_media(color_scheme="dark")
    found += [f"(dark) {fault}" for fault in violations(page, _COLOURS)]
    if seen is not None:
        seen |= looks
    return found


def _why(node: dict[str, list[dict[str, str]]]) -> str:
    return "; ".join(each["message"] for each in node["any"] + node["all"] + node["none"])
