"""The charts of a report in a browser: at a desk and on a phone, on paper, without script, and out of a file."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import Engine, update
from sqlmodel import col

from core.database import make_engine
from core.roles import Role, ScopeKind
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from tests.browsing.access import violations
from tests.browsing.watching import complaints_of, watched
from tests.journeys.site import DESK, PHONE
from tests.journeys.test_reports import assert_nothing_is_cut_off
from tests.reports.books import make_books
from tests.reports.villages import QUARTER, villages
from tests.web import Membership, opened, served, signed_in_context

MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
REPORT = f"/programmes/P/report?span={QUARTER}"
FILE = f"/programmes/P/report.html?span={QUARTER}"
CHARTS = 7

MARKS = """[...document.querySelectorAll(".drawing")].map((place) => place.querySelectorAll(
    ".points path, .js-line, .sankey-link"
).length)"""
"""How many marks each chart has by now."""


class Charts(NamedTuple):
    address: str
    engine: Engine
    browser: Browser

    def context(self, width: int = DESK, **options: object) -> BrowserContext:
        view = {"viewport": {"width": width, "height": 800}, **options}
        return signed_in_context(self.browser, self.address, self.engine, "zarina", MANAGER, **view)


@pytest.fixture(scope="module")
def charts(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Charts]:
    """Of a programme with something to draw in every chart."""
    made = tmp_path_factory.mktemp("charts") / "charts.sqlite"
    made.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{made}")
    make_books(engine, villages)
    with engine.begin() as connection:
        for code, latitude, marginality in (("UPPER", "38.9", "high"), ("LOWER", "37.6", "low")):
            known = {"latitude": latitude, "longitude": "68.9", "marginality": marginality}
            connection.execute(update(Community).where(col(Community.code) == code).values(**known))
    with opened(engine) as app, served(app) as address:
        yield Charts(address, engine, browser)
    engine.dispose()


def wait_until_drawn(page: Page) -> None:
    for _ in range(150):
        marks = page.evaluate(MARKS)
        if len(marks) == CHARTS and all(marks):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"drawn so far: {page.evaluate(MARKS)}")


def is_open(page: Page) -> list[bool]:
    found: list[bool] = page.evaluate(
        "[...document.querySelectorAll('.chart details')].map((each) => each.open)"
    )
    return found


def requests_of(page: Page) -> list[str]:
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_at_a_desk_every_chart_is_drawn_at_once(charts: Charts, theme: str) -> None:
    with watched(charts.context(color_scheme=theme), charts.address) as context:
        page = context.new_page()
        page.goto(f"{charts.address}{REPORT}")
        wait_until_drawn(page)
        for place in page.locator(".drawing").all():
            place.hover()  # a hint appears; its style is the page's own
        assert_nothing_is_cut_off(page)
        assert not any(is_open(page))
        assert violations(page) == []
        grounds = set(page.evaluate(GROUNDS))
        assert grounds == {
            page.evaluate("getComputedStyle(document.querySelector('.drawing')).backgroundColor")
        }


GROUNDS = """[...document.querySelectorAll(".drawing .main-svg:first-child")].map(
    (each) => getComputedStyle(each).backgroundColor)"""


def test_on_a_phone_plotly_is_loaded_when_it_is_asked_for(charts: Charts) -> None:
    with watched(charts.context(PHONE), charts.address) as context:
        page = context.new_page()
        asked = requests_of(page)
        page.goto(f"{charts.address}{REPORT}")
        assert_nothing_is_cut_off(page)
        assert violations(page) == []
        page.locator(".chart summary").first.press("Enter")
        assert is_open(page) == [True] + [False] * (CHARTS - 1)
        assert not [address for address in asked if "/scripts/" in address]
        page.get_by_role("button", name=re.compile(r"Draw the charts \(1\.\d MB\)")).click()
        wait_until_drawn(page)
        assert_nothing_is_cut_off(page)
        assert len([address for address in asked if "/scripts/" in address]) == 1
        assert not page.get_by_role("button", name="Draw the charts").is_visible()
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 800})
            wait_until_drawn(page)
            assert_nothing_is_cut_off(page)
        page.goto(f"{charts.address}{REPORT}&fund=IOM")
        wait_until_drawn(page)


def test_without_script_the_page_says_so_and_its_numbers_are_open(charts: Charts) -> None:
    with watched(charts.context(java_script_enabled=False), charts.address) as context:
        page = context.new_page()
        page.goto(f"{charts.address}{REPORT}")
        assert page.locator("noscript > p").is_visible()
        assert page.locator(".chart").get_by_role("table").count() == CHARTS
        assert not page.get_by_role("button", name="Draw the charts").is_visible()


def test_where_plotly_does_not_come_the_numbers_are_open(charts: Charts) -> None:
    with charts.context() as context:
        page = context.new_page()
        page.route("**/scripts/plotly*", lambda route: route.abort())
        page.goto(f"{charts.address}{REPORT}")
        button = page.get_by_role("button", name="Draw the charts")
        button.wait_for()
        assert page.get_by_text("The charts could not be loaded").is_visible()
        assert all(is_open(page))
        page.unroute("**/scripts/plotly*")
        button.click()
        wait_until_drawn(page)
        assert not page.get_by_text("The charts could not be loaded").is_visible()


def test_on_paper_charts_are_drawn_by_day_and_as_wide_as_the_page(charts: Charts) -> None:
    with watched(charts.context(color_scheme="dark"), charts.address) as context:
        page = context.new_page()
        page.goto(f"{charts.address}{REPORT}")
        wait_until_drawn(page)
        at_desk = page.evaluate(WIDTHS)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        wait_until_drawn(page)
        assert set(page.evaluate(WIDTHS)) == {850}
        assert set(page.evaluate(GROUNDS)) == {"rgb(255, 255, 255)"}
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        wait_until_drawn(page)
        assert page.evaluate(WIDTHS) == at_desk
        assert "rgb(255, 255, 255)" not in page.evaluate(GROUNDS)
        assert page.pdf().count(b"/Type /Page\n") >= 3


WIDTHS = (
    """[...document.querySelectorAll(".drawing .main-svg:first-child")].map((each) => each.clientWidth)"""
)


def test_the_file_opens_without_a_network(charts: Charts, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    with charts.context() as context:
        file.write_bytes(context.request.get(f"{charts.address}{FILE}").body())
    with charts.browser.new_context(viewport={"width": PHONE, "height": 800}) as context:
        context.set_offline(True)
        found = complaints_of(context, "file://")
        page = context.new_page()
        asked = requests_of(page)
        page.goto(file.as_uri())
        wait_until_drawn(page)
        assert_nothing_is_cut_off(page)
        assert violations(page) == []
        page.set_viewport_size({"width": DESK, "height": 800})
        wait_until_drawn(page)
        assert_nothing_is_cut_off(page)
        assert asked == [file.as_uri()]
        assert found == []


def test_a_hostile_name_is_shown_as_it_stands(charts: Charts) -> None:
    hostile = "</script><b>&amp;"
    with charts.engine.begin() as connection:
        connection.execute(update(Community).values(name=hostile))
        connection.execute(update(Project).values(name=hostile))
    with watched(charts.context(), charts.address) as context:
        page = context.new_page()
        page.goto(f"{charts.address}{REPORT}")
        wait_until_drawn(page)
        labels = page.locator(".drawing text").all_text_contents()
        assert any(hostile in label for label in labels), labels
