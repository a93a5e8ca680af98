"""A programme many times as large, without importing it: python -m benchmarks.multiplied FILE.db COPIES

Of a programme that the ordinary import made, the rows of everything that grows with it (places, groups, projects,
contributions, match entries, payments, balances) are copied in SQL under new codes and places in the sequence.
Funds, rules and rates stay, with budgets and totals multiplied; so lists, counts and balances are those of a
programme of that size. The journal is not copied: to `flask verify` these are no books.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import SQLModel

from core.journal.models import JournalHead
from core.tables import table
from grants.models.funds import Fund, OtherFunding, Receipt
from grants.models.matches import Balance, MatchEntry
from grants.models.payments import Disbursement, Expenditure
from household_groups.models.contributions import Contribution, ContributionTally, Reversal
from household_groups.models.projects import Project
from household_groups.models.registry import Community, Household, HouseholdGroup

_COPIED: tuple[type[SQLModel], ...] = (
    *(Community, HouseholdGroup, Household, Project, OtherFunding),
    *(Contribution, ContributionTally, Reversal, MatchEntry, Disbursement, Expenditure, Balance),
)
"""Each after those that it refers to."""

_NAMES = frozenset({"code", "reference", "transfer_reference", "subject"})
_PLACES = frozenset({"seq", "of_seq", "verified_seq", "approved_seq", "settled_seq"})
_IDS = "community_id group_id household_id project_id contribution_id".split()
_MULTIPLIED: tuple[tuple[type[SQLModel], tuple[str, ...]], ...] = (
    (Fund, ("budget_minor", "yearly_envelope_minor")),
    (Receipt, ("amount_minor",)),
)


def multiply(path: Path, times: int) -> None:
    """Make the one programme of the file `times` as large."""
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA synchronous=OFF")
        connection.exec_driver_sql("PRAGMA cache_size=-200000")
        _multiply(connection, times)
        connection.commit()
    engine.dispose()


def _multiply(connection: sa.Connection, times: int) -> None:
    head = table(JournalHead)
    seq = connection.execute(sa.select(head.c.seq)).scalar_one()
    rows = max(connection.execute(sa.select(sa.func.max(_id(model)))).scalar() or 0 for model in _with_ids())
    for model, names in _MULTIPLIED:
        t = table(model)
        connection.execute(sa.update(t).values({name: t.c[name] * times for name in names}))
    for model in _COPIED:
        _copy(connection, table(model), times, rows, seq)
    balance = table(Balance)
    of_no_subject = balance.c.subject == ""
    connection.execute(sa.update(balance).where(of_no_subject).values(minor=balance.c.minor * times))
    connection.execute(sa.update(head).values(seq=seq * times))


def _copy(connection: sa.Connection, t: sa.Table, times: int, rows: int, seq: int) -> None:
    numbers = _numbers(times - 1)
    copy = numbers.c.number
    values = [_value(column, copy, rows, seq) for column in t.columns]
    query = sa.select(*values).select_from(t.join(numbers, sa.true()))
    if "subject" in t.columns:
        query = query.where(t.c.subject != "")
    statement = sa.insert(t).from_select([column.name for column in t.columns], query.order_by(copy))
    connection.execute(statement)


def _numbers(until: int) -> sa.CTE:
    numbers = sa.select(sa.literal(1).label("number")).cte("numbers", recursive=True)
    following = sa.select(numbers.c.number + 1).where(numbers.c.number < until)
    return numbers.union_all(following)


def _value(
    column: sa.Column[object], copy: sa.ColumnElement[int], rows: int, seq: int
) -> sa.ColumnElement[object]:
    if column.name == "id" or column.name in _IDS:
        return column + copy * rows
    if column.name in _PLACES:
        return column + copy * seq
    if column.name in _NAMES:
        return column + "-" + sa.cast(copy, sa.String)
    return column


def _with_ids() -> Iterator[type[SQLModel]]:
    return (model for model in _COPIED if "id" in table(model).columns)


def _id(model: type[SQLModel]) -> sa.Column[int]:
    return table(model).c["id"]


if __name__ == "__main__":
    multiply(Path(sys.argv[1]), int(sys.argv[2]))
