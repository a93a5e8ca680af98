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
from reports.html_file import write_html
from reports.invented import is_invented
from reports.quarterly import quarterly_report
from reports.refusals import ReportReason
from reports.workbooks import write_report

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("report")
@click.argument("programme")
@click.argument("span")
@click.option("--output", type=_FILE, help="FILE.xlsx, the workbook")
@click.option("--html", type=_FILE, help="FILE.html, the page with its charts; it opens without a network")
@click.option("--fund", help="Show one fund: its matches, its payments, and the projects that it is in.")
@with_appcontext
@refusing
def report_command(
    programme: str, span: str, output: Path | None, html: Path | None, fund: str | None
) -> None:
    """Write the report of a quarter (2026-Q2) or of months (2026-04..2026-09) as a workbook, a page, or both."""
    if output is None and html is None:
        raise click.UsageError(_("Say where to: --output FILE.xlsx, --html FILE.html, or both."))
    with session(engine()) as reading:
        report = quarterly_report(reading, programme, read_span(span), fund)
        is_example = is_invented(reading, report.programme.id)
    if output is not None:
        write_report(report, output)
        click.echo(_("Report: %(file)s", file=output))
    if html is not None:
        write_html(report, is_example, html)
        click.echo(_("Report with charts: %(file)s", file=html))


def read_span(text: str) -> Span:
    """Raises Refusal."""
    try:
        return parse_span(text)
    except ValueError:
        raise Refusal(ReportReason.NOT_A_SPAN, span=text) from None


def register(app: Flask) -> None:
    app.cli.add_command(report_command)
