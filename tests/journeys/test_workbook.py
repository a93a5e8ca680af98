"""A manager uploads a workbook, mends what is wrong with it, and books it; on a phone and on a desk."""

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Browser
from sqlalchemy import Engine

from core.roles import Role, ScopeKind
from tests.grants import programme as p
from tests.journeys.site import press
from tests.journeys.test_reports import ON_A_PHONE_AND_AT_A_DESK, assert_nothing_is_cut_off
from tests.web import opened, served, signed_in_context

MANAGER = (Role.MANAGER, ScopeKind.PROGRAMME, "P")


@ON_A_PHONE_AND_AT_A_DESK
def test_a_workbook_is_mended_and_booked(
    sqlite_engine: Engine, browser: Browser, tmp_path: Path, width: int, has_script: bool
) -> None:
    p.booked(sqlite_engine, tmp_path, p.programme())
    rules = [p.rule("S", priority=2)]
    wrong = p.write(tmp_path, {"contributions": [p.contribution(amount="1.234")], "rules": rules})
    mended = p.write(tmp_path, {"contributions": [p.contribution(amount="1234.00")], "rules": rules})
    view = {"viewport": {"width": width, "height": 740}, "java_script_enabled": has_script}
    with opened(sqlite_engine, UPLOADS=tmp_path / "uploads") as app, served(app) as address:
        context = signed_in_context(browser, address, sqlite_engine, "zarina", MANAGER, **view)
        page = context.new_page()
        page.goto(f"{address}/programmes/P/workbook")
        page.get_by_label("Workbook").set_input_files(wrong)
        press(page.get_by_role("button", name="Check the file"))
        assert page.get_by_role("row", name="E2").is_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the marked copy").click()
        download.value.save_as(tmp_path / "marked.xlsx")
        assert load_workbook(tmp_path / "marked.xlsx").sheetnames[0] == "problems"
        if has_script:
            assert_nothing_is_cut_off(page)
        press(page.get_by_role("link", name="Choose another file"))
        page.get_by_label("Workbook").set_input_files(mended)
        press(page.get_by_role("button", name="Check the file"))
        assert page.get_by_text("here it waits for verification").is_visible()
        if has_script:
            assert_nothing_is_cut_off(page)
        press(page.get_by_role("button", name="Book it"))
        assert page.get_by_text("1 row is booked.").is_visible()
        assert page.get_by_text("1 proposal waits for a second person.").is_visible()
        context.close()
    assert p.rows(sqlite_engine, "contribution", "status", "recorded_by") == [("recorded", "zarina")]
    assert p.differences(sqlite_engine) == []
