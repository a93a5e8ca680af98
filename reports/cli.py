"""The command that writes a report."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import gettext as _

from core.calendar import Span, parse_span
from core.cli import refusing
from core.database import session
from core.errors import Refusal
from core.web.engine import engine
from reports.quarterly import quarterly_report
from reports.refusals import ReportReason
from reports.workbooks import write_report


@click.command("report")
@click.argument("programme")
@click.argument("span")
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="FILE.xlsx")
@click.option("--fund", help="Show one fund: its matches, its payments, and the projects that it is in.")
@with_appcontext
@refusing
def report_command(programme: str, span: str, output: Path, fund: str | None) -> None:
    """Write the report of a quarter (2026-Q2) or of a span of months (2026-04..2026-09) as a workbook."""
    with session(engine()) as reading:
        report = quarterly_report(reading, programme, read_span(span), fund)
    write_report(report, output)
    click.echo(_("Report: %(file)s", file=output))


def read_span(text: str) -> Span:
    """Raises Refusal."""
    try:
        return parse_span(text)
    except ValueError:
        raise Refusal(ReportReason.NOT_A_SPAN, span=text) from None


def register(app: Flask) -> None:
    app.cli.add_command(report_command)
