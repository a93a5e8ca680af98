"""Run by Alembic, on the connection that `core.migrations` hands over."""

import importlib
import pkgutil
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from core.jobs import models as jobs

TABLES = (
    "core.accounts.models",
    "core.accounts.digests",
    "core.audit",
    "core.programmes",
    "core.jobs.models",
    "core.journal.models",
    "core.sealed",
    "core.verification",
    "household_groups.models",
    "grants.models",
    "reports.closing.models",
)
"""The modules that declare tables, and the packages of such modules."""


def import_tables() -> None:
    """Make every table known to `SQLModel.metadata`."""
    for name in ("core.columns", *TABLES):
        module = importlib.import_module(name)
        for part in pkgutil.iter_modules(getattr(module, "__path__", ())):
            importlib.import_module(f"{name}.{part.name}")


def render_item(kind: str, item: Any, _autogenerate: AutogenContext) -> str | Literal[False]:
    """Write SQLAlchemy's types into a migration, not ours: they may change after it was written."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


class _Together(list[sa.MetaData]):
    """Alembic names constraints by the convention of what it is given, and a list alone has none."""

    naming_convention = SQLModel.metadata.naming_convention


def _tables(connection: sa.Connection) -> sa.MetaData | list[sa.MetaData]:
    """Those of jobs are in the database of the books on PostgreSQL alone (`core/jobs/rows.py`).

    On SQLite, where a table is altered by making it anew, constraints are found by the names of the one metadata.
    """
    if connection.dialect.name != "postgresql":
        return SQLModel.metadata
    return _Together([SQLModel.metadata, jobs.METADATA, jobs.QUEUE])


import_tables()
connection: sa.Connection | None = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("Migrations run by `flask upgrade-database` and are drafted by `make migration name=…`.")

context.configure(
    connection=connection,
    target_metadata=_tables(connection),
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
