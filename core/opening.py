"""The database as the application finds it: migrated when empty, refused when it does not fit this code."""

from enum import StrEnum

import sqlalchemy as sa

from core.errors import Refusal
from core.migrations import schema_state, upgrade


class DatabaseReason(StrEnum):
    """Why a database is not opened."""

    OLDER = "database_older"
    NEWER = "database_newer"


def open_database(engine: sa.Engine) -> None:
    """Migrate an empty database. Raises Refusal where its schema is older or newer than this code's."""
    match schema_state(engine):
        case "empty":
            upgrade(engine)
        case "older":
            raise Refusal(DatabaseReason.OLDER)
        case "newer":
            raise Refusal(DatabaseReason.NEWER)
