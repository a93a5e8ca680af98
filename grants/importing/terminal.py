"""An import on the terminal: how far it is, what is wrong with a file, what was booked."""

import sys
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import click
from flask_babel import gettext as _
from flask_babel import ngettext

from core.web.engine import engine
from grants.importing.importing import Imported, Progress, import_workbook
from grants.importing.labels import in_words
from grants.workbook.labels import describe
from grants.workbook.marking import write_marked_copy
from grants.workbook.problems import Problem, RefusedFile


class Bar(Progress):
    """The steps of an import as bars on the terminal; nothing where nobody looks on."""

    def __init__(self) -> None:
        self._bar: Any = None

    def start(self, step: str, total: int) -> None:
        self._finish()
        label = {
            "read": _("Reading"),
            "check": _("Checking"),
            "write": _("Writing"),
            "match": _("Matching"),
        }[step]
        self._bar = click.progressbar(
            length=max(total, 1), label=f"  {label:<10}", file=sys.stderr, hidden=not sys.stderr.isatty()
        )
        self._bar.__enter__()

    def advance(self, parts: int) -> None:
        self._bar.update(parts)

    def _finish(self) -> None:
        if self._bar is not None:
            self._bar.update(self._bar.length - self._bar.pos)
            self._bar.__exit__(None, None, None)
            self._bar = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._finish()


def import_files(
    files: Iterable[Path],
    *,
    by: str,
    programme: str | None = None,
    dry_run: bool = False,
    unless_known: bool = False,
) -> None:
    """Import one after the other, showing how far it is; the first with problems ends the command."""
    for file in files:
        click.echo(f"{file}", err=True)
        with Bar() as bar:
            result = import_workbook(
                *(engine(), file),
                by=by,
                programme=programme,
                dry_run=dry_run,
                unless_known=unless_known,
                progress=bar,
            )
        for notice in result.notices:
            click.echo("  " + _placed(notice.sheet, notice.cell, describe(notice)))
        if result.problems:
            _show_problems(file, result.problems)
            sys.exit(1)
        _show_imported(result, dry_run)


def _show_problems(file: Path, problems: list[Problem]) -> None:
    for problem in problems:
        click.echo("  " + _placed(problem.sheet, problem.cell, in_words(problem)), err=True)
    found = ngettext(
        "%(num)s problem; nothing was stored.", "%(num)s problems; nothing was stored.", len(problems)
    )
    click.echo("  " + found, err=True)
    marked = file.with_name(f"{file.stem}.problems.xlsx")
    try:
        marked.open("ab").close()  # the confined process could only say that it failed
        write_marked_copy(file, problems, marked, in_words)
    except (OSError, RefusedFile):
        click.echo(
            "  " + _("A copy with the cells marked cannot be written to %(file)s", file=marked), err=True
        )
    else:
        click.echo("  " + _("The cells are marked in %(file)s", file=marked), err=True)


def _show_imported(result: Imported, dry_run: bool) -> None:
    if result.is_no_change:
        click.echo("  " + _("%(programme)s: everything in it is booked already.", programme=result.programme))
        return
    rows = ", ".join(f"{name} {count}" for name, count in result.new.items())
    changed = ", ".join(f"{name} {count}" for name, count in result.changed.items())
    click.echo(f"  {result.programme}: " + (_("new: %(rows)s", rows=rows) if rows else ""))
    if changed:
        click.echo("  " + _("changed: %(rows)s", rows=changed))
    click.echo(
        "  "
        + _("events: %(events)s, match entries: %(entries)s", events=result.events, entries=result.entries)
    )
    if dry_run:
        click.echo("  " + _("This was a dry run: nothing was stored."))


def _placed(sheet: str | None, cell: str | None, text: str) -> str:
    place = " ".join(part for part in (sheet, cell) if part)
    return f"{place}: {text}" if place else text
