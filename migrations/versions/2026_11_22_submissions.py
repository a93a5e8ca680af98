"""what devices sent: ids, digests, conflicts."""

revision = "2d9f63e1b8c5"
down_revision = "1c8e52d0a7b4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
