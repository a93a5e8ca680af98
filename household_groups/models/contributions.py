"""Contributions and their reversals."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from core.columns import choice_column
from core.programmes import InProgramme


class ContributionKind(StrEnum):
    """How a contribution came: four kinds of money, three in kind."""

    BANK_TRANSFER = "bank_transfer"
    MONEY_TRANSFER = "money_transfer"
    MOBILE_MONEY = "mobile_money"
    CASH = "cash"
    LABOUR = "labour"
    MATERIALS = "materials"
    SKILLS = "skills"


class ContributionSource(StrEnum):
    """Where it came from."""

    REMITTANCE = "remittance"
    LOCAL = "local"
    RETURNEE = "returnee"
    OTHER = "other"


class ContributionStatus(StrEnum):
    """A contribution counts from `verified` on."""

    RECORDED = "recorded"
    VERIFIED = "verified"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class VerificationMethod(StrEnum):
    """By what the second person saw that the contribution is there."""

    BANK_STATEMENT = "bank_statement"
    SLIP = "slip"
    CASH_COUNT = "cash_count"
    SITE_VISIT = "site_visit"


IN_KIND = frozenset({ContributionKind.LABOUR, ContributionKind.MATERIALS, ContributionKind.SKILLS})

_IS_RECORDED = text("status = 'recorded'")
"""What waits for verification is little beside what was verified, and looked for on many pages."""
_NAMES_ANOTHER = text("amends IS NOT NULL")
"""Few take the place of another; each page of a contribution asks which one takes its own."""


class Contribution(InProgramme, table=True):
    """Money or in-kind value that a group brought to one project on one day, in the currency it came in.

    `counted_on` is the day in whose quarter it counts: `received_on`, or, where that quarter was closed when it
    was verified, the first day of the earliest open one. None until verified.
    """

    __table_args__ = (
        UniqueConstraint("programme_id", "reference"),
        UniqueConstraint("programme_id", "verified_seq"),
        UniqueConstraint("programme_id", "client_id"),
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint(
            "(status = 'verified') = (verified_on IS NOT NULL AND verified_seq IS NOT NULL)",
            name="verified_has_its_place",
        ),
        Index("ix_contribution_programme_id_received_on", "programme_id", "received_on"),
        Index("ix_contribution_programme_id_status_received_on", "programme_id", "status", "received_on"),
        Index("ix_contribution_programme_id_counted_on", "programme_id", "counted_on"),
        Index(
            "ix_contribution_recorded",
            *("programme_id", "status", "recorded_by", "recorded_on", "received_on"),
            *("project_id", "currency"),
            sqlite_where=_IS_RECORDED,
            postgresql_where=_IS_RECORDED,
        ),
        Index(
            "ix_contribution_amends",
            *("programme_id", "amends"),
            sqlite_where=_NAMES_ANOTHER,
            postgresql_where=_NAMES_ANOTHER,
        ),
        Index("ix_contribution_project_id_verified_seq", "project_id", "verified_seq"),
        Index("ix_contribution_group_id_received_on", "group_id", "received_on"),
        Index("ix_contribution_programme_id_transfer_reference", "programme_id", "transfer_reference"),
        Index("ix_contribution_programme_id_bank_reference", "programme_id", "bank_reference"),
    )

    reference: str = Field(max_length=64)
    project_id: int = Field(foreign_key="project.id")
    group_id: int = Field(foreign_key="household_group.id")
    household_id: int | None = Field(default=None, foreign_key="household.id")
    received_on: date
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str = Field(max_length=3)
    kind: ContributionKind = Field(sa_column=Column(choice_column(ContributionKind), nullable=False))
    source: ContributionSource | None = Field(
        default=None, sa_column=Column(choice_column(ContributionSource))
    )
    origin_country: str | None = Field(default=None, max_length=2)
    sent_amount_minor: int | None = Field(default=None, sa_type=BigInteger)
    sent_currency: str | None = Field(default=None, max_length=3)
    transfer_operator: str | None = None
    transfer_reference: str | None = Field(default=None, max_length=64)
    banked_on: date | None = None
    bank_reference: str | None = Field(default=None, max_length=64)
    quantity: str | None = Field(default=None, max_length=41)
    unit: str | None = None
    unit_rate: str | None = Field(default=None, max_length=41)
    quantity_female: str | None = Field(default=None, max_length=41)
    evidence: str | None = None
    receipt_no: str | None = Field(default=None, max_length=64)
    recorded_on: date | None = None
    recorded_by: str | None = None
    status: ContributionStatus = Field(sa_column=Column(choice_column(ContributionStatus), nullable=False))
    client_id: str | None = Field(default=None, max_length=64)
    amends: str | None = Field(default=None, max_length=64)
    verified_on: date | None = None
    verified_by: str | None = None
    verification_method: VerificationMethod | None = Field(
        default=None, sa_column=Column(choice_column(VerificationMethod))
    )
    verified_seq: int | None = Field(default=None, sa_type=BigInteger)
    counted_on: date | None = None


class ContributionTally(SQLModel, table=True):
    """How many contributions for a project are in a state, and what they come to in one currency.

    Pages read it instead of counting rows. It is moved together with the rows; see grants/importing/tallies.py.
    """

    __tablename__ = "contribution_tally"
    __table_args__ = (
        CheckConstraint("contributions >= 0 AND minor >= 0", name="never_negative"),
        {"sqlite_with_rowid": False},
    )

    programme_id: int = Field(primary_key=True, foreign_key="programme.id")
    status: ContributionStatus = Field(sa_column=Column(choice_column(ContributionStatus), primary_key=True))
    currency: str = Field(primary_key=True, max_length=3)
    project_id: int = Field(primary_key=True, foreign_key="project.id", index=True)
    contributions: int = Field(sa_type=BigInteger)
    minor: int = Field(sa_type=BigInteger)


class Reversal(InProgramme, table=True):
    """A verified contribution taken back, wholly or in part, in the contribution's currency."""

    __table_args__ = (
        UniqueConstraint("programme_id", "seq"),
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        Index("ix_reversal_programme_id_counted_on", "programme_id", "counted_on"),
    )

    contribution_id: int = Field(foreign_key="contribution.id", index=True)
    reversed_on: date
    amount_minor: int = Field(sa_type=BigInteger)
    reason: str | None = None
    seq: int = Field(sa_type=BigInteger)
    counted_on: date
