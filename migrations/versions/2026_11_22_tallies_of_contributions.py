"""tallies of contributions, and indexes by which pages of large programmes find their rows."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "fd01518021dd"
down_revision = "b3d0f6a91c27"
branch_labels = None
depends_on = None

INDEXES: tuple[tuple[str, str, list[str], str | None], ...] = (
    (
        "ix_contribution_programme_id_received_on",
        "contribution",
        ["programme_id", "received_on"],
        None,
    ),
    (
        "ix_contribution_programme_id_status_received_on",
        "contribution",
        ["programme_id", "status", "received_on"],
        None,
    ),
    ("ix_contribution_programme_id_counted_on", "contribution", ["programme_id", "counted_on"], None),
    (
        "ix_contribution_recorded",
        "contribution",
        ["programme_id", "status", "recorded_by", "recorded_on", "received_on", "project_id", "currency"],
        "status = 'recorded'",
    ),
    (
        "ix_journal_entry_programme_id_sheet_key",
        "journal_entry",
        ["programme_id", "sheet", "key"],
        None,
    ),
    ("ix_contribution_tally_project_id", "contribution_tally", ["project_id"], None),
    (
        "ix_household_group_programme_id_certificate_until",
        "household_group",
        ["programme_id", "certificate_until"],
        None,
    ),
    ("ix_reversal_programme_id_counted_on", "reversal", ["programme_id", "counted_on"], None),
    ("ix_expenditure_programme_id_counted_on", "expenditure", ["programme_id", "counted_on"], None),
    (
        "ix_disbursement_fund_id_counted_on_amount_minor",
        "disbursement",
        ["fund_id", "counted_on", "amount_minor"],
        None,
    ),
    ("ix_match_entry_fund_id_counted_on", "match_entry", ["fund_id", "counted_on"], None),
    (
        "ix_match_entry_waiting",
        "match_entry",
        ["fund_id", "project_id", "rule_id", "reason"],
        "reason = 'waiting'",
    ),
    ("ix_match_entry_released", "match_entry", ["fund_id", "released_minor"], "released_minor > 0"),
)
"""Name, table, columns, and the rows that are in it where not all are."""


def upgrade() -> None:
    op.create_table(
        "contribution_tally",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "recorded",
                "verified",
                "returned",
                "withdrawn",
                name="contributionstatus",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("contributions", sa.BigInteger(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "contributions >= 0 AND minor >= 0", name=op.f("ck_contribution_tally_never_negative")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_contribution_tally_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_contribution_tally_project_id_project")
        ),
        sa.PrimaryKeyConstraint(
            "programme_id", "status", "currency", "project_id", name=op.f("pk_contribution_tally")
        ),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO contribution_tally (programme_id, status, currency, project_id, contributions, minor) "
        "SELECT programme_id, status, currency, project_id, count(*), sum(amount_minor) "
        "FROM contribution GROUP BY programme_id, status, currency, project_id"
    )
    for name, table, columns, where in INDEXES:
        op.create_index(name, table, columns, **_only(where))


def downgrade() -> None:
    for name, table, _, _ in reversed(INDEXES):
        op.drop_index(name, table_name=table)
    op.drop_table("contribution_tally")


def _only(where: str | None) -> dict[str, Any]:
    return {} if where is None else {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
