"""Commands about the database itself, and how a command ends that is refused."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import gettext as _

from core.database import DatabaseBusy
from core.errors import Refusal
from core.migrations import schema_state, upgrade
from core.sentences import sentence
from core.web.engine import unopened_engine

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
        sys.exit(1)

    return wrapped


@click.command("upgrade-database")
@with_appcontext
@refusing
def upgrade_database() -> None:
    """Bring the database's schema to that of this version."""
    engine = unopened_engine()
    if schema_state(engine) == "current":
        click.echo(_("The database is up to date."))
        return
    upgrade(engine)
    click.echo(_("The database was upgraded."))


def register(app: Flask) -> None:
    app.cli.add_command(upgrade_database)
