"""the numbers that contributions came with, and what came under a number with other content."""

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from pydantic_core import to_json

revision = "2d9f63e1b8c5"
down_revision = "1c8e52d0a7b4"
branch_labels = None
depends_on = None

STATED = (
    *("project", "group", "household", "received_on", "amount", "currency", "kind", "source"),
    *("origin_country", "sent_amount", "sent_currency", "transfer_operator", "transfer_reference"),
    *(
        "banked_on",
        "bank_reference",
        "quantity",
        "unit",
        "unit_rate",
        "quantity_female",
        "receipt_no",
        "amends",
    ),
)
AT_ONCE = 2_000


def upgrade() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_submission_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("programme_id", "client_id", name=op.f("uq_submission_programme_id_client_id")),
    )
    op.create_index("ix_submission_programme_id", "submission", ["programme_id"])
    op.create_index("ix_submission_programme_id_reference", "submission", ["programme_id", "reference"])
    op.create_table(
        "submission_conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "dismissed",
                "recorded",
                name="conflictstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("resolved_by", sa.String(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("recorded_as", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (resolved_by IS NULL AND resolved_at IS NULL)",
            name=op.f("ck_submission_conflict_resolved_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_submission_conflict_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_submission_conflict_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_conflict")),
        sa.UniqueConstraint(
            "programme_id", "client_id", "sha256", "sent_by", name="uq_submission_conflict_sent"
        ),
    )
    op.create_index("ix_submission_conflict_programme_id", "submission_conflict", ["programme_id"])
    op.create_index(
        "ix_submission_conflict_programme_id_state", "submission_conflict", ["programme_id", "state"]
    )
    _keep_what_came_before()


def downgrade() -> None:
    op.drop_table("submission_conflict")
    op.drop_table("submission")


def _keep_what_came_before() -> None:
    """Of the contributions on the books: the journal has each as it was when its number came."""
    connection = op.get_bind()
    submission = sa.table(
        "submission",
        *(
            sa.column(name)
            for name in ("programme_id", "client_id", "reference", "sha256", "sent_by", "device")
        ),
        sa.column("sent_at", sa.DateTime(timezone=True)),
    )
    known: set[tuple[int, str]] = set()
    rows = []
    for row in _brought(connection):
        if (row["programme_id"], row["client_id"]) not in known:
            known.add((row["programme_id"], row["client_id"]))
            rows.append(row)
        if len(rows) >= AT_ONCE:
            connection.execute(sa.insert(submission), rows)
            rows = []
    if rows:
        connection.execute(sa.insert(submission), rows)


def _brought(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """Each number with what its contribution said then."""
    names = ("programme_id", "position", "sheet", "key", "content", "booked_by")
    entry = sa.table(
        "journal_entry",
        *(sa.column(name) for name in names),
        sa.column("booked_at", sa.DateTime(timezone=True)),
    ).c
    with_number = (
        sa.select(entry.programme_id, entry.key)
        .where(entry.sheet == "contributions", entry.content.like('%"client_id":%'))
        .distinct()
        .subquery()
    )
    query = (
        sa.select(entry.programme_id, entry.key, entry.content, entry.booked_by, entry.booked_at)
        .where(entry.sheet == "contributions", entry.programme_id == with_number.c.programme_id)
        .where(entry.key == with_number.c.key)
        .order_by(entry.programme_id, entry.key, entry.position)
    )
    for (programme_id, reference), entries in groupby(
        connection.execute(query), lambda row: (row[0], row[1])
    ):
        content: dict[str, Any] = {}
        for _, _, said, by, at in entries:
            change = json.loads(said)
            content |= change
            if change.get("client_id") is not None:
                yield {
                    "programme_id": programme_id,
                    "client_id": _spelling_of(change["client_id"]),
                    "reference": reference,
                    "sha256": _digest_of(content),
                    "sent_by": by,
                    "sent_at": at,
                    "device": "",
                }


def _digest_of(content: dict[str, Any]) -> str:
    said = {name: content[name] for name in sorted(STATED) if content.get(name) is not None}
    return sha256(to_json(said)).hexdigest()


def _spelling_of(given: str) -> str:
    try:
        number = UUID(given)
    except ValueError:
        return given
    return str(number) if number.int else given
