"""indexes by which likely duplicates are found."""

from alembic import op

revision = "b3d0f6a91c27"
down_revision = "5816ea9f4cd3"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_contribution_group_id_received_on", "contribution", ["group_id", "received_on"]),
    (
        "ix_contribution_programme_id_transfer_reference",
        "contribution",
        ["programme_id", "transfer_reference"],
    ),
    ("ix_contribution_programme_id_bank_reference", "contribution", ["programme_id", "bank_reference"]),
    ("ix_evidence_file_programme_id_sha256", "evidence_file", ["programme_id", "sha256"]),
)


def upgrade() -> None:
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, table, _ in reversed(INDEXES):
        op.drop_index(name, table_name=table)
