"""Over-matching in quarantine, and the repairs by which two people set match entries and balances right."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field

from core.columns import TimestampUTC, choice_column
from core.programmes import InProgramme


class OverMatch(InProgramme, table=True):
    """More stands stored as matched than the events give; nothing is paid on it until it is set right.

    A grant is named by `contribution` and `rule`; where these are '', it is a balance: of the fund in the project,
    or, where `project` is '' too, of the whole fund. Amounts in the fund's currency.
    """

    __tablename__ = "over_match"
    __table_args__ = (Index("ix_over_match_programme_id_closed_at", "programme_id", "closed_at"),)

    fund: str = Field(max_length=64)
    project: str = Field(max_length=64)
    contribution: str = Field(max_length=64)
    rule: str = Field(max_length=64)
    currency: str = Field(max_length=3)
    stored_minor: int = Field(sa_type=BigInteger)
    rebuilt_minor: int = Field(sa_type=BigInteger)
    found_at: datetime = Field(sa_type=TimestampUTC)
    closed_at: datetime | None = Field(default=None, sa_type=TimestampUTC)
    closed_by: str | None = None


class RepairState(StrEnum):
    """`booking` stands within the transaction that sets things right, and never after it."""

    OPEN = "open"
    BOOKING = "booking"
    DONE = "done"
    DECLINED = "declined"


class MatchRepair(InProgramme, table=True):
    """What one manager proposes and another one confirms: that stored matches become what the events give.

    `seen` is the SHA-256 of the differences that the proposer saw: where they are others by now, it is outdated.
    """

    __tablename__ = "match_repair"
    __table_args__ = (Index("ix_match_repair_programme_id_state", "programme_id", "state"),)

    reason: str
    seen: str = Field(max_length=64)
    proposed_by: str
    proposed_at: datetime = Field(sa_type=TimestampUTC)
    state: RepairState = Field(sa_column=Column(choice_column(RepairState), nullable=False))
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=TimestampUTC)
