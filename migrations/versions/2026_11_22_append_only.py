"""what the database itself keeps from being altered; what verification found."""

revision = "4fb185a3dae7"
down_revision = "3ea074f2c9d6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
