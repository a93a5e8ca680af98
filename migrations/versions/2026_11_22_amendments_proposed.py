"""proposals may be amendments."""

revision = "1c8e52d0a7b4"
down_revision = "fd01518021dd"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
