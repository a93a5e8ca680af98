"""Agreements: who agreed to the sentence that a rule version is."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme


class Side(StrEnum):
    """For whom somebody speaks: for the programme or for a fund."""

    MANAGER = "manager"
    DONOR = "donor"


class RuleAgreement(InProgramme, table=True):
    """One side's yes to a rule version. `sentence` is what they read, `document` a letter that says so."""

    __tablename__ = "rule_agreement"
    __table_args__ = (UniqueConstraint("programme_id", "rule", "version", "side"),)

    rule: str = Field(max_length=64)
    version: int
    side: Side = Field(sa_column=Column(choice_column(Side), nullable=False))
    agreed_on: date
    agreed_by: str
    sentence: str
    document: str | None = None
