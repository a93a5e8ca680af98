"""Commands about the books: import, export, re-match, verify."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext

from core.cli import refusing
from core.database import session, snapshot, transaction
from core.garbage import uncollected
from core.money import to_major
from core.web.engine import engine
from grants import rematches
from grants.exporting.export import export_workbook
from grants.impact.terminal import print_odd_measurements
from grants.importing.terminal import import_files
from grants.linting.terminal import print_warnings
from grants.quarantine.results import look
from grants.quarantine.terminal import heads_to_compare, leave_behind, show_notes
from grants.verifying.terminal import show_result

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
by_option = click.option("--as", "by", default="operator", show_default=True, help="Who books.")


@click.command("import-workbook")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True)
)
@click.option("--programme", help="The programme, where the file has no sheet programmes.")
@click.option("--dry-run", is_flag=True, help="Check and match everything, then store nothing.")
@by_option
@with_appcontext
@refusing
def import_command(files: tuple[Path, ...], programme: str | None, dry_run: bool, by: str) -> None:
    """Check workbooks and book them, each whole or not at all."""
    with uncollected():
        import_files(files, by=by, programme=programme, dry_run=dry_run)


@click.command("export-workbook")
@click.argument("programme")
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
@refusing
def export_command(programme: str, output: Path) -> None:
    """Write a whole programme as a workbook that imports into an empty database."""
    with snapshot(engine()) as reading:
        export_workbook(reading, programme, output)
    click.echo(_("Written: %(file)s", file=output))


@click.command("rematch")
@click.argument("fund")
@click.option("--programme", help="The programme, where several have a fund of this code.")
@click.option("--confirm", is_flag=True, help="Book the proposal.")
@click.option("--seen", type=int, help="With --confirm: refuse if anything was booked after this event.")
@by_option
@with_appcontext
@refusing
def rematch_command(fund: str, programme: str | None, confirm: bool, seen: int | None, by: str) -> None:
    """Propose what freed or added money of a fund could be granted, and book it when confirmed."""
    at = datetime.now(UTC)
    if confirm:
        with session(engine()) as reading:
            of = rematches.get_fund(reading, fund, programme)
        _show_proposal(
            transaction(engine(), lambda writing: rematches.confirm(writing, of, by=by, at=at, seen=seen))
        )
        click.echo(_("Booked."))
        return
    with session(engine()) as reading:
        proposal = rematches.propose(reading, rematches.get_fund(reading, fund, programme), at=at)
    _show_proposal(proposal)
    if proposal.grants:
        click.echo(
            _("To book it: flask rematch %(fund)s --confirm --seen %(seq)s", fund=fund, seq=proposal.seq)
        )


def _show_proposal(proposal: rematches.Proposal) -> None:
    currency = proposal.fund.currency
    for entry in proposal.grants:
        amount = to_major(entry.granted, currency)
        what = f"{entry.contribution.reference}  {entry.rule.code} {entry.rule.version}"
        click.echo(f"  {what}  {amount} {currency}  {entry.reason}")
    total = f"{to_major(proposal.total, currency)} {currency}"
    count = len(proposal.grants)
    click.echo(ngettext("%(num)s grant, %(total)s", "%(num)s grants, %(total)s", count, total=total))


@click.command("verify")
@click.option("--heads", type=_FILE, help="Compare with the heads in FILE too, such as a mail brought them.")
@click.option(
    "--read-only", is_flag=True, help="Leave no trace: no run on the site, no quarantine, no head kept."
)
@with_appcontext
@refusing
def verify_command(heads: Path | None, read_only: bool) -> None:
    """Rebuild every match from the events and compare all that is stored.

    The site then says what was found; what is over-matched goes into quarantine, and where nothing differs the
    heads of the journals are kept.
    """
    started = time.perf_counter()
    looked = []
    kept = heads_to_compare(heads)  # first: a head that is kept meanwhile may be beyond the snapshot
    with snapshot(engine()) as reading, uncollected():
        for each in look(reading, kept):
            show_result(each.result)
            looked.append(each)
        show_notes(reading, kept)
    total = sum(len(each.result.differences) for each in looked)
    if not read_only:
        leave_behind(looked, datetime.now(UTC))
    seconds = f"{time.perf_counter() - started:.1f}"
    click.echo(
        ngettext(
            "%(num)s difference in %(seconds)s s",
            "%(num)s differences in %(seconds)s s",
            total,
            seconds=seconds,
        )
    )
    if total:
        sys.exit(1)


@click.command("check-rules")
@click.argument("programme")
@with_appcontext
@refusing
def check_rules_command(programme: str) -> None:
    """Print what is odd about the rules of a programme that hold or will. Nothing is refused for it."""
    with snapshot(engine()) as reading:
        print_warnings(reading, programme)


@click.command("check-measurements")
@click.argument("programme")
@with_appcontext
@refusing
def check_measurements_command(programme: str) -> None:
    """Print what is odd about the latest measurements of a programme. Nothing is refused for it."""
    with snapshot(engine()) as reading:
        print_odd_measurements(reading, programme)


def register(app: Flask) -> None:
    for command in (
        *(import_command, export_command, rematch_command),
        *(check_rules_command, check_measurements_command, verify_command),
    ):
        app.cli.add_command(command)
