"""run-example: what `make run` shows somebody who starts Hashar for the first time."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlmodel import col, select
from waitress import create_server

from core.cli import refusing
from core.database import session
from core.jobs.beside import worker_beside
from core.programmes import Programme
from core.web.engine import engine
from grants.evidence.folder import EvidenceFolder
from grants.importing.terminal import import_files
from reports.closing.asked import Asked, report_asked_for
from reports.example_people import make_people
from reports.example_pictures import add_pictures
from reports.html_file import write_html
from reports.invented import EXAMPLE, is_invented
from reports.quarterly import latest_quarter
from reports.workbooks import write_report

HOST = "127.0.0.1"
LONGEST_BODY = 64 * 1024 * 1024
"""Bytes: five files of evidence, and what is around them."""


@click.command("run-example")
@click.option("--port", default=5000, show_default=True, help="The first port to try.")
@click.option("--no-serve", is_flag=True, help="Set everything up, but do not serve the site.")
@with_appcontext
@refusing
def run_example(port: int, no_serve: bool) -> None:
    """Import the example programmes, write their latest reports, and serve the site on this machine."""
    examples = Path(current_app.root_path, "examples")
    click.echo(_("Examples, from %(folder)s", folder=examples))
    import_files(sorted(examples.glob("*.xlsx")), by=EXAMPLE, unless_known=True)
    kept = EvidenceFolder(Path(current_app.config["EVIDENCE_FOLDER"]))
    add_pictures(engine(), kept, at=datetime.now(UTC))
    folder = Path(current_app.instance_path, "reports")
    folder.mkdir(parents=True, exist_ok=True)
    with session(engine()) as reading:
        for programme in reading.exec(select(Programme).order_by(col(Programme.name))):
            latest = latest_quarter(reading, programme)
            if latest is not None:
                asked = report_asked_for(reading, programme.code, latest, None)
                _write(asked, is_invented(reading, programme.id), folder / f"{programme.code}-{latest}")
    click.echo(_("Database: %(url)s", url=engine().url.render_as_string(hide_password=True)))
    if not no_serve:
        _serve(port, make_people())


def _write(asked: Asked, is_example: bool, path: Path) -> None:
    """As a workbook, and as a page that stands alone."""
    workbook, page = Path(f"{path}.xlsx"), Path(f"{path}.html")
    write_report(asked.report, workbook)
    write_html(asked, is_example, page)
    click.echo(_("Report: %(file)s", file=workbook))
    click.echo(_("Report with charts: %(file)s", file=page))


def _serve(port: int, people: list[str]) -> None:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    server = _server_on_free_port(app, port)
    url = f"http://{HOST}:{server.effective_port}/"
    click.echo(_("Hashar is at %(url)s (Ctrl-C stops it)", url=url))
    click.echo("\n".join(people))
    with worker_beside(app):
        server.run()


def _server_on_free_port(app: Flask, first: int) -> Any:
    for port in range(first, first + 50):
        try:
            return _server(app, port)
        except OSError:
            continue
    return _server(app, 0)


def _server(app: Flask, port: int) -> Any:
    """The application sees the headers of a proxy before it: who comes through one is not on this machine."""
    return create_server(
        app,
        host=HOST,
        port=port,
        clear_untrusted_proxy_headers=False,
        max_request_body_size=LONGEST_BODY,  # by itself it would take in a gigabyte before Flask is asked
    )


def register(app: Flask) -> None:
    app.cli.add_command(run_example)
