"""The database itself refuses to alter or delete what is only ever added to."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from core import guards
from core.database import session, transaction
from core.migrations import downgrade, upgrade
from tests.web import import_example

FILLED = ("journal_entry", "audit_entry", guards.SET_RIGHT)
ALTERING = ("UPDATE it SET programme_id = programme_id", "DELETE FROM it")


def faults(engine: sa.Engine) -> list[str]:
    with session(engine) as reading:
        return guards.faults(reading.connection())


def run(engine: sa.Engine, *statements: str) -> None:
    def work(writing: Session) -> None:
        for statement in statements:
            writing.execute(sa.text(statement))

    transaction(engine, work)


def test_altering_and_deleting_is_refused_with_a_sentence(engine: sa.Engine) -> None:
    import_example(engine, "khatlon_water")
    statements = [each.replace("it", table, 1) for table in FILLED for each in ALTERING]
    if engine.dialect.name == "postgresql":
        statements += [f"TRUNCATE {table} CASCADE" for table in guards.GUARDED]
    for statement in statements:
        with pytest.raises(DBAPIError, match=r"append-only|by a confirmed repair alone"):
            run(engine, statement)


def test_guards_are_there_after_every_migration(engine: sa.Engine) -> None:
    assert faults(engine) == []
    downgrade(engine, "fd01518021dd")
    upgrade(engine)
    assert faults(engine) == []


def test_a_guard_that_was_dropped_is_missed_until_the_next_upgrade(engine: sa.Engine) -> None:
    transaction(engine, lambda writing: guards.take_down(writing.connection()))
    missing = faults(engine)
    assert {table for table in guards.GUARDED if any(table in name for name in missing)} == set(
        guards.GUARDED
    )
    upgrade(engine)
    assert faults(engine) == []


def test_a_table_that_is_rebuilt_gets_its_guards_back(sqlite_engine: sa.Engine) -> None:
    """As Alembic alters a table of SQLite: its triggers go with the old one."""
    run(
        sqlite_engine,
        "CREATE TABLE rebuilt AS SELECT * FROM audit_entry",
        "DROP TABLE audit_entry",
        "ALTER TABLE rebuilt RENAME TO audit_entry",
    )
    assert faults(sqlite_engine) == ["guard_audit_entry_delete", "guard_audit_entry_update"]
    upgrade(sqlite_engine)
    assert faults(sqlite_engine) == []


def test_a_guard_of_the_same_name_that_does_nothing_is_seen(sqlite_engine: sa.Engine) -> None:
    name = "guard_journal_entry_update"
    run(
        sqlite_engine,
        f"DROP TRIGGER {name}",
        f"CREATE TRIGGER {name} BEFORE UPDATE ON journal_entry BEGIN SELECT 1; END",
        "CREATE TRIGGER of_somebody AFTER INSERT ON journal_entry BEGIN SELECT 1; END",
    )
    assert faults(sqlite_engine) == [name, "of_somebody"]


def test_a_guard_that_is_switched_off_is_seen(postgresql_engine: sa.Engine) -> None:
    run(postgresql_engine, "ALTER TABLE journal_entry DISABLE TRIGGER guard_journal_entry")
    assert faults(postgresql_engine) == ["guard_journal_entry"]


def test_a_row_is_not_replaced_either(sqlite_engine: sa.Engine) -> None:
    """SQLite deletes what REPLACE replaces, and by itself asks no trigger."""
    import_example(sqlite_engine, "khatlon_water")
    for table in FILLED:
        statement = "INSERT OR REPLACE INTO it SELECT * FROM it".replace("it", table)
        with pytest.raises(DBAPIError, match=r"append-only|by a confirmed repair alone"):
            run(sqlite_engine, statement)
