"""Somebody looks at the programmes and takes a report along, on a phone and on a desk."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine

from tests.journeys.site import DESK, PHONE, press
from tests.web import MANAGER, import_example, opened, served, signed_in_context

ON_A_PHONE_AND_AT_A_DESK = pytest.mark.parametrize(
    ("width", "has_script"), [(PHONE, False), (DESK, True)], ids=["phone without script", "desk"]
)


@ON_A_PHONE_AND_AT_A_DESK
def test_a_report_is_three_steps_from_the_home_page(
    sqlite_engine: Engine, browser: Browser, tmp_path: Path, width: int, has_script: bool
) -> None:
    import_example(sqlite_engine, "khatlon_water")
    view = {"viewport": {"width": width, "height": 740}, "java_script_enabled": has_script}
    with opened(sqlite_engine) as app, served(app) as address:
        context = signed_in_context(browser, address, sqlite_engine, "zarina", MANAGER, **view)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address)
        press(page.get_by_role("link", name="Programmes"))
        press(page.get_by_role("link", name="Remittances for rural water, Khatlon"))
        press(page.get_by_role("main").get_by_role("link", name="Reports"))
        page.get_by_label("Quarter or months").fill("2020-Q1")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the workbook").click()
        download.value.save_as(tmp_path / "report.xlsx")
        assert "control" in load_workbook(tmp_path / "report.xlsx", read_only=True).sheetnames
        assert complaints == []
        if has_script:
            assert_nothing_is_cut_off(page)
        context.close()


def test_a_mistyped_quarter_is_explained_where_it_was_typed(sqlite_engine: Engine, browser: Browser) -> None:
    import_example(sqlite_engine, "khatlon_water")
    view = {"viewport": {"width": PHONE, "height": 740}}
    with opened(sqlite_engine) as app, served(app) as address:
        context = signed_in_context(browser, address, sqlite_engine, "zarina", MANAGER, **view)
        page = context.new_page()
        page.goto(f"{address}/programmes/TJ-KHT/reports")
        field = page.get_by_label("Quarter or months")
        field.fill("spring")
        with page.expect_navigation():
            field.press("Enter")
        field = page.get_by_label("Quarter or months")
        assert field.input_value() == "spring"
        described = (field.get_attribute("aria-describedby") or "").split()
        assert "neither a quarter" in page.locator(f"#{described[-1]}").inner_text()
        context.close()


def assert_nothing_is_cut_off(page: Page) -> None:
    """The page is no wider than the screen."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
