"""Two managers and a verifier lead a quarter of the example in Tajikistan from what is missing to its seal."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine

from core.database import make_engine
from core.roles import Role, ScopeKind
from tests.journeys.site import Site, press
from tests.web import Membership

pytestmark = pytest.mark.slow

CODE, QUARTER = "TJ-REM", "2019-Q4"
PAGE = f"/programmes/{CODE}/quarters/{QUARTER}"


@pytest.fixture
def people() -> dict[str, tuple[Membership, ...]]:
    manager: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, CODE)
    return {
        "munira": (manager,),
        "rustam": (manager,),
        "bahrom": ((Role.VERIFIER, ScopeKind.PROGRAMME, CODE),),
    }


@pytest.fixture
def sqlite_books(examples: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{shutil.copy(examples, tmp_path / 'books.sqlite')}")
    yield engine
    engine.dispose()


def test_a_quarter_is_led_to_its_seal(site: Site) -> None:
    page = site.sign_in("munira")
    press(page.get_by_role("link", name="Go through it").first)
    assert page.url.endswith(PAGE)
    assert "things are missing, the oldest since" in main(page)
    page.get_by_text("Lines of the bank that are not ticked off").click()
    assert page.get_by_role("link", name="IOM-013").is_visible()
    site.check(page)

    follow(page, "Write it")
    fill_what_is_empty(page, "Nothing to report.")
    press(page.get_by_role("button", name="Keep the narrative"))
    assert state_of(site, page, "Narrative") == "done"

    checker = site.sign_in("bahrom")
    checker.goto(f"{site.address}{PAGE}/signatures")
    press(checker.get_by_role("button", name="Sign as who checked it"))

    assert state_of(site, page, "Signatures") == "done"
    assert "bahrom checked the report against its books" in main(page)
    follow(page, "Ask for it to be closed")
    fill_what_is_empty(page, "It comes in January.")
    press(page.get_by_role("button", name="Ask for it to be closed"))
    assert state_of(site, page, "Second person") == "waiting"
    assert "With: rustam" in main(page)

    second = site.sign_in("rustam")
    second.goto(f"{site.address}{PAGE}")
    follow(second, "See what was asked for")
    press(second.get_by_role("button", name="Close the quarter and seal its reports"))

    assert state_of(site, page, "Seal") == "done"
    said = main(page)
    assert f"{QUARTER} is closed" in said
    assert "Asked for by munira, confirmed by rustam." in said
    assert "SHA-256 of the sealed workbook:" in said
    with page.expect_download() as sealed:
        page.get_by_role("link", name="Workbook", exact=True).click()
    assert sealed.value.path().stat().st_size > 0


def fill_what_is_empty(page: Page, words: str) -> None:
    for field in page.get_by_role("main").get_by_role("textbox").all():
        if not field.input_value():
            field.fill(words)


def state_of(site: Site, page: Page, step: str) -> str:
    """As the page says it now."""
    page.goto(f"{site.address}{PAGE}")
    return page.get_by_role("heading", name=step).locator(".state").inner_text()


def follow(page: Page, label: str) -> None:
    press(page.get_by_role("main").get_by_role("link", name=label))


def main(page: Page) -> str:
    return page.get_by_role("main").inner_text()
