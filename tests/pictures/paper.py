"""What a page of paper looks like."""

import subprocess
from pathlib import Path

from playwright.sync_api import Page

from tests.pictures.taking import Picture, keep


def take_on_paper(picture: Picture, page: Page, address: str, scratch: Path, folder: Path) -> None:
    """As it comes out of the printer."""
    page.goto(f"{address}{picture.path}")
    printed = scratch / f"{picture.name}.pdf"
    page.pdf(path=printed, prefer_css_page_size=True, print_background=True)
    keep(first_page(printed), folder / f"{picture.name}.png")


def first_page(pdf: Path) -> bytes:
    """As a PNG. Needs pdftoppm of poppler-utils."""
    picture = pdf.with_suffix("")
    run("pdftoppm", "-r", "80", "-f", "1", "-l", "1", "-png", "-singlefile", pdf, picture)
    return picture.with_suffix(".png").read_bytes()


def run(*command: object) -> None:
    subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=180)
