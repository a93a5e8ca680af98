"""Funds, what they received, and what other partners give."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme


class Fund(InProgramme, table=True):
    """A co-funder's envelope in one currency: a donor's, a ministry's, a municipality's."""

    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    code: str = Field(max_length=64)
    name: str
    donor: str
    currency: str = Field(max_length=3)
    budget_minor: int = Field(sa_type=BigInteger)
    opens_on: date
    closes_on: date | None = None
    yearly_envelope_minor: int | None = Field(default=None, sa_type=BigInteger)
    year_starts_month: int | None = None


class Receipt(InProgramme, table=True):
    """Money that a fund received, in its currency."""

    __table_args__ = (UniqueConstraint("programme_id", "reference"),)

    reference: str = Field(max_length=64)
    fund_id: int = Field(foreign_key="fund.id", index=True)
    received_on: date
    amount_minor: int = Field(sa_type=BigInteger)
    bank_reference: str | None = Field(default=None, max_length=64)
    counted_on: date


class PartnerType(StrEnum):
    """Who the other partner is."""

    LOCAL_GOVERNMENT = "local_government"
    NGO = "ngo"
    PRIVATE = "private"
    OTHER_DONOR = "other_donor"


class OtherFunding(InProgramme, table=True):
    """Another partner's part of a project: it narrows the funding gap."""

    __tablename__ = "other_funding"
    __table_args__ = (
        UniqueConstraint("programme_id", "reference"),
        UniqueConstraint("programme_id", "seq"),
        CheckConstraint("amount_minor > 0", name="amount_positive"),
    )

    reference: str = Field(max_length=64)
    project_id: int = Field(foreign_key="project.id", index=True)
    partner: str
    partner_type: PartnerType | None = Field(default=None, sa_column=Column(choice_column(PartnerType)))
    agreed_on: date
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str = Field(max_length=3)
    kind: str | None = None
    received_on: date | None = None
    seq: int = Field(sa_type=BigInteger)
