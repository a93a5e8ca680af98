"""Disbursements to projects and their vouchers."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme


class Disbursement(InProgramme, table=True):
    """A payment of a fund to a project in the fund's currency; a refund is negative and names its payment."""

    __table_args__ = (
        UniqueConstraint("programme_id", "reference"),
        Index("ix_disbursement_fund_id_counted_on_amount_minor", "fund_id", "counted_on", "amount_minor"),
    )

    reference: str = Field(max_length=64)
    fund_id: int = Field(foreign_key="fund.id")
    project_id: int = Field(foreign_key="project.id", index=True)
    paid_on: date
    amount_minor: int = Field(sa_type=BigInteger)
    paid_to: str | None = None
    bank_reference: str | None = Field(default=None, max_length=64)
    arrived_on: date | None = None
    arrived_amount_minor: int | None = Field(default=None, sa_type=BigInteger)
    arrived_currency: str | None = Field(default=None, max_length=3)
    milestone: str | None = None
    tranche: str | None = Field(default=None, max_length=64)
    refund_of: str | None = Field(default=None, max_length=64)
    override_reason: str | None = None
    evidence: str | None = None
    counted_on: date


class ExpenditureCategory(StrEnum):
    """What the money was spent on."""

    WORKS = "works"
    MATERIALS = "materials"
    EQUIPMENT = "equipment"
    LABOUR = "labour"
    SUPERVISION = "supervision"
    ADMINISTRATION = "administration"
    OTHER = "other"


class Expenditure(InProgramme, table=True):
    """A voucher of a project, in the currency of the invoice; a correction is negative and names its voucher."""

    __table_args__ = (
        UniqueConstraint("programme_id", "reference"),
        Index("ix_expenditure_programme_id_counted_on", "programme_id", "counted_on"),
    )

    reference: str = Field(max_length=64)
    project_id: int = Field(foreign_key="project.id", index=True)
    spent_on: date
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str = Field(max_length=3)
    category: ExpenditureCategory = Field(
        sa_column=Column(choice_column(ExpenditureCategory), nullable=False)
    )
    budget_line: str | None = Field(default=None, max_length=64)
    payee: str | None = None
    invoice_no: str | None = Field(default=None, max_length=64)
    description: str | None = None
    payment_reference: str | None = Field(default=None, max_length=64)
    corrects: str | None = Field(default=None, max_length=64)
    fund_id: int | None = Field(default=None, foreign_key="fund.id")
    evidence: str | None = None
    counted_on: date
