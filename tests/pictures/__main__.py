"""Takes the pictures of docs/images anew, or into another folder, each of a site that lives as long as this.

`python -m tests.pictures FOLDER NAME…` takes only those.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import Engine

from core.database import make_engine
from core.migrations import upgrade
from grants.evidence.folder import EvidenceFolder
from reports.example_pictures import add_pictures
from tests.browsing.books import PEOPLE, make_books
from tests.browsing.examples import MEMBERSHIPS
from tests.conftest import BROWSER_ARGUMENTS
from tests.pictures.of_covers import COVER, take_cover
from tests.pictures.of_pages import OF_PAGES
from tests.pictures.of_quarter import BOARD, OF_QUARTER
from tests.pictures.of_questions import LETTER, OF_QUESTIONS
from tests.pictures.of_tour import OF_TOUR
from tests.pictures.paper import take_on_paper
from tests.pictures.taking import Picture, take
from tests.web import Membership, import_both_examples, opened, served, signed_in_context

EVIDENCE = "evidence"
IMAGES = Path(__file__).parents[2] / "docs" / "images"

People = Mapping[str, Sequence[Membership]]


def take_all(folder: Path, names: Collection[str] = ()) -> None:
    """All, where none is named."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        scratch = Path(name)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER_ARGUMENTS)
        if pages := _asked(OF_PAGES, names):
            with _books(scratch / "pages", make_books) as engine:
                _take_of(browser, engine, PEOPLE, pages, folder)
        with _books(scratch / "examples", _fill_with_examples) as engine:
            _take_of(
                browser, engine, MEMBERSHIPS, _asked((*OF_TOUR, *OF_QUESTIONS, *OF_QUARTER), names), folder
            )
            with _opened_for(browser, engine, MEMBERSHIPS) as open_for:
                for picture in _asked((LETTER, BOARD), names):
                    page, address = open_for(picture)
                    take_on_paper(picture, page, address, scratch, folder)
                    page.context.close()
            if not names or COVER in names:
                take_cover(engine, scratch, folder)
        browser.close()


def _asked(pictures: Sequence[Picture], names: Collection[str]) -> list[Picture]:
    return [each for each in pictures if not names or each.name in names]


@contextmanager
def _books(folder: Path, fill: Callable[[Engine], None]) -> Iterator[Engine]:
    folder.mkdir()
    engine = make_engine(f"sqlite:///{folder}/hashar.sqlite")
    upgrade(engine)
    fill(engine)
    yield engine
    engine.dispose()


def _fill_with_examples(engine: Engine) -> None:
    import_both_examples(engine)
    add_pictures(engine, EvidenceFolder(_beside(engine) / EVIDENCE), at=datetime.now(UTC))


def _beside(engine: Engine) -> Path:
    return Path(str(engine.url.database)).parent


def _take_of(
    browser: Browser, engine: Engine, people: People, pictures: Sequence[Picture], folder: Path
) -> None:
    with _opened_for(browser, engine, people) as open_for:
        for picture in pictures:
            page, address = open_for(picture)
            take(picture, page, address, folder)
            page.context.close()


@contextmanager
def _opened_for(
    browser: Browser, engine: Engine, people: People
) -> Iterator[Callable[[Picture], tuple[Page, str]]]:
    """Gives a browser's page for whom a picture is of, and the address of the site."""
    beside = _beside(engine)
    settings = {"EVIDENCE_FOLDER": str(beside / EVIDENCE), "UPLOADS": f"{beside}/uploads"}
    with opened(engine, **settings) as app, served(app) as address:

        def open_for(picture: Picture) -> tuple[Page, str]:
            view: dict[str, Any] = {
                "viewport": {"width": picture.width, "height": 740},
                "color_scheme": "light",
            }
            if not picture.who:
                return browser.new_context(**view).new_page(), address
            of = people[picture.who]
            return signed_in_context(browser, address, engine, picture.who, *of, **view).new_page(), address

        yield open_for


if __name__ == "__main__":
    take_all(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES, sys.argv[2:])
