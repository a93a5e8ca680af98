"""The command that writes a report."""

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

from core.calendar import Span, parse_span
from core.cli import refusing
from core.database import snapshot
from core.errors import Refusal
from core.web.engine import engine
from reports.closing.asked import find_sealed, get_programme, report_asked_for
from reports.closing.cli import close_command
from reports.closing.kept import SealedContent, content_of, in_language
from reports.filling.figures import filled_from
from reports.filling.form import NotFilled, filled_form
from reports.filling.labels import in_words, where
from reports.filling.listing import page_of_placeholders
from reports.filling.offered import Filled
from reports.html_file import write_file, write_html
from reports.invented import is_invented
from reports.languages import language_of, locale_of
from reports.refusals import ReportReason
from reports.telling.cli import send_digests_command
from reports.trying.command import what_if_command
from reports.workbooks import write_report

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("report")
@click.argument("programme")
@click.argument("span")
@click.option("--output", type=_FILE, help="FILE.xlsx, the workbook")
@click.option("--html", type=_FILE, help="FILE.html, the page with its charts; it opens without a network")
@click.option("--fund", help="Show one fund: its matches, its payments, and the projects that it is in.")
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="FORM.xlsx, the donor's own workbook: --output is then a copy of it, filled from the report.",
)
@click.option("--language", help="Of titles and words, like es; by default the programme's.")
@with_appcontext
@refusing
def report_command(
    programme: str,
    span: str,
    output: Path | None,
    html: Path | None,
    fund: str | None,
    template: Path | None,
    language: str | None,
) -> None:
    """Write the report of a quarter (2026-Q2) or of months (2026-04..2026-09) as a workbook, a page, or both.

    Of a quarter that was closed here the workbook is the one that was sealed, byte for byte; in another
    language it is a copy derived from it.
    """
    if output is None and html is None:
        raise click.UsageError(_("Say where to: --output FILE.xlsx, --html FILE.html, or both."))
    if template is not None and output is None:
        raise click.UsageError(_("Say where the filled form goes: --output FILE.xlsx."))
    with snapshot(engine()) as reading:
        of, months = get_programme(reading, programme), read_span(span)
        locale = locale_of(language_of(of.language, language), of.country)
        form = filled_from(reading, programme, months, fund) if template else None
        sealed = _sealed(reading, programme, months, fund, language) if output and form is None else None
        is_read = html is not None or (sealed is None and form is None)
        asked = report_asked_for(reading, programme, months, fund) if is_read else None
        is_example = is_invented(reading, of.id)
    if output is not None and template is not None and form is not None:
        with force_locale(locale):
            _fill(template, form, output)
    elif output is not None and sealed is not None:
        write_file(output, sealed.content)
        click.echo(_said(sealed, output, language))
    elif output is not None and asked is not None:
        with force_locale(locale):
            write_report(asked.report, output)
        click.echo(_("Report: %(file)s", file=output))
    if html is not None and asked is not None:
        with force_locale(locale):
            write_html(asked, is_example, html)
        click.echo(_("Report with charts: %(file)s", file=html))


def _fill(template: Path, filled: Filled, output: Path) -> None:
    """Nothing is written of a form with anything wrong in it: all of it is listed, and the command fails."""
    try:
        content = filled_form(template, filled)
    except NotFilled as refused:
        for problem in refused.problems:
            click.echo(": ".join(part for part in (where(problem), in_words(problem)) if part), err=True)
        sys.exit(1)
    write_file(output, content)
    click.echo(_("Filled form: %(file)s", file=output))


@click.command("placeholders")
@with_appcontext
def placeholders_command() -> None:
    """Print what a form of --template can name, as docs/placeholders.md has it."""
    click.echo(page_of_placeholders(), nl=False)


def _sealed(
    reading: Session, programme: str, span: Span, fund: str | None, language: str | None
) -> SealedContent | None:
    """The sealed file, or a copy of it in a language that is asked for; None where nothing is sealed."""
    sealed = find_sealed(reading, programme, span, fund)
    if sealed is None:
        return None
    return in_language(reading, sealed, language) if language else content_of(reading, sealed)


def _said(handed: SealedContent, output: Path, language: str | None) -> str:
    sha256, name = handed.sealed.sha256, handed.sealed.sealed_by
    words = (
        _("Copy in %(language)s: %(file)s, derived from the sealed report with the SHA-256 %(sha256)s")
        if handed.is_copy
        else _("Sealed report, closed by %(name)s: %(file)s, SHA-256 %(sha256)s")
    )
    return str(words) % {"language": language, "name": name, "file": output, "sha256": sha256}


def read_span(text: str) -> Span:
    """Raises Refusal."""
    try:
        return parse_span(text)
    except ValueError:
        raise Refusal(ReportReason.NOT_A_SPAN, span=text) from None


def register(app: Flask) -> None:
    app.cli.add_command(report_command)
    app.cli.add_command(placeholders_command)
    app.cli.add_command(close_command)
    app.cli.add_command(what_if_command)
    app.cli.add_command(send_digests_command)
