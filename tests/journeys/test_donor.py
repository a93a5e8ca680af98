"""A donor sees what became of the money, down to the contribution; and nothing of other funds."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.journeys.site import EVERY_WAY, Site, go_to, press
from tests.pages import as_told

pytestmark = pytest.mark.slow

PROGRAMME = "/programmes/TJ-KHT"
OF_OTHERS = (
    "/funds/JAMOAT",
    "/rules/JAM-1",
    "/report.xlsx?span=2020-Q1&fund=JAMOAT",
    "/report.xlsx?span=2020-Q1",
    "/contributions/FAK-021/mend",
    "/groups",
    "/groups/FAK-1/key",
    "/audit",
    "/workbook.xlsx",
    "/proposals",
)


@EVERY_WAY
def test_follows_the_money_from_the_fund_to_a_contribution_and_takes_the_report(site: Site) -> None:
    page = site.sign_in("ingrid")
    site.check(page)
    press(page.get_by_role("link", name="Remittances for rural water, Khatlon").first)
    go_to(page, "Funds")
    press(page.get_by_role("link", name="Development fund").first)
    main = page.get_by_role("main")
    for figure in ("9,000.00", "5,416.48", "3,583.52"):
        assert figure in main.inner_text()
    main.get_by_text("What came back").click()
    assert "233.33" in main.inner_text()
    press(page.get_by_role("link", name="All matches of this fund"))
    press(page.get_by_role("link", name=re.compile("FAK-008.*IOM-W")).first)
    why = main.inner_text()
    assert "2.00 for each 1.00 up to 1,500.00, then 1.00: " in why
    assert "to 430.85 because the project is then fully funded" in why
    assert "FAK-H" not in why
    page.go_back()
    page.go_back()
    with page.expect_download() as report:
        page.get_by_role("link", name="Report of 2020-Q2").click()
    assert "control" in load_workbook(BytesIO(report.value.path().read_bytes())).sheetnames


def test_what_is_of_others_is_not_there(site: Site) -> None:
    page = site.sign_in("ingrid")
    nowhere = page.request.get(f"{site.address}{PROGRAMME}/funds/NOWHERE")
    for path in OF_OTHERS:
        answer = page.request.get(f"{site.address}{PROGRAMME}{path}")
        assert answer.status == nowhere.status == 404, path
        assert as_told(answer.text()) == as_told(nowhere.text()), path
