"""The first page of a report's workbook, as LibreOffice prints it."""

import subprocess
from pathlib import Path

from sqlalchemy import Engine

from core.calendar import parse_span
from core.database import session
from reports.quarterly import quarterly_report
from reports.workbooks import write_report
from tests.pictures.taking import keep
from tests.web import opened


def take_cover(engine: Engine, scratch: Path, folder: Path) -> None:
    """Needs soffice, and pdftoppm of poppler-utils."""
    workbook = scratch / "report.xlsx"
    with opened(engine) as app, app.test_request_context(), session(engine) as reading:
        write_report(quarterly_report(reading, "TJ-REM", parse_span("2020-Q2")), workbook)
    profile = f"-env:UserInstallation=file://{scratch}/profile"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", scratch, workbook)
    run(
        "pdftoppm",
        "-r",
        "80",
        "-f",
        "1",
        "-l",
        "1",
        "-png",
        "-singlefile",
        workbook.with_suffix(".pdf"),
        scratch / "cover",
    )
    keep((scratch / "cover.png").read_bytes(), folder / "tour-workbook.png")


def run(*command: object) -> None:
    subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=180)
