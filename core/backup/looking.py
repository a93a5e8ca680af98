"""What a database says of itself: its schema, how far each journal has come, its files, and whether it is used."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from core.backup.manifest import Head
from core.journal.models import JournalHead
from core.migrations import revision_of
from core.programmes import Programme
from core.tables import table

_EVIDENCE = sa.table("evidence_file", sa.column("stored_as"), sa.column("sha256"))


@dataclass(frozen=True)
class Seen:
    """`files` has the SHA-256 of each file of evidence that a row names, by its place in the folder."""

    schema: str
    heads: tuple[Head, ...]
    files: Mapping[str, str]


def seen_in(session: Session) -> Seen:
    return Seen(revision_of(session) or "", heads_in(session), _files_in(session))


def heads_in(session: Session) -> tuple[Head, ...]:
    """By columns that every schema has had, since a backup may be older than this code."""
    programme, head = table(Programme).c, table(JournalHead).c
    query = sa.select(programme.code, head.position, head.digest).join_from(
        table(JournalHead), table(Programme), programme.id == head.programme_id
    )
    # Databases do not agree on the order of texts.
    return tuple(sorted((Head(*row) for row in session.execute(query)), key=lambda head: head.programme))


def used(session: Session) -> dict[str, int]:
    """How many programmes and accounts there are; {} where there are no tables for them."""
    tables = sa.inspect(session.connection()).get_table_names()
    return {
        name: session.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
        for name in ("programme", "account")
        if name in tables
    }


def table_names(session: Session) -> list[str]:
    """All but the one in which the schema's version stands."""
    return sorted(set(sa.inspect(session.connection()).get_table_names()) - {"alembic_version"})


def _files_in(session: Session) -> dict[str, str]:
    if _EVIDENCE.name not in table_names(session):
        return {}
    rows = session.execute(sa.select(_EVIDENCE.c.stored_as, _EVIDENCE.c.sha256))
    return {f"{stored_as[:2]}/{stored_as}": sha256 for stored_as, sha256 in rows}
