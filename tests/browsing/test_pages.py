from collections import Counter

import pytest
from lxml import html

from tests.browsing.conftest import EVERYBODY, Found, Site
from tests.browsing.markup import faults_of
from tests.browsing.visible import leftovers

MOST_BYTES = 60_000
"""Of a page's HTML: a minute over the slowest network is too long."""
MOST_BYTES_OF_A_REPORT = 80_000
"""Its charts and tables are read at a desk; packed for the way they are a quarter of that."""

everybody = pytest.mark.parametrize("name", EVERYBODY)


@everybody
def test_no_link_is_broken(found: dict[str, Found], name: str) -> None:
    linked = found[name].links
    broken = {
        address: (visit.status, linked.get(address, "a form"))
        for address, visit in found[name].visits.items()
        # Half a form, as the crawl sends it, may be answered with what else to choose.
        if visit.status >= 400 and not (visit.status == 422 and address not in linked)
    }
    assert broken == {}


@everybody
def test_looking_around_stores_nothing(found: dict[str, Found], name: str) -> None:
    assert found[name].after == found[name].before


@everybody
def test_every_page_says_what_it_is_and_in_which_language(found: dict[str, Found], name: str) -> None:
    nameless = []
    for address, visit in found[name].pages.items():
        tree = html.document_fromstring(visit.body)
        headings = [heading.text_content().strip() for heading in tree.iterfind(".//h1")]
        title = (tree.findtext(".//title") or "").split("·")[0].strip()
        if tree.get("lang") != "en" or len(headings) != 1 or not headings[0] or not title:
            nameless.append((address, tree.get("lang"), title, headings))
    assert nameless == []


@everybody
def test_no_page_shows_what_is_meant_for_machines(found: dict[str, Found], name: str) -> None:
    pages = found[name].pages.items()
    shown = {address: leftovers(html.document_fromstring(visit.body)) for address, visit in pages}
    assert {address: what for address, what in shown.items() if what} == {}


@everybody
def test_every_page_is_light(found: dict[str, Found], name: str) -> None:
    heavy = {}
    for address, page in found[name].pages.items():
        most = MOST_BYTES_OF_A_REPORT if "/report?" in address else MOST_BYTES
        if len(page.body) > most:
            heavy[address] = len(page.body)
    assert heavy == {}


def test_every_kind_of_page_is_valid_html(
    site: Site, found: dict[str, Found], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two of each kind that somebody finds."""
    pages, of_kind = {}, Counter[tuple[str, str]]()
    for name in EVERYBODY:
        for address, visit in found[name].pages.items():
            kind = name, site.endpoint(address)
            of_kind[kind] += 1
            if of_kind[kind] <= 2:
                pages[f"{name} {address}"] = visit.body.decode()
    assert len(pages) > len(EVERYBODY)
    faults = faults_of(pages, tmp_path_factory.mktemp("pages"))
    assert not faults, "\n".join(faults)


@everybody
def test_plotly_is_named_by_the_pages_of_reports_alone(
    site: Site, found: dict[str, Found], name: str
) -> None:
    naming = {address for address, visit in found[name].pages.items() if b"plotly" in visit.body.lower()}
    drawn = {"reports.report_page", "equity.equity_view"}
    reports = {address for address in found[name].pages if site.endpoint(address) in drawn}
    assert naming == {address for address in reports if found[name].pages[address].status == 200}
