"""What the database itself refuses: to alter or delete what is only ever added to.

Triggers on SQLite and PostgreSQL. They stop a slip and a fault of our own; whoever owns the tables can drop them,
which `faults()` finds. Match entries are consequences and may be set right, but only while a repair that two
people want is being booked (`grants/quarantine/`).
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

APPEND_ONLY = ("journal_entry", "audit_entry", "sealed_report", "submission")
SET_RIGHT = "match_entry"
GUARDED = (*APPEND_ONLY, SET_RIGHT)

_REPAIR = "EXISTS (SELECT 1 FROM match_repair WHERE programme_id = OLD.programme_id AND state = 'booking')"
_NEVER = "is append-only: its rows are never altered or deleted"
_BY_REPAIR = "is altered by a confirmed repair alone"

_ROW_BEFORE_CHANGE, _STATEMENT_BEFORE_CHANGE, _BEFORE_TRUNCATE = 27, 58, 34
"""What PostgreSQL calls these kinds of triggers (`pg_trigger.tgtype`)."""

_FUNCTIONS = {
    "hashar_append_only": f"BEGIN RAISE EXCEPTION '% {_NEVER}', TG_TABLE_NAME USING ERRCODE = '23001'; END",
    "hashar_set_right": (
        f"BEGIN IF NOT {_REPAIR} THEN RAISE EXCEPTION '% {_BY_REPAIR}', TG_TABLE_NAME "
        "USING ERRCODE = '23001'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    ),
}
_POSTGRESQL = {
    **{
        f"guard_{table}": (table, _STATEMENT_BEFORE_CHANGE, "hashar_append_only", "STATEMENT")
        for table in APPEND_ONLY
    },
    f"guard_{SET_RIGHT}": (SET_RIGHT, _ROW_BEFORE_CHANGE, "hashar_set_right", "ROW"),
    f"guard_{SET_RIGHT}_truncate": (SET_RIGHT, _BEFORE_TRUNCATE, "hashar_append_only", "STATEMENT"),
}
_EVENTS = {
    _ROW_BEFORE_CHANGE: "UPDATE OR DELETE",
    _STATEMENT_BEFORE_CHANGE: "UPDATE OR DELETE OR TRUNCATE",
    _BEFORE_TRUNCATE: "TRUNCATE",
}


def _sqlite() -> dict[str, str]:
    """The statement that makes each trigger, by its name."""
    made = {}
    for table in GUARDED:
        when, why = (f" WHEN NOT {_REPAIR}", _BY_REPAIR) if table == SET_RIGHT else ("", _NEVER)
        for event in ("UPDATE", "DELETE"):
            name = f"guard_{table}_{event.lower()}"
            made[name] = (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table}{when} "
                f"BEGIN SELECT RAISE(ABORT, '{table} {why}'); END"
            )
    return made


def put_up(connection: sa.Connection) -> None:
    """Make every guard whose table is there, anew; twice is as good as once."""
    take_down(connection)
    there = set(sa.inspect(connection).get_table_names())
    if "match_repair" not in there:
        return
    if connection.dialect.name == "sqlite":
        for statement in _sqlite().values():
            connection.exec_driver_sql(statement)
        return
    for function, body in _FUNCTIONS.items():
        connection.exec_driver_sql(
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$".replace("%", "%%")
        )
    for name, (table, kind, function, each) in _POSTGRESQL.items():
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} BEFORE {_EVENTS[kind]} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {function}()"
        )
        connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def take_down(connection: sa.Connection) -> None:
    """Drop them: before a table of theirs goes, and where rows are altered on purpose."""
    if connection.dialect.name == "sqlite":
        for name in _sqlite():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        return
    for function in _FUNCTIONS:
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {function}() CASCADE")


def faults(connection: sa.Connection) -> list[str]:
    """The guards that are missing, altered or off, and triggers on the same tables that are none of ours."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(_TRIGGERS_OF_SQLITE, {"of": GUARDED}).all()
        found: Mapping[str, Any] = {row.name: row.sql for row in rows}
        wanted: Mapping[str, Any] = _sqlite()
    else:
        rows = connection.execute(_TRIGGERS_OF_POSTGRESQL, {"of": list(GUARDED)}).all()
        found = {row.name: tuple(row)[1:] for row in rows}
        wanted = {
            name: (table, kind, function, _FUNCTIONS[function], "A", True)
            for name, (table, kind, function, _) in _POSTGRESQL.items()
        }
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


_TRIGGERS_OF_SQLITE = sa.text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN :of"
).bindparams(sa.bindparam("of", expanding=True))
_TRIGGERS_OF_POSTGRESQL = sa.text(
    "SELECT t.tgname AS name, c.relname, t.tgtype, p.proname, p.prosrc, t.tgenabled, t.tgqual IS NULL "
    "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(:of)"
)
