"""What a picture is of, and how it is taken and kept."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.journeys.site import PHONE

COLOURS = 64
MOST_BYTES = 150_000
HIGHEST = 1_400
"""Pixels: what stands further down is not needed to understand a page."""


def nothing(_page: Page) -> None:
    """The page as it is opened."""


@dataclass(frozen=True)
class Picture:
    """Whose page it is ('' before signing in), and what is done there first; `of` chooses a part of the page."""

    name: str
    who: str
    path: str
    width: int = PHONE
    do: Callable[[Page], None] = nothing
    of: str = ""


def take(picture: Picture, page: Page, address: str, folder: Path) -> None:
    page.goto(f"{address}{picture.path}")
    picture.do(page)
    taken = page.locator(picture.of).screenshot() if picture.of else page.screenshot(full_page=True)
    keep(taken, folder / f"{picture.name}.png")


def keep(taken: bytes, file: Path) -> None:
    """Few colours are enough for letters and lines. Raises ValueError where a picture is too heavy for a page."""
    picture = Image.open(BytesIO(taken)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, HIGHEST)))
    palette = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette.save(file, optimize=True)
    if file.stat().st_size > MOST_BYTES:
        raise ValueError(f"{file.name} has {file.stat().st_size} bytes")
