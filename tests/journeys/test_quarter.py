"""Two managers and a verifier lead a quarter of each example from what is missing to its seal."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine

from core.database import make_engine
from core.roles import Role, ScopeKind
from tests.journeys.site import Site, press
from tests.libreoffice import Convert, checks
from tests.web import Membership

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Led:
    """`unticked` is a line of the bank that still waits at the quarter's end."""

    code: str
    quarter: str
    unticked: str

    @property
    def page(self) -> str:
        return f"/programmes/{self.code}/quarters/{self.quarter}"


LED = (Led("TJ-REM", "2019-Q4", "IOM-013"), Led("GT-VIV", "2020-Q4", "AUSENTES-076"))


@pytest.fixture(params=LED, ids=lambda each: each.code)
def led(request: pytest.FixtureRequest) -> Led:
    """The quarter that is to be closed next."""
    found: Led = request.param
    return found


@pytest.fixture
def people(led: Led) -> dict[str, tuple[Membership, ...]]:
    manager: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, led.code)
    return {
        "munira": (manager,),
        "rustam": (manager,),
        "bahrom": ((Role.VERIFIER, ScopeKind.PROGRAMME, led.code),),
    }


@pytest.fixture
def sqlite_books(examples: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{shutil.copy(examples, tmp_path / 'books.sqlite')}")
    yield engine
    engine.dispose()


def test_a_quarter_is_led_to_its_seal(site: Site, led: Led, convert: Convert, tmp_path: Path) -> None:
    page = site.sign_in("munira")
    press(page.get_by_role("link", name="Go through it").first)
    assert page.url.endswith(led.page)
    assert "things are missing, the oldest since" in main(page)
    page.get_by_text("Lines of the bank that are not ticked off").click()
    assert page.get_by_role("link", name=led.unticked).is_visible()
    site.check(page)

    follow(page, "Write it")
    fill_what_is_empty(page, "Nothing to report.")
    press(page.get_by_role("button", name="Keep the narrative"))
    assert state_of(site, led, page, "Narrative") == "done"

    checker = site.sign_in("bahrom")
    checker.goto(f"{site.address}{led.page}/signatures")
    press(checker.get_by_role("button", name="Sign as who checked it"))

    assert state_of(site, led, page, "Signatures") == "done"
    assert "bahrom checked the report against its books" in main(page)
    follow(page, "Ask for it to be closed")
    fill_what_is_empty(page, "It comes in January.")
    press(page.get_by_role("button", name="Ask for it to be closed"))
    assert state_of(site, led, page, "Second person") == "waiting"
    assert "With: rustam" in main(page)

    second = site.sign_in("rustam")
    second.goto(f"{site.address}{led.page}")
    follow(second, "See what was asked for")
    press(second.get_by_role("button", name="Close the quarter and seal its reports"))

    assert state_of(site, led, page, "Seal") == "done"
    said = main(page)
    assert f"{led.quarter} is closed" in said
    assert "Asked for by munira, confirmed by rustam." in said
    assert "SHA-256 of the sealed workbook:" in said
    with page.expect_download() as sealed:
        page.get_by_role("link", name="Workbook", exact=True).click()
    file = tmp_path / "sealed.xlsx"
    sealed.value.save_as(file)
    assert set(checks(convert([file], "xlsx") / file.name).values()) == {"OK"}


def fill_what_is_empty(page: Page, words: str) -> None:
    for field in page.get_by_role("main").get_by_role("textbox").all():
        if not field.input_value():
            field.fill(words)


def state_of(site: Site, led: Led, page: Page, step: str) -> str:
    """As the page says it now."""
    page.goto(f"{site.address}{led.page}")
    return page.get_by_role("heading", name=step).locator(".state").inner_text()


def follow(page: Page, label: str) -> None:
    press(page.get_by_role("main").get_by_role("link", name=label))


def main(page: Page) -> str:
    return page.get_by_role("main").inner_text()
