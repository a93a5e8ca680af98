"""proposals may be amendments or a programme's limit; what each had seen, and which events it booked; indexes."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "1c8e52d0a7b4"
down_revision = "fd01518021dd"
branch_labels = None
depends_on = None

BEFORE = ("rules", "disbursements", "settlement", "reversals")
ADDED = ("amendment", "limit")


def upgrade() -> None:
    with op.batch_alter_table("proposal") as proposal:
        _replace_choices(proposal, (*BEFORE, *ADDED))
        proposal.add_column(sa.Column("seen_seq", sa.BigInteger(), nullable=True))
        proposal.add_column(sa.Column("first_seq", sa.BigInteger(), nullable=True))
        proposal.add_column(sa.Column("last_seq", sa.BigInteger(), nullable=True))
        proposal.create_index("ix_proposal_programme_id_last_seq", ["programme_id", "last_seq"])
    _index_some("contribution", "ix_contribution_amends", ["programme_id", "amends"], "amends IS NOT NULL")
    _index_released(["fund_id", "seq", "reason", "released_minor"])


def downgrade() -> None:
    _index_released(["fund_id", "released_minor"])
    op.drop_index("ix_contribution_amends", table_name="contribution")
    # The rows of an amendment hold a reversal, which the version before can show and book; those of a limit
    # it has no words for.
    op.execute("UPDATE proposal SET kind = 'reversals' WHERE kind = 'amendment'")
    op.execute("DELETE FROM proposal WHERE kind = 'limit'")
    with op.batch_alter_table("proposal") as proposal:
        proposal.drop_index("ix_proposal_programme_id_last_seq")
        for column in ("last_seq", "first_seq", "seen_seq"):
            proposal.drop_column(column)
        _replace_choices(proposal, BEFORE)


def _replace_choices(proposal: BatchOperations, kinds: tuple[str, ...]) -> None:
    """SQLAlchemy sees no difference between two CHECKs, so this one is named and written out."""
    proposal.drop_constraint(op.f("ck_proposal_proposalkind"), type_="check")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    proposal.create_check_constraint(op.f("ck_proposal_proposalkind"), f"kind IN ({listed})")


def _index_released(columns: list[str]) -> None:
    op.drop_index("ix_match_entry_released", table_name="match_entry")
    _index_some("match_entry", "ix_match_entry_released", columns, "released_minor > 0")


def _index_some(table: str, name: str, columns: list[str], which: str) -> None:
    """An index of those rows of a table alone."""
    op.create_index(name, table, columns, sqlite_where=sa.text(which), postgresql_where=sa.text(which))
