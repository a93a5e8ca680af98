"""Rules as their readers look at them: by code, with the version in force, those before and those to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from core.web.lists import containing
from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from grants.visible import funds_within


class VersionState(StrEnum):
    """Where today lies in the dates of a version."""

    IN_FORCE = "in_force"
    TO_COME = "to_come"
    ENDED = "ended"


@dataclass(frozen=True)
class Rule:
    """All versions of one code, in the order of their days, as of `today`."""

    fund: Fund
    versions: Sequence[MatchingRule]
    today: date

    @property
    def code(self) -> str:
        return self.versions[0].code

    @property
    def last(self) -> MatchingRule:
        """The version that begins last: a new one follows it, and only it may be open."""
        return self.versions[-1]

    @property
    def current(self) -> MatchingRule:
        """The version in force; without one, the next to come, or the last that ended."""
        by_interest = (VersionState.IN_FORCE, VersionState.TO_COME)
        found = (each for state in by_interest for each in self.versions if self.state_of(each) is state)
        return next(found, self.last)

    @property
    def next_number(self) -> int:
        return 1 + max(each.version for each in self.versions)

    def state_of(self, version: MatchingRule) -> VersionState:
        if self.today < version.effective_from:
            return VersionState.TO_COME
        if version.effective_to is not None and version.effective_to < self.today:
            return VersionState.ENDED
        return VersionState.IN_FORCE

    def before(self, version: MatchingRule) -> MatchingRule | None:
        """What the version follows."""
        place = self.versions.index(version)
        return self.versions[place - 1] if place else None


def rules_within(reach: Reach) -> sa.ColumnElement[bool]:
    """On `MatchingRule`: those of one's funds."""
    return col(MatchingRule.fund_id).in_(sa.select(col(Fund.id)).where(funds_within(reach)))


def rule_codes(reach: Reach, of_fund: sa.ColumnElement[bool], text: str) -> sa.Select[Any]:
    """Codes of rules, with a text in code or scheme where one is given; `of_fund` is a condition on `Fund`."""
    query = (
        sa.select(col(MatchingRule.code))
        .distinct()
        .where(rules_within(reach), col(MatchingRule.fund_id) == Fund.id, of_fund)
    )
    if text:
        joint = sa.func.coalesce(MatchingRule.joint, "")
        query = query.where(containing(col(MatchingRule.code), text) | containing(joint, text))
    return query.order_by(col(MatchingRule.code))


def rules_of(session: Session, reach: Reach, codes: Sequence[str], today: date) -> list[Rule]:
    """The rules of these codes with all their versions."""
    query = (
        select(MatchingRule, Fund)
        .where(rules_within(reach), MatchingRule.fund_id == Fund.id, col(MatchingRule.code).in_(codes))
        .order_by(col(MatchingRule.code), col(MatchingRule.effective_from))
    )
    return list(_grouped(session.exec(query).all(), today))


def find_rule(session: Session, reach: Reach, code: str, today: date) -> Rule | None:
    found = rules_of(session, reach, [code], today)
    return found[0] if found else None


def _grouped(rows: Sequence[tuple[MatchingRule, Fund]], today: date) -> Iterator[Rule]:
    for _, of_code in groupby(rows, key=lambda row: row[0].code):
        versions = list(of_code)
        yield Rule(versions[0][1], [terms for terms, _ in versions], today)
