"""Tables behind the models, for bulk statements that need no object a row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

T = TypeVar("T")

_AT_ONCE = 5_000
_READ_AT_ONCE = 2_000
_IN_ONE_CLAUSE = 500
_REMEMBERED = 5_000


def table(model: type[SQLModel]) -> sa.Table:
    found: sa.Table = model.__table__  # type: ignore[attr-defined]
    return found


def insert_rows(session: Session, model: type[SQLModel], rows: Iterable[dict[str, Any]]) -> int:
    """Insert dicts of column values; all of them name the same columns. Returns how many there were."""
    count = 0
    for batch in batches(rows, _AT_ONCE):
        session.execute(sa.insert(table(model)), batch)
        count += len(batch)
    return count


def read_large(
    session: Session, query: sa.Select[Any], values: Mapping[str, Any] | None = None
) -> Iterator[Any]:
    """The rows of a large table, some at a time; by the batch they are read fastest."""
    for batch in session.execute(query.execution_options(yield_per=_READ_AT_ONCE), values).partitions():
        yield from batch


def alike(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """The same rows, for whoever keeps them all: values that are equal and not far apart are one object.

    A driver makes a new object of each cell, and most cells of a large table say what others say: a day, a
    currency, a code, an amount. They are remembered by their type, since 1 is equal to True.
    """
    known: defaultdict[type, dict[Any, Any]] = defaultdict(dict)
    for number, row in enumerate(rows, 1):
        yield tuple([known[value.__class__].setdefault(value, value) for value in row])
        if number % _REMEMBERED == 0:
            known.clear()


def in_clauses(column: sa.ColumnElement[Any], values: Iterable[Any]) -> Iterator[sa.ColumnElement[bool]]:
    """`column IN (...)` for any number of values, in clauses that every database takes."""
    for batch in batches(sorted(set(values)), _IN_ONE_CLAUSE):
        yield column.in_(batch)


def total(column: sa.SQLColumnExpression[Any]) -> sa.ColumnElement[int]:
    """The sum of a column of minor units: an integer on both databases, 0 where there are no rows."""
    return sa.cast(sa.func.coalesce(sa.func.sum(column), 0), sa.BigInteger)


def batches(values: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    iterator = iter(values)
    while batch := list(islice(iterator, size)):
        yield batch
