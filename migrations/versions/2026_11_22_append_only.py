"""what verification found, over-matching in quarantine, and its repair; the guards of what is only added to.

The guards themselves are what the code at hand says, and are put up after every upgrade (`core/migrations.py`).
"""

import sqlalchemy as sa
from alembic import op

from core.guards import take_down

revision = "4fb185a3dae7"
down_revision = "3ea074f2c9d6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "verification_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("differences", sa.Integer(), nullable=False),
        sa.Column("checks", sa.String(), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_verification_run_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification_run")),
    )
    op.create_index("ix_verification_run_programme_id", "verification_run", ["programme_id"])
    op.create_index(
        "ix_verification_run_programme_id_differences", "verification_run", ["programme_id", "differences"]
    )
    op.create_table(
        "over_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("fund", sa.String(length=64), nullable=False),
        sa.Column("project", sa.String(length=64), nullable=False),
        sa.Column("contribution", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("stored_minor", sa.BigInteger(), nullable=False),
        sa.Column("rebuilt_minor", sa.BigInteger(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_over_match_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_over_match")),
    )
    op.create_index("ix_over_match_programme_id", "over_match", ["programme_id"])
    op.create_index("ix_over_match_programme_id_closed_at", "over_match", ["programme_id", "closed_at"])
    op.create_table(
        "match_repair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("seen", sa.String(length=64), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                *("open", "booking", "done", "declined"),
                name="repairstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_match_repair_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_repair")),
    )
    op.create_index("ix_match_repair_programme_id", "match_repair", ["programme_id"])
    op.create_index("ix_match_repair_programme_id_state", "match_repair", ["programme_id", "state"])


def downgrade() -> None:
    take_down(op.get_bind())
    for table in ("match_repair", "over_match", "verification_run"):
        op.drop_table(table)
