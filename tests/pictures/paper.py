"""What a page of paper looks like."""

import subprocess
from pathlib import Path


def first_page(pdf: Path) -> bytes:
    """As a PNG. Needs pdftoppm of poppler-utils."""
    picture = pdf.with_suffix("")
    run("pdftoppm", "-r", "80", "-f", "1", "-l", "1", "-png", "-singlefile", pdf, picture)
    return picture.with_suffix(".png").read_bytes()


def run(*command: object) -> None:
    subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=180)
