"""Whatever is altered in the books beside the application is found, and verification never stumbles over it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from app import create_app
from core.database import make_engine
from core.journal.models import JournalEntry, JournalHead
from core.programmes import Closing, FactChange
from grants.models.matches import Balance, MatchEntry, Rematch
from grants.workbook.mapping import MAPPED
from household_groups.models.contributions import Reversal
from tests.grants.in_parts import with_rows_in_every_sheet
from tests.grants.programme import booked, differences, programme

MODELS: tuple[type[SQLModel], ...] = (
    *(mapped.model for mapped in MAPPED.values()),
    *(FactChange, Closing, Reversal, Rematch, MatchEntry, Balance, JournalEntry, JournalHead),
)
TABLES: dict[str, sa.Table] = {model.__tablename__: model.__table__ for model in MODELS}  # type: ignore
MEANINGLESS = {"id"}
"""A number by which other rows find a row, and nothing else."""


@pytest.fixture(scope="module")
def books(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two programmes, of which one has rows in every sheet."""
    folder = tmp_path_factory.mktemp("books")
    path = Path(shutil.copy(sqlite_template, folder / "books.sqlite"))
    engine = make_engine(f"sqlite:///{path}")
    booked(engine, folder, with_rows_in_every_sheet())
    booked(engine, folder, programme())
    assert differences(engine) == []
    engine.dispose()
    return path


class Altered:
    """A copy of the books in which anything may be written: no key and no check stands in the way."""

    def __init__(self, books: Path, folder: Path) -> None:
        self.path = Path(shutil.copy(books, folder / "altered.sqlite"))

    def write(self, statement: str, *values: object) -> int:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute("PRAGMA ignore_check_constraints=ON")
            return connection.execute(statement, values).rowcount

    def read(self, statement: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(statement).fetchall()

    def is_found(self) -> bool:
        engine = make_engine(f"sqlite:///{self.path}")
        try:
            return bool(differences(engine))
        finally:
            engine.dispose()


def row_with(altered: Altered, table: sa.Table, column: str) -> tuple[str, Any]:
    """(condition that names one row, its value); a row where something is given, if there is one."""
    keys = [key.name for key in table.primary_key]
    quoted = ", ".join(f'"{name}"' for name in (*keys, column))
    *key, value = altered.read(
        f'SELECT {quoted} FROM "{table.name}" ORDER BY "{column}" IS NULL, {len(keys) + 1} DESC LIMIT 1'  # noqa: S608
    )[0]
    return " AND ".join(f'"{name}" = {part!r}' for name, part in zip(keys, key, strict=True)), value


def others(altered: Altered, column: sa.Column[Any], value: Any) -> Iterator[Any]:
    """Values that could stand there as well, and some that could not."""
    if isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        yield f"{value}1"
    known = altered.read(f'SELECT DISTINCT "{column.name}" FROM "{column.table.name}" LIMIT 5')  # noqa: S608
    yield from [other for (other,) in known if other not in (None, value)][:1]
    for key in column.foreign_keys:
        ids = altered.read(f'SELECT "{key.column.name}" FROM "{key.column.table.name}"')  # noqa: S608
        yield from [other for (other,) in ids if other != value][:1]
    yield "x"
    if isinstance(column.type, sa.Date):
        yield "2031-02-03"
    if column.nullable and value is not None:
        yield None


COLUMNS = [
    (name, column.name)
    for name, table in TABLES.items()
    for column in table.columns
    if column.name not in MEANINGLESS
]


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_an_altered_value_is_found(name: str, column: str, books: Path, tmp_path: Path) -> None:
    missed = []
    altered = Altered(books, tmp_path)
    condition, value = row_with(altered, TABLES[name], column)
    for other in [*others(altered, TABLES[name].c[column], value)]:
        altered = Altered(books, tmp_path)
        try:
            statement = f'UPDATE "{name}" SET "{column}" = ? WHERE {condition}'  # noqa: S608
            assert altered.write(statement, other) == 1
        except sqlite3.IntegrityError:
            continue  # the table itself refuses it
        if not altered.is_found():
            missed.append((value, other))
    assert missed == []


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_row_is_found(name: str, books: Path, tmp_path: Path) -> None:
    for order in ("ASC", "DESC"):
        altered = Altered(books, tmp_path)
        keys = ", ".join(f'"{key.name}" {order}' for key in TABLES[name].primary_key)
        condition, _ = row_with(altered, TABLES[name], next(iter(TABLES[name].primary_key)).name)
        assert keys
        assert altered.write(f'DELETE FROM "{name}" WHERE {condition}') == 1  # noqa: S608
        assert altered.is_found()


@pytest.mark.parametrize("name", TABLES)
def test_a_row_put_in_is_found(name: str, books: Path, tmp_path: Path) -> None:
    """The copy of another, with as little changed as its table asks for."""
    altered = Altered(books, tmp_path)
    table = TABLES[name]
    changed = {
        "reference": "'copy'",
        "code": "'copy'",
        "seq": '"seq" + 100000',
        "position": '"position" + 100000',
    }
    changed |= {
        "line": '"line" || 1',
        "on": "'2031-02-03'",
        "measured_on": "'2031-02-03'",
        "subject": "'copy'",
    }
    changed |= {"quarter": "'2031-Q1'", "month": "'2031-01'", "client_id": "NULL"}
    if name == "journal_head":
        changed["programme_id"] = "99"
    if name in ("contribution", "project"):
        changed |= {"verified_seq": '"verified_seq" + 100000'}
    columns = [column.name for column in table.columns if column.name != "id"]
    values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    condition, _ = row_with(altered, table, columns[0])
    statement = f'INSERT INTO "{name}" ({names}) SELECT {values} FROM "{name}" WHERE {condition}'  # noqa: S608
    assert altered.write(statement) == 1
    assert altered.is_found()


def test_the_command_says_what_it_found_and_fails(books: Path, tmp_path: Path) -> None:
    altered = Altered(books, tmp_path)
    runner = create_app(DATABASE_URL=f"sqlite:///{altered.path}").test_cli_runner()
    sound = runner.invoke(args=["verify"])
    assert (sound.exit_code, "0 differences" in sound.output) == (0, True)
    altered.write("UPDATE match_entry SET granted_minor = granted_minor + 1 WHERE granted_minor > 0")
    found = runner.invoke(args=["verify"])
    assert (found.exit_code, type(found.exception)) == (1, SystemExit)
    assert "granted_minor is" in found.output
    assert "0 differences" not in found.output.replace("10 differences", "")
