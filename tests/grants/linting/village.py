"""Facts for warnings: a fund of 10,000.00, two projects, two groups; every rule as a test wants it."""

from dataclasses import replace
from datetime import date
from typing import Any

from grants.linting.facts import Facts
from grants.linting.linting import warnings_of
from grants.matching.scale import Scale
from grants.matching.terms import Community, Fund, Group, Project, Rule

FUND = Fund("F", "TJS", 1_000_000, date(2026, 1, 1))
POOR, RICH = Community("POOR", "high"), Community("RICH", "low")
WATER = Project("WATER", POOR, "14031", "TJS", 500_000, approved_month="2026-01")
SCHOOL = Project("SCHOOL", RICH, "11220", "TJS", 200_000, approved_month="2026-01")
GROUPS = (
    Group("G-1", date(2026, 1, 1), members=8, leader_sex="f"),
    Group("G-2", date(2026, 2, 1), members=20, leader_sex="m", certificate_until=date(2026, 12, 31)),
)
VILLAGE = Facts(projects=(WATER, SCHOOL), groups=GROUPS, communities=(POOR, RICH))


def rule(code: str = "R", version: int = 1, **terms: Any) -> Rule:
    """1 : 1 from 2026 on."""
    ratio = terms.pop("ratio", (1, 1))
    given: dict[str, Any] = {
        "fund": FUND,
        "effective_from": date(2026, 1, 1),
        "effective_to": None,
        "priority": 1,
    }
    return Rule(code=code, version=version, scale=Scale([(0, ratio)]), **{**given, **terms})


def warned(one: Rule, *others: Rule, **facts: Any) -> list[str]:
    """The kinds of warnings of the first rule."""
    village = replace(VILLAGE, rules=(*others, one), **facts)
    return [found.kind.value for found in warnings_of(village, one)]
