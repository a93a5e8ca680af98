"""flask what-if: a trial from the terminal, of a programme of any size."""

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.cli import refusing
from core.database import snapshot
from core.errors import Refusal
from core.garbage import uncollected
from core.programmes import Programme
from core.web.engine import engine
from grants.entering.said import said
from grants.models.rules import MatchingRule
from grants.trying.alterations import OF_FUNDS, OF_RULES, Pairs, TrialReason, is_ours, read_pairs
from grants.trying.altering import NotAltered
from reports.trying.asking import try_out
from reports.trying.told import Told
from reports.trying.workbook import write_trial


@click.command("what-if")
@click.argument("programme")
@click.option("--rule", "rules", multiple=True, metavar="CODE[/VERSION]", help="Of which rule --set speaks.")
@click.option("--fund", "funds", multiple=True, metavar="CODE", help="Of which fund --set speaks.")
@click.option(
    "--set",
    "cells",
    multiple=True,
    metavar="COLUMN=VALUE",
    help="What is otherwise; also in full, like rule:GTZ-1/1:ratio=2, add:NEW/1:ratio=1, rate:TJS/2019-03=9.5.",
)
@click.option("--leave-out", "gone", multiple=True, metavar="CODE[/VERSION]", help="A rule to do without.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="FILE.xlsx, with every difference."
)
@with_appcontext
@refusing
def what_if_command(
    programme: str,
    rules: tuple[str, ...],
    funds: tuple[str, ...],
    cells: tuple[str, ...],
    gone: tuple[str, ...],
    output: Path | None,
) -> None:
    """Replay the events of a programme with other terms, and say who gains, who loses and what it costs.

    Nothing is stored.
    """
    started = time.perf_counter()
    with snapshot(engine()) as reading, uncollected():
        of = reading.exec(select(Programme).where(Programme.code == programme)).first()
        if of is None:
            raise Refusal(TrialReason.UNKNOWN_PROGRAMME, code=programme)
        pairs = [*_cells(reading, of, rules, funds, cells), *_left_out(reading, of, gone)]
        try:
            told = try_out(reading, of, read_pairs(pairs))
        except NotAltered as refused:
            for problem in refused.problems:
                click.echo(said(problem), err=True)
            sys.exit(1)
    _show(told)
    if output is not None:
        write_trial(told, output)
        click.echo(_("Written: %(file)s", file=output))
    count = told.compared.contributions
    seconds = f"{time.perf_counter() - started:.1f}"
    click.echo(_("%(count)s contributions in %(seconds)s s", count=count, seconds=seconds))


def _show(told: Told) -> None:
    click.echo(told.finding)
    for line in told.lines:
        click.echo(f"  {line}")


def _cells(
    reading: Session, programme: Programme, rules: Sequence[str], funds: Sequence[str], cells: Sequence[str]
) -> Iterator[tuple[str, str]]:
    versions = [name for rule in rules for name in _versions(reading, programme, rule)]
    for cell in cells:
        name, is_cell, value = cell.partition("=")
        if not is_cell:
            raise Refusal(TrialReason.UNREADABLE, what=cell)
        if is_ours(name):
            yield name, value
            continue
        told: Pairs = []
        if name in OF_RULES:
            told = [(f"rule:{version}:{name}", value) for version in versions]
        elif name in OF_FUNDS:
            told = [(f"fund:{fund}:{name}", value) for fund in funds]
        if not told:
            raise Refusal(TrialReason.NOTHING_NAMED, what=cell)
        yield from told


def _left_out(reading: Session, programme: Programme, gone: Sequence[str]) -> Iterator[tuple[str, str]]:
    for rule in gone:
        for version in _versions(reading, programme, rule):
            yield f"leave-out:{version}", "yes"


def _versions(reading: Session, programme: Programme, rule: str) -> list[str]:
    """`GTZ-1/2`; of a code alone all its versions. Raises Refusal."""
    query = select(MatchingRule.code, MatchingRule.version).where(
        MatchingRule.programme_id == programme.id, col(MatchingRule.code).in_([rule, rule.rpartition("/")[0]])
    )
    known = [
        (f"{code}/{version}", code)
        for code, version in reading.exec(query.order_by(col(MatchingRule.version)))
    ]
    found = [name for name, code in known if rule in (name, code)]
    if not found:
        raise Refusal(TrialReason.UNKNOWN_RULE, rule=rule)
    return found
