"""Live use: things are booked when somebody comes with them, in no order of dates, a few at a time."""

import random
from collections.abc import Iterator
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core.database import make_engine, session, transaction
from core.errors import Refusal
from core.money import to_major
from grants import rematches
from grants.exporting.export import export_workbook
from grants.importing.problems import RowProblem
from tests.grants.programme import (
    TODAY,
    Row,
    Sheets,
    balances,
    booked,
    differences,
    entries,
    rows,
    take,
    take_file,
)
from tests.oracle.programmes import random_programme

REGISTRY = ("programmes", "communities", "groups", "households", "projects", "funds", "rules", "rates")
WHAT_COMES = ("projects", "contributions", "reversals", "other_funding", "disbursements", "changes")
TOO_LATE = {RowProblem.BEFORE_SETTLEMENT, RowProblem.LINK_UNKNOWN}
"""A payment dated before a settlement that is booked already, and the refund of such a payment."""


def opening(sheets: Sheets) -> Sheets:
    """The registry before anything happened."""
    first = {name: [dict(row) for row in sheets[name]] for name in REGISTRY}
    for change in reversed(sheets["changes"]):
        for row in first[str(change["sheet"])]:
            if row["code"] == change["code"]:
                row[str(change["column"])] = change["old"]
    nothing_yet = {"approved_on": None, "settled_on": None, "final_cost": None, "status": None}
    first["projects"] = [row | nothing_yet for row in first["projects"]]
    return first


def files(sheets: Sheets, draw: random.Random) -> Iterator[Sheets]:
    """All that comes, in a random order but for what needs something else first."""
    names = [name for name in WHAT_COMES for _ in sheets[name]]
    draw.shuffle(names)
    names.sort(key=lambda name: name == "reversals")  # of contributions that are there by then
    left = {name: list(sheets[name]) for name in WHAT_COMES}
    for name in ("projects", "contributions"):
        draw.shuffle(left[name])
    while names:
        together = list(takewhile(lambda name: name == names[0], names[: draw.randint(1, 6)]))
        del names[: len(together)]
        yield {together[0]: [left[together[0]].pop(0) for _ in together]}


def as_on_the_books(engine: sa.Engine, row: Row) -> Row:
    """An approval or settlement changes nothing else of its project."""
    budgets = rows(engine, "project", "code", "budget_minor", "currency")
    (budget,) = (to_major(minor, currency) for code, minor, currency in budgets if code == row["code"])
    return {name: cell for name, cell in row.items() if name != "status"} | {"budget": budget}


def rematch_all(engine: sa.Engine) -> None:
    for code in rows(engine, "fund", "code"):

        def confirm(writing: Session, code: str = code) -> None:
            rematches.confirm(writing, rematches.get_fund(writing, code), by="tester", at=TODAY)

        with suppress(Refusal):
            transaction(engine, confirm)


def live(seed: int, engine: sa.Engine, folder: Path) -> None:
    draw = random.Random(seed)
    sheets = random_programme(seed, contributions=40)
    booked(engine, folder, opening(sheets))
    for file in files(sheets, draw):
        if "projects" in file:
            file["projects"] = [as_on_the_books(engine, row) for row in file["projects"]]
        problems = {problem.kind for problem in take(engine, folder, file, about="PROG").problems}
        assert problems <= (TOO_LATE if "disbursements" in file else set()), file
        if {"changes", "reversals"} & file.keys():  # which free money, or bring more
            rematch_all(engine)
    assert differences(engine) == []


@pytest.mark.parametrize("seed", [85, 101, 103, 126, 129])
def test_the_books_are_those_of_the_order_of_booking(
    seed: int, sqlite_engine: sa.Engine, sqlite_template: Path, tmp_path: Path
) -> None:
    live(seed, sqlite_engine, tmp_path)
    with session(sqlite_engine) as reading:
        export_workbook(reading, "PROG", tmp_path / "out.xlsx")
    other = tmp_path / "other.sqlite"
    other.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{other}")
    assert take_file(engine, tmp_path / "out.xlsx").problems == []
    assert entries(engine) == entries(sqlite_engine)
    assert balances(engine) == balances(sqlite_engine)
    engine.dispose()


@pytest.mark.parametrize("seed", [92])
def test_so_they_are_on_postgresql(seed: int, postgresql_engine: sa.Engine, tmp_path: Path) -> None:
    live(seed, postgresql_engine, tmp_path)
