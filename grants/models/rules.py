"""Matching rules: one row a version. Terms in force are never edited; a change is a new version."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme
from household_groups.models.registry import Sex


class InKind(StrEnum):
    """What in-kind contributions do under a rule: nothing, attract a match, or count for the threshold only."""

    NONE = "none"
    MATCH = "match"
    THRESHOLD = "threshold"


class CapPeriod(StrEnum):
    """How long a cap on a household, group or community runs."""

    TOTAL = "total"
    YEAR = "year"
    QUARTER = "quarter"


def _money() -> int | None:
    return Field(default=None, sa_type=BigInteger)  # type: ignore[no-any-return]


def _decimal() -> str | None:
    return Field(default=None, max_length=41)  # type: ignore[no-any-return]


class MatchingRule(InProgramme, table=True):
    """A version of a rule: its conditions, ratio or tiers, thresholds and caps for a span of dates.

    Amounts are minor units of the fund's currency; shares, weights and ratios are decimals as written; lists
    and tiers are written as in the workbook, `a;b` and `0=2;5000=1`. None is 'not given'.
    """

    __tablename__ = "matching_rule"
    __table_args__ = (
        UniqueConstraint("programme_id", "code", "version"),
        CheckConstraint("(ratio IS NULL) != (tiers IS NULL)", name="ratio_or_tiers"),
    )

    code: str = Field(max_length=64)
    fund_id: int = Field(foreign_key="fund.id")
    version: int
    effective_from: date
    effective_to: date | None = None
    priority: int
    ratio: str | None = _decimal()
    tiers: str | None = None
    joint: str | None = Field(default=None, max_length=64)

    projects: str | None = None
    sectors: str | None = None
    communities: str | None = None
    marginality: str | None = None
    kinds: str | None = None
    sources: str | None = None
    group_min_members: int | None = None
    group_leader: Sex | None = Field(default=None, sa_column=Column(choice_column(Sex)))
    group_min_days: int | None = None
    group_certificate: bool | None = None
    project_cost_min_minor: int | None = _money()
    record_within_days: int | None = None

    in_kind: InKind | None = Field(default=None, sa_column=Column(choice_column(InKind)))
    in_kind_weight: str | None = _decimal()
    in_kind_limit_share: str | None = _decimal()
    counted_per_household_minor: int | None = _money()
    counted_min_minor: int | None = _money()
    counted_min_share: str | None = _decimal()

    match_per_contribution_minor: int | None = _money()
    match_per_household_minor: int | None = _money()
    match_per_group_minor: int | None = _money()
    match_per_project_minor: int | None = _money()
    match_share_of_cost: str | None = _decimal()
    match_per_community_minor: int | None = _money()
    cap_period: CapPeriod | None = Field(default=None, sa_column=Column(choice_column(CapPeriod)))
