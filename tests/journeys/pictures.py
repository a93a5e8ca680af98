"""The pictures of docs/images, taken of the example of Khatlon: `make pictures`."""

import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from core.database import make_engine
from core.migrations import upgrade
from tests.browsing.books import PEOPLE, make_books
from tests.conftest import BROWSER_ARGUMENTS
from tests.journeys.papers import photo
from tests.journeys.site import DESK, PHONE, Taps, press
from tests.journeys.test_manager import upload, workbook
from tests.web import opened, served, signed_in_context

IMAGES = Path(__file__).parents[2] / "docs" / "images"
COLOURS = 64
MOST_BYTES = 150_000
HIGHEST = 1_400
"""Pixels: what stands further down is not needed to understand a page."""

P = "/programmes/TJ-KHT"


def nothing(_page: Page) -> None:
    """The page as it is opened."""


def fill_entry(page: Page) -> None:
    taps = Taps(page)
    taps.fill("Amount", "2400")
    taps.choose("Household", "FAK-H3")
    taps.fill("Received on", "2020-06-14")
    taps.add("Photo or PDF", photo())


def look_at_entry(page: Page) -> None:
    fill_entry(page)
    press(page.get_by_role("button", name="Look at it first"))


def upload_problems(page: Page) -> None:
    upload(page, workbook(amount="twelve"))


def open_why(page: Page) -> None:
    press(page.get_by_role("link", name=re.compile("FAK-008.*IOM-W")).first)


PICTURES: tuple[tuple[str, str, int, str, Callable[[Page], None]], ...] = (
    ("sign-in", "", PHONE, "/sign-in", nothing),
    ("home-officer", "zarina", PHONE, "/", nothing),
    ("home-verifier", "bahrom", DESK, "/", nothing),
    ("home-manager", "munira", DESK, "/", nothing),
    ("home-donor", "ingrid", DESK, "/", nothing),
    ("accounts", "farida", DESK, "/accounts", nothing),
    ("programmes", "munira", DESK, "/programmes", nothing),
    ("record", "zarina", PHONE, f"{P}/projects/FAK-TANK/contributions/new", fill_entry),
    ("preview", "zarina", PHONE, f"{P}/projects/FAK-TANK/contributions/new", look_at_entry),
    ("verification", "bahrom", DESK, f"{P}/verification/FAK-021", nothing),
    ("duplicates", "bahrom", DESK, f"{P}/duplicates/FAK-021/FAK-022", nothing),
    ("project", "munira", DESK, f"{P}/projects/FAK-WATER", nothing),
    ("fund", "ingrid", DESK, f"{P}/funds/IOMDF", nothing),
    ("why", "ingrid", PHONE, f"{P}/funds/IOMDF", open_why),
    ("proposals", "munira", DESK, f"{P}/proposals", nothing),
    ("passbook", "zarina", DESK, f"{P}/groups/FAK-1/passbook", nothing),
    ("upload-problems", "munira", DESK, f"{P}/workbook", upload_problems),
    ("audit", "munira", DESK, f"{P}/audit", nothing),
)
"""Name, whose page, how wide, its address, and what is done there first."""


def take_all(folder: Path) -> None:
    """Of a site that lives as long as this."""
    with tempfile.TemporaryDirectory() as scratch:
        engine = make_engine(f"sqlite:///{scratch}/hashar.sqlite")
        upgrade(engine)
        make_books(engine)
        settings = {"EVIDENCE_FOLDER": f"{scratch}/evidence", "UPLOADS": f"{scratch}/uploads"}
        with opened(engine, **settings) as app, served(app) as address, sync_playwright() as playwright:
            path = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
            for name, who, width, start, do in PICTURES:
                options = {"viewport": {"width": width, "height": 740}, "color_scheme": "light"}
                if who:
                    context = signed_in_context(browser, address, engine, who, *PEOPLE[who], **options)
                else:
                    context = browser.new_context(**options)  # type: ignore[arg-type]
                page = context.new_page()
                page.goto(f"{address}{start}")
                do(page)
                _keep(page.screenshot(full_page=True), folder / f"{name}.png")
                context.close()
            browser.close()
        engine.dispose()


def _keep(taken: bytes, file: Path) -> None:
    """Few colours are enough for letters and lines."""
    picture = Image.open(BytesIO(taken)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, HIGHEST)))
    palette = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette.save(file, optimize=True)
    if file.stat().st_size > MOST_BYTES:
        raise ValueError(f"{file.name} has {file.stat().st_size} bytes")


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    chosen.mkdir(parents=True, exist_ok=True)
    take_all(chosen)
