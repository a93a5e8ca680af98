"""Workbooks as their readers open them: in LibreOffice, which computes every formula anew."""

import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from openpyxl import load_workbook

Convert = Callable[[Iterable[Path], str], Path]
"""Opens workbooks and saves them in a format; returns the folder of the results."""


def converting(soffice: str, profile: Path, folder: Path) -> Convert:
    """`profile` is what LibreOffice sets up when it is started for the first time."""

    def run(files: Iterable[Path], to: str) -> Path:
        into = folder / f"as-{to}"
        subprocess.run(
            [
                *(soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless"),
                *("--convert-to", to, "--outdir", str(into), *map(str, files)),
            ],
            check=True,
            capture_output=True,
            timeout=150,
        )
        return into

    return run


def checks(path: Path) -> dict[str, object]:
    """What LibreOffice computed in the sheet `control`, by account."""
    rows = load_workbook(path, data_only=True)["control"].iter_rows(min_row=2, values_only=True)
    return {str(row[0]): row[6] for row in rows if row[6] is not None}
