"""A minimal valid programme as sheets, workbooks of it, and what the books hold after an import."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa

from core.database import session
from core.journal.models import JournalEntry
from core.money import exponent
from core.tables import table
from grants.importing.importing import Imported, import_workbook
from grants.models.funds import Fund
from grants.models.matches import Balance, MatchEntry
from grants.models.rules import MatchingRule
from grants.verifying.differences import Difference
from grants.verifying.verify import verify
from grants.workbook import reading
from household_groups.models.contributions import Contribution
from tests.oracle.programmes import write_workbook
from tests.remembered import remembered

Row = dict[str, object]
Sheets = dict[str, list[Row]]

TODAY = datetime(2026, 9, 1, 12, tzinfo=UTC)
"""The instant of every import here."""

_numbers = count(1)


def contribution(reference: str = "C-1", amount: object = 100, **other: object) -> Row:
    """A verified one of the group G-1 for the project W-1; what is given besides replaces or adds cells."""
    return {
        "reference": reference,
        "project": "W-1",
        "group": "G-1",
        "received_on": "2026-03-02",
        "amount": amount,
        "currency": "TJS",
        "kind": "cash",
        "status": "verified",
        "verified_on": "2026-03-05",
    } | other


def recorded(reference: str = "C-1", amount: object = 100, **other: object) -> Row:
    """One that nobody has verified."""
    return contribution(reference, amount, status="recorded", verified_on=None) | other


def project(code: str = "W-1", **other: object) -> Row:
    return {
        "code": code,
        "community": "COM",
        "name": "A water pipe",
        "sector": "14031",
        "budget": 100_000,
        "currency": "TJS",
        "approved_on": "2026-01-10",
        "status": "approved",
        "settled_on": None,
        "final_cost": None,
    } | other


def unapproved(code: str = "W-1", **other: object) -> Row:
    return project(code, approved_on=None, status="proposed") | other


def group(code: str = "G-1", **other: object) -> Row:
    return {
        "code": code,
        "community": "COM",
        "name": "The first group",
        "registered_on": "2025-06-01",
        "members": 12,
    } | other


def fund(code: str = "F", **other: object) -> Row:
    return {
        "code": code,
        "programme": "P",
        "name": "The fund",
        "donor": "A donor",
        "currency": "TJS",
        "budget": 1_000_000,
        "opens_on": "2026-01-01",
    } | other


def rule(code: str = "R", **other: object) -> Row:
    return {
        "code": code,
        "fund": "F",
        "version": 1,
        "effective_from": "2026-01-01",
        "priority": 1,
        "ratio": 1,
    } | other


def rate(currency: str, month: str, units: object, **other: object) -> Row:
    return {"currency": currency, "month": month, "units_per_usd": units} | other


def payment(reference: str = "D-1", amount: object = 10, **other: object) -> Row:
    return {
        "reference": reference,
        "fund": "F",
        "project": "W-1",
        "paid_on": "2026-04-01",
        "amount": amount,
    } | other


def voucher(reference: str = "E-1", amount: object = 10, **other: object) -> Row:
    return {
        "reference": reference,
        "project": "W-1",
        "spent_on": "2026-04-02",
        "amount": amount,
        "currency": "TJS",
        "category": "works",
    } | other


def receipt(reference: str = "RC-1", amount: object = 1_000, **other: object) -> Row:
    return {"reference": reference, "fund": "F", "received_on": "2026-02-01", "amount": amount} | other


def partner(reference: str = "O-1", amount: object = 50, **other: object) -> Row:
    return {
        "reference": reference,
        "project": "W-1",
        "partner": "The jamoat",
        "agreed_on": "2026-02-02",
        "amount": amount,
        "currency": "TJS",
    } | other


def agreement(side: str = "donor", **other: object) -> Row:
    row = {"rule": "R", "version": 1, "side": side, "agreed_on": "2026-01-01", "agreed_by": f"the {side}"}
    return {**row, "sentence": "One for one.", **other}


def change(sheet: str, code: str, column: str, value: object, **other: object) -> Row:
    cells = {"sheet": sheet, "code": code, "column": column, "value": value, "effective_on": "2026-06-01"}
    return cells | other


def reversal(amount: object = None, reference: str = "C-1", **other: object) -> Row:
    return {"contribution": reference, "reversed_on": "2026-05-01", "amount": amount} | other


def closing(quarter: str = "2026-Q1", **other: object) -> Row:
    return {"quarter": quarter, "closed_on": "2026-04-15"} | other


def programme(**sheets: Iterable[Row]) -> Sheets:
    """One programme, community, group, household, project, fund and rule that matches 1 : 1 up to the gap.

    `programme(funds=[...], contributions=[...])` replaces or adds whole sheets.
    """
    minimal: Sheets = {
        "programmes": [
            {
                "code": "P",
                "name": "Programme",
                "country": "TJ",
                "currency": "TJS",
                "starts_on": "2026-01-01",
                "time_zone": "Asia/Dushanbe",
            }
        ],
        "communities": [{"code": "COM", "programme": "P", "name": "The village"}],
        "groups": [group()],
        "households": [{"code": "H-1", "group": "G-1"}],
        "projects": [project()],
        "funds": [fund()],
        "rules": [rule()],
    }
    return minimal | {name: list(rows) for name, rows in sheets.items()}


def write(folder: Path, sheets: Sheets) -> Path:
    path = folder / f"workbook-{next(_numbers)}.xlsx"
    write_workbook(sheets, path)
    return path


def take(
    engine: sa.Engine,
    folder: Path,
    sheets: Sheets,
    *,
    about: str | None = None,
    dry_run: bool = False,
    at: datetime = TODAY,
) -> Imported:
    """Import the sheets, of the programme `about` where they do not say it themselves."""
    return take_file(engine, write(folder, sheets), about=about, dry_run=dry_run, at=at)


def take_file(
    engine: sa.Engine,
    path: Path,
    *,
    about: str | None = None,
    dry_run: bool = False,
    at: datetime = TODAY,
    by: str = "tester",
) -> Imported:
    """Import a file, read in this process: a confined one is tested elsewhere, and takes longer than the rest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "run_confined", run_here)
        return import_workbook(engine, path, by=by, at=at, programme=about, dry_run=dry_run)


def run_here(task: Callable[[], Iterator[Any]], *_: object) -> Iterator[Any]:
    yield from task()


def booked(engine: sa.Engine, folder: Path, sheets: Sheets, *, at: datetime = TODAY) -> Imported:
    """Import the sheets, with which nothing is wrong; without a sheet `programmes` they are of P."""
    about = None if "programmes" in sheets else "P"
    what = "booked", repr(sheets), about, at
    result = remembered(engine, what, lambda: take(engine, folder, sheets, at=at, about=about))
    assert result.problems == [], [(it.sheet, it.cell, it.kind, it.details) for it in result.problems]
    return result


def problems(engine: sa.Engine, folder: Path, sheets: Sheets) -> list[str]:
    """What is wrong with the sheets, as `reversed_too_much at reversals C2`."""
    found = take(engine, folder, sheets, about=None if "programmes" in sheets else "P").problems
    return [f"{problem.kind.value} at {problem.sheet} {problem.cell}" for problem in found]


class Match(NamedTuple):
    """The sums over the entries of one contribution under one rule, in minor units of the fund's currency."""

    version: int
    currency: str
    desired: int
    granted: int
    released: int
    reason: str


def matches(engine: sa.Engine) -> dict[tuple[str, str], Match]:
    """By contribution and rule; the reason is that of the last entry that is not a release."""
    entry, of, rule, fund = (table(model).c for model in (MatchEntry, Contribution, MatchingRule, Fund))
    query = sa.select(
        *(of.reference, rule.code, rule.version, fund.currency),
        *(entry.desired_minor, entry.granted_minor, entry.released_minor, entry.reason, entry.of_seq),
    ).where(entry.contribution_id == of.id, entry.rule_id == rule.id, entry.fund_id == fund.id)
    found: dict[tuple[str, str], Match] = {}
    with session(engine) as books:
        for row in books.execute(query.order_by(entry.programme_id, entry.seq, entry.line)):
            reference, code, version, currency, desired, granted, released, reason, of_seq = row
            before = found.get((reference, code))
            if before is not None:
                granted, released = before.granted + granted, before.released + released
                if of_seq is not None:
                    version, desired, reason = before.version, before.desired, before.reason
            found[reference, code] = Match(version, currency, desired, granted, released, reason)
    return found


def granted(engine: sa.Engine, reference: str, code: str = "R") -> tuple[int, int, str]:
    """(granted, released, reason), in minor units."""
    match = matches(engine)[reference, code]
    return match.granted, match.released, match.reason


def entries(engine: sa.Engine) -> list[tuple[Any, ...]]:
    """Every match entry, with codes instead of ids, in the order of booking."""
    entry, of, rule = (table(model).c for model in (MatchEntry, Contribution, MatchingRule))
    ids = {"contribution_id", "rule_id", "fund_id", "project_id", "programme_id"}
    columns = [column for column in entry if column.name not in ids]
    query = (
        sa.select(of.reference, rule.code, rule.version, *columns)
        .where(entry.contribution_id == of.id, entry.rule_id == rule.id)
        .order_by(entry.programme_id, entry.seq, entry.line)
    )
    with session(engine) as books:
        return [tuple(row) for row in books.execute(query)]


def balances(engine: sa.Engine) -> dict[tuple[str, ...], int]:
    """What stands on each account; what stands at 0 need not have a row."""
    t = table(Balance).c
    query = sa.select(t.account, t.subject, t.owner, t.period, t.minor)
    with session(engine) as books:
        return {tuple(key): minor for *key, minor in books.execute(query) if minor}


def journal(engine: sa.Engine) -> list[tuple[Any, ...]]:
    """(seq, kind, sheet, key, date, content) of every entry."""
    t = table(JournalEntry).c
    query = sa.select(t.seq, t.kind, t.sheet, t.key, t.effective_on, t.content)
    with session(engine) as books:
        return [tuple(row) for row in books.execute(query.order_by(t.programme_id, t.position))]


def rows(engine: sa.Engine, name: str, *columns: str) -> list[Any]:
    """Rows of a table; of one column the values alone."""
    t = sa.table(name, *(sa.column(column) for column in columns))
    with session(engine) as books:
        found = [tuple(row) for row in books.execute(sa.select(*t.c))]
    return [row[0] for row in found] if len(columns) == 1 else found


def count_rows(engine: sa.Engine) -> dict[str, int]:
    """How many rows each table has."""
    with session(engine) as books:
        names = sa.inspect(books.connection()).get_table_names()
        return {
            name: books.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
            for name in names
        }


def differences(engine: sa.Engine) -> list[Difference]:
    """What verification finds in all programmes."""
    with session(engine) as books:
        return [difference for found in verify(books) for difference in found.differences]


def minor(amount: int, currency: str = "TJS") -> int:
    return amount * int(10 ** exponent(currency))


def day(text: str) -> date:
    return date.fromisoformat(text)
