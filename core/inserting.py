"""Rows into large tables: values in the order of their columns, without a dict for each row."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from core.tables import batches, table

_AT_ONCE = 5_000


def insert_values(
    session: Session, model: type[SQLModel], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Insert rows whose values are in the order of `columns`. Returns how many there were.

    They are prepared for the database column by column, each distinct value once.
    """
    connection = session.connection()
    statement, preparing, defaults = _prepared(table(model), tuple(columns), connection.dialect)
    count = 0
    for batch in batches(rows, _AT_ONCE):
        values = [*zip(*batch, strict=True), *([default] * len(batch) for default in defaults)]
        prepared = (prepare(of_column) for prepare, of_column in zip(preparing, values, strict=True))
        connection.exec_driver_sql(statement, list(zip(*prepared, strict=True)))
        count += len(batch)
    return count


@lru_cache(maxsize=64)
def _prepared(
    of: sa.Table, columns: tuple[str, ...], dialect: sa.Dialect
) -> tuple[str, list[Callable[[Sequence[Any]], Sequence[Any]]], list[Any]]:
    """The statement, for each of its columns what prepares the values, and the values of the last columns."""
    names, defaults = _with_defaults(of, columns)
    preparing = [_preparing(of.c[name], dialect) for name in names]
    return _insert_statement(of, names, dialect), preparing, defaults


def _with_defaults(of: sa.Table, columns: Sequence[str]) -> tuple[list[str], list[Any]]:
    """The columns, and those that are not given but have a default in the model, with these defaults."""
    defaults = {
        column.name: column.default.arg
        for column in of.columns
        if column.name not in columns and isinstance(column.default, sa.ColumnDefault)
    }
    return [*columns, *defaults], list(defaults.values())


def _insert_statement(of: sa.Table, columns: Sequence[str], dialect: sa.Dialect) -> str:
    quote = dialect.identifier_preparer.quote
    marks = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(columns))
    names = ", ".join(map(quote, columns))
    return f"INSERT INTO {quote(of.name)} ({names}) VALUES ({marks})"  # noqa: S608  (names of the model)


def _preparing(column: sa.Column[Any], dialect: sa.Dialect) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """From the values of a column to what the database takes for them."""
    prepare = column.type.dialect_impl(dialect).bind_processor(dialect)
    if prepare is None:
        return lambda values: values

    def prepared(values: Sequence[Any]) -> Sequence[Any]:
        as_stored = {value: prepare(value) for value in set(values)}
        return [as_stored[value] for value in values]

    return prepared
