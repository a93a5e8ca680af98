"""A warning about a rule version, and of which kinds there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WarningKind(StrEnum):
    """What is odd; the sentences are in words.py."""

    CAP_UNREACHABLE = "cap_unreachable"
    THRESHOLD_ABOVE_PROJECTS = "threshold_above_projects"
    THRESHOLD_ABOVE_FUND = "threshold_above_fund"
    VERSIONS_GAP = "versions_gap"
    VERSIONS_OVERLAP = "versions_overlap"
    PAID_TWICE = "paid_twice"
    CONDITION_UNMET = "condition_unmet"
    CONDITIONS_UNMET_TOGETHER = "conditions_unmet_together"
    FUND_NOT_OPEN = "fund_not_open"
    BUDGET_BELOW_WAITING = "budget_below_waiting"


@dataclass(frozen=True)
class RuleWarning:
    """Details are codes, names of columns, days, and amounts in minor units of `currency`, the fund's."""

    kind: WarningKind
    rule: str
    version: int
    currency: str
    details: Mapping[str, str | int | date]
