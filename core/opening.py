"""The database as the application finds it: migrated when empty, refused when it does not fit this code."""

import logging
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from core import guards
from core.database import session, transaction
from core.database_role import could_alter, grant_rights
from core.errors import Refusal
from core.migrations import schema_state, upgrade
from core.sqlite import UnsafeDatabase

log = logging.getLogger(__name__)

_NO_RIGHT = "42501"


class DatabaseReason(StrEnum):
    """Why a database is not opened."""

    OLDER = "database_older"
    NEWER = "database_newer"
    NO_RIGHTS = "database_no_rights"
    UNSAFE = "database_unsafe"


def open_database(engine: sa.Engine, migrating: sa.Engine | None = None) -> None:
    """Migrate an empty database. Raises Refusal where its schema is older or newer than this code's, where the
    application's role has no rights to it yet, or where SQLite does not keep it as safely as the books need.

    `migrating` is the engine of the role that owns the tables, where that is not the application's own.
    """
    try:
        match schema_state(engine):
            case "empty":
                upgrade_for(engine, migrating or engine)
            case "older":
                raise Refusal(DatabaseReason.OLDER)
            case "newer":
                raise Refusal(DatabaseReason.NEWER)
    except ProgrammingError as failure:
        if getattr(failure.orig, "sqlstate", None) == _NO_RIGHT:
            raise Refusal(DatabaseReason.NO_RIGHTS) from failure
        raise
    except UnsafeDatabase as unsafe:
        raise Refusal(DatabaseReason.UNSAFE, why=unsafe) from unsafe
    _tell_what_is_unguarded(engine)


def upgrade_for(engine: sa.Engine, migrating: sa.Engine) -> None:
    """Bring the schema to the newest version by `migrating`, and give the role of `engine` what it needs."""
    upgrade(migrating)
    role = engine.url.username
    if role is not None and role != migrating.url.username:
        transaction(migrating, lambda writing: grant_rights(writing, role))


def _tell_what_is_unguarded(engine: sa.Engine) -> None:
    """In the log: the site works all the same, and `flask verify` says it again."""
    with session(engine) as reading:
        for fault in guards.faults(reading.connection()):
            log.error("The guard %s of the journal is missing or altered: flask upgrade-database", fault)
        if tables := could_alter(reading):
            log.warning(
                "The role of DATABASE_URL could alter %s: give the application a role of its own, "
                "and the owner's to MIGRATION_DATABASE_URL",
                ", ".join(tables),
            )
