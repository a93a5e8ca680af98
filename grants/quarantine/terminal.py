"""`flask verify` beside the verification itself: heads to compare with, and what it leaves behind."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from core.database import DatabaseBusy, transaction
from core.database_role import could_alter
from core.journal.heads import KeptHeads, read_heads
from core.journal.keeping import keep_heads
from core.web.engine import engine
from core.web.heads import kept_heads, settings_of_heads
from grants.quarantine.results import Looked, keep

BY = "flask verify"


def heads_to_compare(file: Path | None) -> KeptHeads:
    """Those of HEADS_FILE, and of the file that somebody brings, whose lines the site cannot have altered."""
    kept = kept_heads()
    if file is not None:
        brought = read_heads(file)
        if not brought.heads:
            raise click.UsageError(_("There is no head in %(file)s.", file=file))
        kept.heads += brought.heads
        kept.unreadable += brought.unreadable
    return kept


def show_notes(reading: Session, kept: KeptHeads) -> None:
    """What is no difference, and should be known."""
    for line in kept.unreadable:
        click.echo(_("Note: line %(line)s of the file of heads cannot be read.", line=line))
    if tables := could_alter(reading):
        click.echo(
            _(
                "Note: the role of DATABASE_URL could alter %(tables)s. Give the application a role of its own "
                "(docs/operating.md).",
                tables=", ".join(tables),
            )
        )
    if settings_of_heads() is None:
        click.echo(
            _("Note: HEADS_FILE is empty, so nothing outside the database tells if its end was cut off.")
        )


def leave_behind(looked: Sequence[Looked], at: datetime) -> None:
    """The runs, the quarantine, and where nothing differs the heads. What fails is said, no more."""
    for each in looked:
        _store(each, at)
    held = sum(len(each.over) for each in looked)
    if held:
        click.echo(
            ngettext(
                "%(num)s over-match is in quarantine: nothing is paid on it until two managers set it right",
                "%(num)s over-matches are in quarantine: nothing is paid on them until two set them right",
                held,
            ),
            err=True,
        )
    for each in looked:
        if each.result.differences:
            _advise(each)
    keeping = settings_of_heads()
    if keeping is None or any(each.result.differences for each in looked):
        return
    try:
        kept = keep_heads(keeping, engine(), at)
    except OSError as failure:
        click.echo(_("The heads could not be kept: %(why)s", why=failure), err=True)
        return
    if kept.not_sent is not None:
        click.echo(_("The heads were kept, but not sent by mail: %(why)s", why=kept.not_sent), err=True)


def _store(looked: Looked, at: datetime) -> None:
    """A transaction a programme, so that nobody waits for more than one."""
    try:
        transaction(engine(), lambda writing: keep(writing, [looked], by=BY, at=at))
    except (DatabaseBusy, SQLAlchemyError) as failure:
        click.echo(_("The run could not be stored: %(why)s", why=failure), err=True)


def _advise(looked: Looked) -> None:
    code = looked.result.programme
    if looked.result.needs_restore:
        said = _(
            "%(programme)s: what was recorded, or its journal, was altered. Keep a copy of it as it is, and "
            "restore the books from a backup.",
            programme=code,
        )
    elif looked.result.is_unguarded:
        said = _(
            "%(programme)s: put the guards up again first (flask upgrade-database), and find out who took them "
            "down; then verify again.",
            programme=code,
        )
    else:
        said = _(
            "%(programme)s: a manager can propose to set it right, on the page “Integrity” of the site.",
            programme=code,
        )
    click.echo(said, err=True)
