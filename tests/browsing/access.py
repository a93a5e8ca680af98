"""Whether everybody can use a page, so far as axe can tell."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Without `preload`, which would load the sheet of styles once more, as the policy of the page forbids.
_RUN = """rules => axe.run({
    runOnly: {type: "tag", values: rules}, resultTypes: ["violations"], preload: false
})"""


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: the rule, and where it is broken."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(_RUN, RULES)["violations"]
    return [
        f"{broken['id']} ({broken['impact']}): {broken['help']}\n    {node['html'][:200]}\n    {_why(node)}"
        for broken in found
        for node in broken["nodes"]
    ]


def _why(node: dict[str, list[dict[str, str]]]) -> str:
    return "; ".join(each["message"] for each in node["any"] + node["all"] + node["none"])
