"""Run by Alembic, on the connection that `core.migrations` hands over."""

import importlib
import pkgutil
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

TABLES = (
    "core.accounts.models",
    "core.accounts.digests",
    "core.audit",
    "core.programmes",
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


import_tables()
connection: sa.Connection | None = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("Migrations run by `flask upgrade-database` and are drafted by `make migration name=…`.")

context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
