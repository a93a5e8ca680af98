"""Proposals: what one person wants booked and a second one confirms."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field

from core.columns import TimestampUTC, choice_column
from core.programmes import InProgramme


class ProposalKind(StrEnum):
    """What needs two people before it is booked."""

    RULES = "rules"
    DISBURSEMENTS = "disbursements"
    SETTLEMENT = "settlement"
    REVERSALS = "reversals"
    AMENDMENT = "amendment"
    LIMIT = "limit"


class ProposalState(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Proposal(InProgramme, table=True):
    """Rows of the workbook that wait for a second person.

    `rows` is a JSON object: the sheets by name, each a list of rows, each an object of columns and the text in
    their cells. They are checked when proposed, and again when confirmed. `seen_seq` is the last event that was
    booked when it was made; `first_seq` to `last_seq` are the events that its confirmation booked, if any.
    """

    __table_args__ = (
        Index("ix_proposal_programme_id_state", "programme_id", "state"),
        Index("ix_proposal_programme_id_last_seq", "programme_id", "last_seq"),
    )

    kind: ProposalKind = Field(sa_column=Column(choice_column(ProposalKind), nullable=False))
    rows: str
    note: str | None = None
    """What the proposer says of it."""
    proposed_by: str
    proposed_at: datetime = Field(sa_type=TimestampUTC)
    state: ProposalState = Field(sa_column=Column(choice_column(ProposalState), nullable=False))
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=TimestampUTC)
    reason: str | None = None
    """Why it was declined."""
    seen_seq: int | None = Field(default=None, sa_type=BigInteger)
    first_seq: int | None = Field(default=None, sa_type=BigInteger)
    last_seq: int | None = Field(default=None, sa_type=BigInteger)
