"""closings asked for, and sealed reports."""

revision = "3ea074f2c9d6"
down_revision = "2d9f63e1b8c5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
