"""closings asked for, and sealed reports; works and measurements that come late."""

import sqlalchemy as sa
from alembic import op

revision = "3ea074f2c9d6"
down_revision = "2d9f63e1b8c5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "closing_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.String(length=64), nullable=False),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "closed",
                "declined",
                "withdrawn",
                "outdated",
                name="closingstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_closing_request_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_request")),
    )
    with op.batch_alter_table("closing_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closing_request_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(
            "uq_closing_request_one_open",
            ["programme_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "sealed_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("fund", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_by", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("figures", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_sealed_report_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_report")),
        sa.UniqueConstraint(
            "programme_id", "quarter", "fund", name=op.f("uq_sealed_report_programme_id_quarter_fund")
        ),
    )
    with op.batch_alter_table("sealed_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_report_programme_id"), ["programme_id"], unique=False)

    for table in ("progress", "measurement"):
        op.add_column(table, sa.Column("counted_on", sa.Date(), nullable=True))


def downgrade() -> None:
    for table in ("progress", "measurement"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("counted_on")

    with op.batch_alter_table("sealed_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sealed_report_programme_id"))

    op.drop_table("sealed_report")
    with op.batch_alter_table("closing_request", schema=None) as batch_op:
        batch_op.drop_index("uq_closing_request_one_open")
        batch_op.drop_index(batch_op.f("ix_closing_request_programme_id"))

    op.drop_table("closing_request")
