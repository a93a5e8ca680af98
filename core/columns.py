"""What tables are made of: how constraints are named, and the two types that both databases must agree on."""

from datetime import UTC, datetime
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# A migration can only drop what it can name, and names are given when a table is declared. So this must run
# before the first model, which is why every module of tables imports this one.
SQLModel.metadata.naming_convention = NAMING_CONVENTION


class TimestampUTC(TypeDecorator[datetime]):
    """An instant, aware and in UTC on both databases; by itself SQLite would hand it back naive."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is not None and value.utcoffset() is None:
            raise ValueError(f"an instant needs a zone: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value and value.astimezone(UTC)


def choice_column(choices: type[Enum], name: str | None = None) -> sa.Enum:
    """The type of a column for one of `choices`: stored as its value, guarded by a CHECK on both databases.

    The CHECK is named after the enum; where a table holds two columns of the same enum, give each a `name`.
    """
    return sa.Enum(
        choices,
        name=name or choices.__name__.lower(),
        values_callable=lambda members: [str(member.value) for member in members],
        native_enum=False,
        create_constraint=True,
        length=20,
    )
