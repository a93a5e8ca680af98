"""Reviews of vouchers by those who paid for them, and what is claimed back."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme
from grants.models.agreements import Side


class Verdict(StrEnum):
    """What a donor says of a voucher, and `answered`, which is the manager's part."""

    ACCEPTED = "accepted"
    QUERIED = "queried"
    DISALLOWED = "disallowed"
    ANSWERED = "answered"


class Review(InProgramme, table=True):
    """One word in the thread of a fund and a voucher; the donor's last verdict stands."""

    __table_args__ = (
        UniqueConstraint("programme_id", "expenditure", "fund_id", "number"),
        Index("ix_review_fund_id_expenditure", "fund_id", "expenditure"),
    )

    expenditure: str = Field(max_length=64)
    fund_id: int = Field(foreign_key="fund.id")
    number: int
    said_on: date
    said_by: str
    side: Side = Field(sa_column=Column(choice_column(Side), nullable=False))
    verdict: Verdict = Field(sa_column=Column(choice_column(Verdict), nullable=False))
    words: str | None = None
    sample: str | None = Field(default=None, max_length=64)
    """Of a bulk acceptance: the digest from which its sample was drawn."""


class ClawbackStep(StrEnum):
    """What happens to money that is claimed back."""

    OPENED = "opened"
    REPAID = "repaid"
    WAIVED = "waived"


class Clawback(InProgramme, table=True):
    """One step of a claim to the part that a source had in a disallowed voucher, in the programme's currency.

    `source` is called as in the report: `fund CODE`, `group money`, `other PARTNER`.
    """

    __table_args__ = (UniqueConstraint("programme_id", "expenditure", "source", "number"),)

    expenditure: str = Field(max_length=64)
    source: str
    number: int
    step: ClawbackStep = Field(sa_column=Column(choice_column(ClawbackStep), nullable=False))
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str = Field(max_length=3)
    said_on: date
    said_by: str
    reason: str | None = None
    payment: str | None = Field(default=None, max_length=64)
