"""Takes all pictures of docs/images anew, or into another folder, each of a site that lives as long as this."""

import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from sqlalchemy import Engine

from core.database import make_engine
from core.migrations import upgrade
from reports.example_people import PEOPLE as OF_EXAMPLES
from tests.browsing.books import PEOPLE, make_books
from tests.conftest import BROWSER_ARGUMENTS
from tests.pictures.of_covers import take_cover
from tests.pictures.of_pages import OF_PAGES
from tests.pictures.of_tour import OF_TOUR
from tests.pictures.taking import Picture, take
from tests.web import Membership, import_both_examples, opened, served, signed_in_context

IMAGES = Path(__file__).parents[2] / "docs" / "images"

People = Mapping[str, Sequence[Membership]]


def take_all(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER_ARGUMENTS)
        pages, tour = (_empty(Path(scratch, name)) for name in ("pages", "tour"))
        make_books(pages)
        import_both_examples(tour)
        _take_of(browser, pages, PEOPLE, OF_PAGES, folder)
        _take_of(browser, tour, _people_of_examples(), OF_TOUR, folder)
        take_cover(tour, Path(scratch), folder)
        browser.close()
        for engine in (pages, tour):
            engine.dispose()


def _empty(folder: Path) -> Engine:
    folder.mkdir()
    engine = make_engine(f"sqlite:///{folder}/hashar.sqlite")
    upgrade(engine)
    return engine


def _people_of_examples() -> People:
    return {
        each.name: [
            (each.role, scope.kind, *filter(None, (scope.programme, scope.code))) for scope in each.scopes
        ]
        for each in OF_EXAMPLES
    }


def _take_of(
    browser: Browser, engine: Engine, people: People, pictures: Iterable[Picture], folder: Path
) -> None:
    beside = Path(str(engine.url.database)).parent
    settings = {"EVIDENCE_FOLDER": f"{beside}/evidence", "UPLOADS": f"{beside}/uploads"}
    with opened(engine, **settings) as app, served(app) as address:
        for picture in pictures:
            context = _context_of(browser, address, engine, people, picture)
            take(picture, context.new_page(), address, folder)
            context.close()


def _context_of(
    browser: Browser, address: str, engine: Engine, people: People, picture: Picture
) -> BrowserContext:
    view: dict[str, Any] = {"viewport": {"width": picture.width, "height": 740}, "color_scheme": "light"}
    if not picture.who:
        return browser.new_context(**view)
    return signed_in_context(browser, address, engine, picture.who, *people[picture.who], **view)


if __name__ == "__main__":
    take_all(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
