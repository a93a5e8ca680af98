"""Commands that back up an installation, look whether a backup is sound, and restore one."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _

from core.backup.backing_up import Place, back_up
from core.backup.checking import check_backup
from core.backup.manifest import Manifest
from core.backup.restoring import restore
from core.cli import refusing
from core.opening import upgrade_for
from core.web.engine import migrating_engine, unopened_engine
from core.web.heads import settings_of_heads

_there = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace the file, if it is there.")
@with_appcontext
@refusing
def backup_command(file: Path, force: bool) -> None:
    """Write all that is kept, but for the secret key, to one FILE (.tar, or .tar.gz), while people work."""
    started = time.perf_counter()
    manifest = back_up(_place(), file, at=datetime.now(UTC), force=force)
    _tell(manifest)
    seconds = f"{time.perf_counter() - started:.1f}"
    click.echo(_("Written: %(file)s, in %(seconds)s s", file=file, seconds=seconds))
    if manifest.missing:
        sys.exit(1)


@click.command("check-backup")
@click.argument("file", type=_there)
@with_appcontext
@refusing
def check_command(file: Path) -> None:
    """Compare each digest of a backup, and open its database. Nothing is restored."""
    _tell(check_backup(file))
    click.echo(_("The backup is sound."))


@click.command("restore")
@click.argument("file", type=_there)
@click.pass_context
@with_appcontext
@refusing
def restore_command(context: click.Context, file: Path) -> None:
    """Restore a backup into an empty database and an empty folder of evidence, then verify the books."""
    started = time.perf_counter()
    manifest = restore(_place(), file)
    upgrade_for(unopened_engine(), migrating_engine())
    _tell(manifest)
    click.echo(
        _(
            "Restored in %(seconds)s s. Now the books are verified.",
            seconds=f"{time.perf_counter() - started:.1f}",
        )
    )
    context.invoke(current_app.cli.commands["verify"])


def _place() -> Place:
    keeping = settings_of_heads()
    evidence = Path(current_app.config["EVIDENCE_FOLDER"])
    return Place(migrating_engine(), evidence, keeping.path if keeping else None)


def _tell(manifest: Manifest) -> None:
    made_at = format_datetime(manifest.made_at, "d MMM y HH:mm:ss 'UTC'", rebase=False)
    files = len(manifest.members) - 1
    click.echo(
        ngettext(
            "Backup of %(made_at)s, %(engine)s, %(num)s file beside the database, %(size)s MB",
            "Backup of %(made_at)s, %(engine)s, %(num)s files beside the database, %(size)s MB",
            files,
            made_at=made_at,
            engine=manifest.engine,
            size=f"{manifest.size / 1_000_000:.1f}",
        )
    )
    for head in manifest.heads:
        click.echo(
            _(
                "%(programme)s: %(position)s journal entries, head %(digest)s",
                programme=head.programme,
                position=head.position,
                digest=head.digest[:16],
            )
        )
    for name in manifest.missing:
        said = _("The file %(name)s of evidence was missing or altered when the backup was made.", name=name)
        click.echo(said, err=True)


def register(app: Flask) -> None:
    for command in (backup_command, check_command, restore_command):
        app.cli.add_command(command)
