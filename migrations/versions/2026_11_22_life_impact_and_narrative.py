"""Meetings, steps of projects, people reached, checks of works in use, grievances, narratives, signatures."""

import sqlalchemy as sa
from alembic import op

revision = "269dbb1f66d3"
down_revision = "4874f0386e1a"
branch_labels = None
depends_on = None

_BEFORE = (
    *("photo", "certificate", "handover_act", "minutes", "agreement", "invoice", "bank_statement", "letter"),
    "other",
)
_ADDED = ("land_consent", "bill_of_quantities", "quote", "maintenance_plan")


def upgrade() -> None:
    _replace_kinds_of_documents((*_BEFORE, *_ADDED))
    op.create_table(
        "narrative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column(
            "section",
            sa.Enum(
                "achievements",
                "deviations",
                "risks",
                "lessons",
                "next_quarter",
                name="section",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_narrative_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_narrative")),
        sa.UniqueConstraint(
            "programme_id",
            "quarter",
            "section",
            "number",
            name=op.f("uq_narrative_programme_id_quarter_section_number"),
        ),
    )
    with op.batch_alter_table("narrative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_narrative_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "prepared",
                "checked",
                "approved",
                name="part",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("figures", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_signature_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint(
            "programme_id",
            "quarter",
            "part",
            "number",
            name=op.f("uq_signature_programme_id_quarter_part_number"),
        ),
    )
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signature_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("women", sa.Integer(), nullable=False),
        sa.Column("men", sa.Integer(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("sent_from_abroad", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_meeting_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_meeting_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_meeting_programme_id_code")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_community_id"), ["community_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_from_abroad", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_choice_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_choice_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_choice_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice")),
        sa.UniqueConstraint("meeting_id", "rank", name=op.f("uq_choice_meeting_id_rank")),
    )
    with op.batch_alter_table("choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_choice_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "grievance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "in_person",
                "phone",
                "letter",
                "box",
                "message",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "category",
            sa.Enum(
                "money",
                "works",
                "selection",
                "conduct",
                "land",
                "service",
                "other",
                name="category",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "access",
            sa.Enum(
                "open", "restricted", name="access", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("community_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_grievance_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_grievance_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_grievance_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grievance")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_grievance_programme_id_code")),
    )
    with op.batch_alter_table("grievance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grievance_community_id"), ["community_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grievance_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grievance_project_id"), ["project_id"], unique=False)

    op.create_table(
        "project_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "proposed",
                "appraised",
                "declined",
                "approved",
                "started",
                "completed",
                "handed_over",
                "maintained",
                "cancelled",
                name="projectstepkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_project_step_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_project_step_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_step_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_step")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_project_step_project_id_number")),
    )
    with op.batch_alter_table("project_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_step_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "reached",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("female", sa.Integer(), nullable=True),
        sa.Column("male", sa.Integer(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_reached_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_reached_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_reached_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reached")),
        sa.UniqueConstraint(
            "project_id",
            "community_id",
            "measured_on",
            name=op.f("uq_reached_project_id_community_id_measured_on"),
        ),
    )
    with op.batch_alter_table("reached", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reached_community_id"), ["community_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reached_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "service_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column(
            "functional",
            sa.Enum(
                "yes", "partly", "no", name="functional", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("fee_due_minor", sa.BigInteger(), nullable=True),
        sa.Column("fee_paid_minor", sa.BigInteger(), nullable=True),
        sa.Column("fund_balance_minor", sa.BigInteger(), nullable=True),
        sa.Column("repairs_minor", sa.BigInteger(), nullable=True),
        sa.Column("days_down", sa.Integer(), nullable=True),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_service_check_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_service_check_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_check")),
        sa.UniqueConstraint("project_id", "checked_on", name=op.f("uq_service_check_project_id_checked_on")),
    )
    with op.batch_alter_table("service_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_check_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "grievance_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("grievance_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "acknowledged",
                "referred",
                "resolved",
                "reopened",
                name="grievancestepkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["grievance_id"], ["grievance.id"], name=op.f("fk_grievance_step_grievance_id_grievance")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_grievance_step_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grievance_step")),
        sa.UniqueConstraint("grievance_id", "number", name=op.f("uq_grievance_step_grievance_id_number")),
    )
    with op.batch_alter_table("grievance_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grievance_step_programme_id"), ["programme_id"], unique=False)

    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.add_column(sa.Column("complaints", sa.String(), nullable=True))

    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("catalogue", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("baseline_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("baseline_source", sa.String(), nullable=True))


def downgrade() -> None:
    document = sa.table("document", sa.column("kind"))
    op.execute(document.update().where(document.c.kind.in_(_ADDED)).values(kind="other"))
    _replace_kinds_of_documents(_BEFORE)
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_column("baseline_source")
        batch_op.drop_column("baseline_on")
        batch_op.drop_column("catalogue")

    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_column("complaints")

    with op.batch_alter_table("grievance_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grievance_step_programme_id"))

    op.drop_table("grievance_step")
    with op.batch_alter_table("service_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_check_programme_id"))

    op.drop_table("service_check")
    with op.batch_alter_table("reached", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reached_programme_id"))
        batch_op.drop_index(batch_op.f("ix_reached_community_id"))

    op.drop_table("reached")
    with op.batch_alter_table("project_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_step_programme_id"))

    op.drop_table("project_step")
    with op.batch_alter_table("grievance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grievance_project_id"))
        batch_op.drop_index(batch_op.f("ix_grievance_programme_id"))
        batch_op.drop_index(batch_op.f("ix_grievance_community_id"))

    op.drop_table("grievance")
    with op.batch_alter_table("choice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_choice_programme_id"))

    op.drop_table("choice")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_programme_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_community_id"))

    op.drop_table("meeting")
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signature_programme_id"))

    op.drop_table("signature")
    with op.batch_alter_table("narrative", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_narrative_programme_id"))

    op.drop_table("narrative")


def _replace_kinds_of_documents(kinds: tuple[str, ...]) -> None:
    """SQLAlchemy sees no difference between two CHECKs, so this one is named and written out."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("document") as document:
        document.drop_constraint(op.f("ck_document_documentkind"), type_="check")
        document.create_check_constraint(op.f("ck_document_documentkind"), f"kind IN ({listed})")
