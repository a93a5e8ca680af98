"""What the books answer to a programme: it is imported into a database of its own, asked, and thrown away.

So that payments stay within what stands matched, and a re-match tells what the contract grants.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from sqlmodel import Session

from core.database import make_engine, session
from core.migrations import upgrade
from core.money import to_major
from core.tables import table
from examples.making.book import Book
from grants import rematches
from grants.importing.importing import import_workbook
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Answer:
    """One entry of the books: what a rule granted to a contribution or released of it, in the fund's currency."""

    contribution: str
    project: str
    fund: str
    rule: str
    booked_on: date
    granted: Decimal
    released: Decimal
    reason: str


@dataclass(frozen=True)
class Regrant:
    """What a re-match grants to one contribution under one rule, in the fund's currency."""

    contribution: str
    rule: str
    version: int
    granted: Decimal


@contextmanager
def imported(book: Book) -> Iterator[Session]:
    """The books of the programme, to read from. Raises ValueError where the import finds problems."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "programme.xlsx")
        book.write(file)
        engine = make_engine(f"sqlite:///{folder}/trial.sqlite")
        try:
            upgrade(engine)
            problems = import_workbook(engine, file, by="trial").problems
            if problems:
                raise ValueError("\n".join(map(str, problems[:20])))
            with session(engine) as reading:
                yield reading
        finally:
            engine.dispose()


def answers(reading: Session) -> list[Answer]:
    """All entries, in the order in which they were booked."""
    entry, contribution, project = table(MatchEntry).c, table(Contribution).c, table(Project).c
    fund, rule = table(Fund).c, table(MatchingRule).c
    query = (
        sa.select(
            *(contribution.reference, project.code.label("project"), fund.code.label("fund")),
            *(rule.code.label("rule"), fund.currency, entry.booked_on),
            *(entry.granted_minor, entry.released_minor, entry.reason),
        )
        .where(entry.contribution_id == contribution.id, entry.project_id == project.id)
        .where(entry.fund_id == fund.id, entry.rule_id == rule.id)
        .order_by(entry.seq, entry.line)
    )
    return [
        Answer(
            *(row.reference, row.project, row.fund, row.rule, row.booked_on),
            *(to_major(row.granted_minor, row.currency), to_major(row.released_minor, row.currency)),
            str(row.reason),
        )
        for row in reading.execute(query)
    ]


def regrants(reading: Session, fund: str, on: date) -> list[Regrant]:
    """What a re-match of the fund would grant on this day, after all that is booked."""
    noon = datetime(on.year, on.month, on.day, 7, tzinfo=UTC)
    of = rematches.get_fund(reading, fund)
    proposal = rematches.propose(reading, of, at=noon)
    return [
        Regrant(
            entry.contribution.reference,
            entry.rule.code,
            entry.rule.version,
            to_major(entry.granted, of.currency),
        )
        for entry in proposal.grants
    ]
