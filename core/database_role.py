"""PostgreSQL: the application's own role, which may not alter the journal and owns no table."""

import sqlalchemy as sa
from sqlmodel import Session

from core.guards import APPEND_ONLY

READ_ONLY = ("alembic_version",)
OF_JOBS = ("job", "job_worker", "huey_task", "huey_schedule", "huey_kv", "huey_counter")
"""What people asked for and is made in the background: none of it is part of the books."""

DELETED_FROM = ("membership", "sign_in", "throttle", "contribution_tally", "match_entry", "balance", *OF_JOBS)
"""The tables of which rows are ever deleted: of `match_entry` and `balance` by a confirmed repair."""

_COULD_ALTER = sa.text(
    "SELECT c.relname FROM pg_class c "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(:tables) "
    "AND (has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER') OR pg_has_role(c.relowner, 'MEMBER')) "
    "ORDER BY c.relname"
)


def could_alter(session: Session) -> list[str]:
    """The append-only tables that the role of this session could alter, or free of their guards."""
    if session.get_bind().dialect.name != "postgresql":
        return []
    return list(session.execute(_COULD_ALTER, {"tables": list(APPEND_ONLY)}).scalars())


def grant_rights(session: Session, role: str) -> None:
    """Give a role what the application needs of each table, and take whatever else it had."""
    connection = session.connection()
    quoted = connection.dialect.identifier_preparer.quote(role)
    schema = connection.dialect.identifier_preparer.quote(_schema(session))
    for kind in ("TABLES", "SEQUENCES"):
        connection.exec_driver_sql(f"REVOKE ALL ON ALL {kind} IN SCHEMA {schema} FROM {quoted}")
    connection.exec_driver_sql(f"REVOKE ALL ON SCHEMA {schema} FROM {quoted}")
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {quoted}")
    connection.exec_driver_sql(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {quoted}")
    for table in sa.inspect(connection).get_table_names():
        named = connection.dialect.identifier_preparer.quote(table)
        connection.exec_driver_sql(f"GRANT {_rights(table)} ON {named} TO {quoted}")


def _rights(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in APPEND_ONLY:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE" if table in DELETED_FROM else "SELECT, INSERT, UPDATE"


def _schema(session: Session) -> str:
    return str(session.execute(sa.text("SELECT current_schema()")).scalar_one())
