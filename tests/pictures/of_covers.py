"""The first page of a report's workbook, as LibreOffice prints it."""

from pathlib import Path

from sqlalchemy import Engine

from core.calendar import parse_span
from core.database import session
from reports.quarterly import quarterly_report
from reports.workbooks import write_report
from tests.pictures.paper import first_page, run
from tests.pictures.taking import keep
from tests.web import opened

COVER = "tour-workbook"


def take_cover(engine: Engine, scratch: Path, folder: Path) -> None:
    """Needs soffice."""
    workbook = scratch / "report.xlsx"
    with opened(engine) as app, app.test_request_context(), session(engine) as reading:
        write_report(quarterly_report(reading, "TJ-REM", parse_span("2020-Q2")), workbook)
    profile = f"-env:UserInstallation=file://{scratch}/profile"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", scratch, workbook)
    keep(first_page(workbook.with_suffix(".pdf")), folder / f"{COVER}.png")
