"""Agreements, milestones, tranches, documents, bank lines, variances, reviews, digests."""

import sqlalchemy as sa
from alembic import op

revision = "4874f0386e1a"
down_revision = "4fb185a3dae7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clawback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("expenditure", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "opened",
                "repaid",
                "waived",
                name="clawbackstep",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("payment", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_clawback_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clawback")),
        sa.UniqueConstraint(
            "programme_id",
            "expenditure",
            "source",
            "number",
            name=op.f("uq_clawback_programme_id_expenditure_source_number"),
        ),
    )
    with op.batch_alter_table("clawback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clawback_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_digest_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
    )
    with op.batch_alter_table("digest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_digest_account_id"), ["account_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("sheet", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "photo",
                "certificate",
                "handover_act",
                "minutes",
                "agreement",
                "invoice",
                "bank_statement",
                "letter",
                "other",
                name="documentkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_document_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("programme_id", "reference", name=op.f("uq_document_programme_id_reference")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(
            "ix_document_programme_id_sheet_key", ["programme_id", "sheet", "key"], unique=False
        )

    op.create_table(
        "rule_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("manager", "donor", name="side", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("agreed_by", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_rule_agreement_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_agreement")),
        sa.UniqueConstraint(
            "programme_id",
            "rule",
            "version",
            "side",
            name=op.f("uq_rule_agreement_programme_id_rule_version_side"),
        ),
    )
    with op.batch_alter_table("rule_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rule_agreement_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "certifications",
                "tranches",
                name="subject",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "certified",
                "approved",
                "declined",
                "withdrawn",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_step_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sa.UniqueConstraint(
            "programme_id",
            "subject",
            "reference",
            "number",
            name=op.f("uq_step_programme_id_subject_reference_number"),
        ),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "bank_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("fund_id", sa.Integer(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("party", sa.String(), nullable=True),
        sa.Column("bank_reference", sa.String(length=64), nullable=True),
        sa.Column("statement", sa.String(), nullable=True),
        sa.Column("ticks_sheet", sa.String(length=64), nullable=True),
        sa.Column("ticks", sa.String(length=64), nullable=True),
        sa.Column("ticked_on", sa.Date(), nullable=True),
        sa.Column("ticked_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"], name=op.f("fk_bank_line_fund_id_fund")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_bank_line_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_line")),
        sa.UniqueConstraint("programme_id", "reference", name=op.f("uq_bank_line_programme_id_reference")),
    )
    with op.batch_alter_table("bank_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_line_fund_id"), ["fund_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bank_line_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("expenditure", sa.String(length=64), nullable=False),
        sa.Column("fund_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("manager", "donor", name="side", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column(
            "verdict",
            sa.Enum(
                "accepted",
                "queried",
                "disallowed",
                "answered",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("sample", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"], name=op.f("fk_review_fund_id_fund")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_review_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint(
            "programme_id",
            "expenditure",
            "fund_id",
            "number",
            name=op.f("uq_review_programme_id_expenditure_fund_id_number"),
        ),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index("ix_review_fund_id_expenditure", ["fund_id", "expenditure"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "certification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("fund_id", sa.Integer(), nullable=False),
        sa.Column("milestone", sa.String(length=64), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"], name=op.f("fk_certification_fund_id_fund")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_certification_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_certification_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification")),
        sa.UniqueConstraint(
            "programme_id", "reference", name=op.f("uq_certification_programme_id_reference")
        ),
    )
    with op.batch_alter_table("certification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certification_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_certification_project_id"), ["project_id"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("fund_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("share", sa.String(length=41), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "gate",
            sa.Enum(
                "agreement",
                "minutes",
                "partners_money",
                "works",
                "handover",
                name="gate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("works", sa.String(length=41), nullable=True),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"], name=op.f("fk_milestone_fund_id_fund")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_milestone_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_milestone_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint(
            "project_id", "fund_id", "code", name=op.f("uq_milestone_project_id_fund_id_code")
        ),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_fund_id"), ["fund_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_milestone_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "tranche",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("fund_id", sa.Integer(), nullable=False),
        sa.Column("milestone", sa.String(length=64), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("override_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"], name=op.f("fk_tranche_fund_id_fund")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_tranche_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_tranche_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tranche")),
        sa.UniqueConstraint("programme_id", "reference", name=op.f("uq_tranche_programme_id_reference")),
    )
    with op.batch_alter_table("tranche", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tranche_fund_id"), ["fund_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tranche_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tranche_project_id"), ["project_id"], unique=False)

    op.create_table(
        "variance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("explained_on", sa.Date(), nullable=False),
        sa.Column("explained_by", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_variance_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_variance_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variance")),
        sa.UniqueConstraint("project_id", "line", "number", name=op.f("uq_variance_project_id_line_number")),
    )
    with op.batch_alter_table("variance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_variance_programme_id"), ["programme_id"], unique=False)

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(length=254), nullable=True))

    with op.batch_alter_table("disbursement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tranche", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("disbursement", schema=None) as batch_op:
        batch_op.drop_column("tranche")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("email")

    with op.batch_alter_table("variance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_variance_programme_id"))

    op.drop_table("variance")
    with op.batch_alter_table("tranche", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tranche_project_id"))
        batch_op.drop_index(batch_op.f("ix_tranche_programme_id"))
        batch_op.drop_index(batch_op.f("ix_tranche_fund_id"))

    op.drop_table("tranche")
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_programme_id"))
        batch_op.drop_index(batch_op.f("ix_milestone_fund_id"))

    op.drop_table("milestone")
    with op.batch_alter_table("certification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certification_project_id"))
        batch_op.drop_index(batch_op.f("ix_certification_programme_id"))

    op.drop_table("certification")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_programme_id"))
        batch_op.drop_index("ix_review_fund_id_expenditure")

    op.drop_table("review")
    with op.batch_alter_table("bank_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bank_line_programme_id"))
        batch_op.drop_index(batch_op.f("ix_bank_line_fund_id"))

    op.drop_table("bank_line")
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_programme_id"))

    op.drop_table("step")
    with op.batch_alter_table("rule_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rule_agreement_programme_id"))

    op.drop_table("rule_agreement")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index("ix_document_programme_id_sheet_key")
        batch_op.drop_index(batch_op.f("ix_document_programme_id"))

    op.drop_table("document")
    with op.batch_alter_table("digest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_digest_account_id"))

    op.drop_table("digest")
    with op.batch_alter_table("clawback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clawback_programme_id"))

    op.drop_table("clawback")
