"""Rule versions from the table into the terms that the engine reads."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.money import to_minor
from core.tables import table
from grants.matching.scale import Scale
from grants.matching.terms import Fraction, Fund, Rule
from grants.models import funds
from grants.models.rules import MatchingRule

MONEY = (
    *("project_cost_min", "counted_per_household", "counted_min"),
    *("match_per_contribution", "match_per_household", "match_per_group", "match_per_project"),
    "match_per_community",
)
SHARES = ("in_kind_weight", "in_kind_limit_share", "counted_min_share", "match_share_of_cost")
AS_THEY_STAND = (
    *("code", "version", "effective_from", "effective_to", "priority", "joint"),
    *("group_min_members", "group_leader", "group_min_days", "record_within_days"),
)
SETS = ("projects", "communities", "marginality", "kinds", "sources")

_RULE, _FUND = table(MatchingRule), table(funds.Fund)
_ALL = (
    sa.select(_RULE, _FUND.c.code.label("code_of_fund"))
    .where(_RULE.c.programme_id == sa.bindparam("of"), _RULE.c.fund_id == _FUND.c.id)
    .order_by(_RULE.c.code, _RULE.c.version)
)


def load_rules(
    session: Session, programme_id: int, funds_by_code: Mapping[str, Fund]
) -> Iterator[tuple[Rule, int]]:
    """Every version of every rule of a programme, by code and version, with its id."""
    for row in session.execute(_ALL, {"of": programme_id}):
        yield terms_of(row, funds_by_code[row.code_of_fund]), row.id


def terms_of(rule: MatchingRule | sa.Row[Any], fund: Fund) -> Rule:
    """One version as the engine reads it; of a row all columns are read."""
    terms: dict[str, Any] = {name: getattr(rule, name) for name in AS_THEY_STAND}
    terms |= {name: frozenset(_listed(getattr(rule, name))) for name in SETS}
    terms |= {name: getattr(rule, f"{name}_minor") for name in MONEY}
    terms |= {name: _fraction(getattr(rule, name)) for name in SHARES}
    return Rule(
        fund=fund,
        scale=Scale(_tiers(rule, fund.currency)),
        sectors=tuple(_listed(rule.sectors)),
        group_certificate=bool(rule.group_certificate),
        in_kind=rule.in_kind.value if rule.in_kind else "none",
        cap_period=rule.cap_period.value if rule.cap_period else "total",
        **terms,
    )


def _tiers(rule: MatchingRule | sa.Row[Any], currency: str) -> list[tuple[int, Fraction]]:
    if rule.ratio is not None:
        return [(0, Decimal(rule.ratio).as_integer_ratio())]
    pairs = (tier.split("=") for tier in _listed(rule.tiers))
    return [(to_minor(Decimal(start), currency), Decimal(rate).as_integer_ratio()) for start, rate in pairs]


def _listed(text: str | None) -> list[str]:
    return text.split(";") if text else []


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Decimal(text).as_integer_ratio()
