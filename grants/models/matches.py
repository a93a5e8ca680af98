"""Match entries, the balances beside them, and confirmed re-matches."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from core.columns import choice_column
from core.programmes import InProgramme


class MatchEntryKind(StrEnum):
    """A decision grants (0 included) or releases."""

    GRANT = "grant"
    RELEASE = "release"


IS_WAITING = text("reason = 'waiting'")
_IS_RELEASED = text("released_minor > 0")


class MatchEntry(SQLModel, table=True):
    """One decision on one contribution under one rule version; amounts in the fund's currency.

    `seq` is the event that led to it, `line` its place among the entries of that event; `of_seq`, `of_line` name
    the grant that a release lowers. `counted_minor` and `base_minor` are what of the contribution counted for
    threshold and ratio when it was entered, `reversed_minor` (in the contribution's currency) what had been
    reversed by then. `steps` is what the decision saw, as a JSON list; see grants/matching/explain.py.
    """

    __tablename__ = "match_entry"
    __table_args__ = (
        CheckConstraint(
            "desired_minor >= 0 AND granted_minor >= 0 AND released_minor >= 0", name="never_negative"
        ),
        Index("ix_match_entry_project_id_rule_id", "project_id", "rule_id"),
        Index("ix_match_entry_fund_id_counted_on", "fund_id", "counted_on"),
        Index(
            "ix_match_entry_waiting",
            *("fund_id", "project_id", "rule_id", "reason"),
            sqlite_where=IS_WAITING,
            postgresql_where=IS_WAITING,
        ),
        Index(
            "ix_match_entry_released",
            *("fund_id", "seq", "reason", "released_minor"),
            sqlite_where=_IS_RELEASED,
            postgresql_where=_IS_RELEASED,
        ),
        {"sqlite_with_rowid": False},
    )

    programme_id: int = Field(primary_key=True, foreign_key="programme.id")
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    line: int = Field(primary_key=True)
    contribution_id: int = Field(foreign_key="contribution.id", index=True)
    project_id: int = Field(foreign_key="project.id")
    rule_id: int = Field(foreign_key="matching_rule.id")
    fund_id: int = Field(foreign_key="fund.id")
    kind: MatchEntryKind = Field(sa_column=Column(choice_column(MatchEntryKind), nullable=False))
    of_seq: int | None = Field(default=None, sa_type=BigInteger)
    of_line: int | None = None
    counted_minor: int = Field(sa_type=BigInteger)
    base_minor: int = Field(sa_type=BigInteger)
    reversed_minor: int = Field(sa_type=BigInteger)
    desired_minor: int = Field(sa_type=BigInteger)
    granted_minor: int = Field(sa_type=BigInteger)
    released_minor: int = Field(sa_type=BigInteger)
    reason: str = Field(max_length=32)
    booked_on: date
    counted_on: date
    steps: str


class Balance(SQLModel, table=True):
    """What stands on one account of a programme's books: never below 0, see grants/matching/accounts.py.

    `account` is the kind; `subject` the project, household, group or community; `owner` the rule or fund;
    `period` the year or quarter of a cap, '' for all time.
    """

    __table_args__ = (
        CheckConstraint("minor >= 0", name="never_negative"),
        {"sqlite_with_rowid": False},
    )

    programme_id: int = Field(primary_key=True, foreign_key="programme.id")
    account: str = Field(primary_key=True, max_length=32)
    subject: str = Field(primary_key=True, max_length=64)
    owner: str = Field(primary_key=True, max_length=64)
    period: str = Field(primary_key=True, max_length=7)
    minor: int = Field(sa_type=BigInteger)


class Rematch(InProgramme, table=True):
    """A confirmed re-match of a fund; what it granted are the match entries of its place in the sequence."""

    __table_args__ = (UniqueConstraint("programme_id", "seq"),)

    fund_id: int = Field(foreign_key="fund.id")
    booked_on: date
    booked_by: str
    seq: int = Field(sa_type=BigInteger)
