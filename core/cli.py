"""Commands about the database itself and what is kept outside of it; how a command ends that is refused."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import gettext as _

from core.database import DatabaseBusy
from core.errors import Refusal
from core.journal.heads import Head
from core.journal.keeping import keep_heads, note_restored
from core.journal.settings import HeadsReason
from core.migrations import schema_state
from core.opening import upgrade_for
from core.outages import NO_ROOM, DatabaseAway, DatabaseFull
from core.sentences import sentence
from core.web.engine import engine, migrating_engine, unopened_engine
from core.web.heads import settings_of_heads

P = ParamSpec("P")
R = TypeVar("R")


def refusing(command: Callable[P, R]) -> Callable[P, R]:
    """A refusal is said in one sentence, without a traceback, and ends the command with status 1."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Refusal as refusal:
            click.echo(sentence(refusal), err=True)
        except DatabaseBusy:
            click.echo(_("Others are writing to the database. Nothing was stored; try again."), err=True)
        except DatabaseFull:
            click.echo(_("The disk of the database is full. Nothing was stored."), err=True)
        except DatabaseAway as away:
            click.echo(_("The database cannot be reached: %(said)s", said=str(away).strip()), err=True)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            click.echo(
                _("The disk is full, of this file or of temporary ones: %(said)s", said=error), err=True
            )
        sys.exit(1)

    return wrapped


@click.command("upgrade-database")
@with_appcontext
@refusing
def upgrade_database() -> None:
    """Bring the database's schema to that of this version, by the role of MIGRATION_DATABASE_URL.

    In any case its guards are put up, and the application's own role gets the rights that it needs, no more.
    """
    owner = migrating_engine()
    was_current = schema_state(owner) == "current"
    upgrade_for(unopened_engine(), owner)
    click.echo(_("The database is up to date.") if was_current else _("The database was upgraded."))


@click.command("keep-heads")
@click.option(
    "--restored", metavar="REASON", help="After a restore: note that later heads are of lost entries."
)
@with_appcontext
@refusing
def keep_heads_command(restored: str | None) -> None:
    """Add today's head of each journal to HEADS_FILE, and mail them where SMTP_URL is set. For cron, daily."""
    keeping, at = settings_of_heads(), datetime.now(UTC)
    if keeping is None:
        click.echo(_("HEADS_FILE is empty: no heads are kept."), err=True)
        sys.exit(1)
    if restored:
        for head in note_restored(keeping, engine(), at, restored):
            click.echo(_show_head(head))
        return
    try:
        kept = keep_heads(keeping, engine(), at)
    except OSError as failure:
        raise Refusal(HeadsReason.UNREADABLE, why=failure) from failure
    for head in kept.heads:
        click.echo(_show_head(head))
    click.echo(_("%(count)s added to %(file)s", count=len(kept.heads), file=keeping.path))
    if kept.is_sent:
        click.echo(_("Sent by mail."))
    if kept.not_sent is not None:
        click.echo(_("Kept, but not sent by mail: %(why)s", why=kept.not_sent), err=True)
        sys.exit(1)


def _show_head(head: Head) -> str:
    return f"{head.programme}: {head.position} {head.digest}"


def register(app: Flask) -> None:
    for command in (upgrade_database, keep_heads_command):
        app.cli.add_command(command)
