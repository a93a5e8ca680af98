"""What the tests of reports share."""

import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from reports.report import QuarterlyReport
from tests.reports.books import make_books, report_of
from tests.reports.villages import QUARTER, villages

Convert = Callable[[Iterable[Path], str], Path]
"""Opens workbooks in LibreOffice and saves them in a format; returns the folder of the results."""


@pytest.fixture
def villages_engine(sqlite_engine: Engine) -> Engine:
    """For what both kinds of database have to say alike."""
    make_books(sqlite_engine, villages)
    return sqlite_engine


@pytest.fixture
def village_report(villages_engine: Engine) -> QuarterlyReport:
    return report_of(villages_engine, QUARTER)


@pytest.fixture
def fund_report(villages_engine: Engine) -> QuarterlyReport:
    return report_of(villages_engine, QUARTER, fund="IOM")


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice sets up when it is started for the first time."""
    return tmp_path_factory.mktemp("soffice")


@pytest.fixture
def convert(soffice: str, profile: Path, tmp_path: Path) -> Convert:
    def run(files: Iterable[Path], to: str) -> Path:
        folder = tmp_path / f"as-{to}"
        subprocess.run(
            [
                *(soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless"),
                *("--convert-to", to, "--outdir", str(folder), *map(str, files)),
            ],
            check=True,
            capture_output=True,
            timeout=150,
        )
        return folder

    return run
