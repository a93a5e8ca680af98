"""The thresholds for which a contribution waits: what the project still lacks, and what waits with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.money import round_half_even
from core.tables import table
from grants.matching import accounts
from grants.matching.explain import explain_stored
from grants.matching.explained import Amount, Calculation, ExplainedStep
from grants.matching.terms import Reason
from grants.models.funds import Fund
from grants.models.matches import Balance, MatchEntry, MatchEntryKind
from grants.models.rules import MatchingRule
from household_groups.models.contributions import Contribution, Reversal
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Threshold:
    """What a project still lacks under one rule, in the fund's currency, and what waits for it."""

    lacking_minor: int
    waiting_minor: int
    currency: str
    until: date | None
    """The last day on which a contribution can be received that counts; None where there is none."""


def thresholds_missing(session: Session, contribution: Contribution, project: Project) -> list[Threshold]:
    """Under each rule for which the contribution waits, the nearest end first."""
    found = []
    for entry, rule, fund in last_grants(session, contribution):
        if entry.reason != Reason.WAITING:
            continue
        needed = _needed(session, project, rule)
        if needed is not None:
            found.append(_threshold(session, project, rule, fund, needed))
    return sorted(found, key=lambda threshold: (threshold.until or date.max, threshold.lacking_minor))


def last_grants(session: Session, contribution: Contribution) -> list[tuple[MatchEntry, MatchingRule, Fund]]:
    """Of each rule the last entry that is not a release."""
    query = (
        sa.select(MatchEntry, MatchingRule, Fund)
        .where(col(MatchEntry.contribution_id) == contribution.id)
        .where(col(MatchEntry.kind) == MatchEntryKind.GRANT)
        .where(col(MatchEntry.rule_id) == MatchingRule.id, col(MatchEntry.fund_id) == Fund.id)
        .order_by(col(MatchEntry.seq), col(MatchEntry.line))
    )
    by_rule = {rule.code: (entry, rule, fund) for entry, rule, fund in session.execute(query)}
    return list(by_rule.values())


def left_of(session: Session, contribution: Contribution) -> int:
    """What is not reversed of it."""
    query = select(Reversal.amount_minor).where(Reversal.contribution_id == contribution.id)
    return contribution.amount_minor - sum(session.exec(query))


def _threshold(session: Session, project: Project, rule: MatchingRule, fund: Fund, needed: int) -> Threshold:
    return Threshold(
        lacking_minor=needed - _counted(session, project, rule),
        waiting_minor=sum(_still_waiting(session, project, rule)),
        currency=fund.currency,
        until=_until(session, rule, fund),
    )


def _needed(session: Session, project: Project, rule: MatchingRule) -> int | None:
    """The threshold that was looked at last; None where a rule waits only for others of its scheme."""
    for entry in _entries_waiting(session, project, rule):
        for step in explain_stored(entry.steps):
            match step:
                case ExplainedStep(Calculation.THRESHOLD, Amount(counted), Amount(needed)):
                    return needed if counted < needed else None
    return None


def _entries_waiting(session: Session, project: Project, rule: MatchingRule) -> list[MatchEntry]:
    """All that ever began to wait for the threshold of a rule in a project, the latest first."""
    versions = _versions(rule)
    query = select(MatchEntry).where(
        MatchEntry.programme_id == project.programme_id,
        MatchEntry.project_id == project.id,
        MatchEntry.reason == Reason.WAITING,
        col(MatchEntry.rule_id).in_(versions),
    )
    return list(session.exec(query.order_by(col(MatchEntry.seq).desc(), col(MatchEntry.line).desc())))


def _counted(session: Session, project: Project, rule: MatchingRule) -> int:
    key = (project.programme_id, accounts.COUNTED, project.code, rule.code, "")
    balance = session.get(Balance, key)
    return balance.minor if balance is not None else 0


def _still_waiting(session: Session, project: Project, rule: MatchingRule) -> Iterator[int]:
    """What of each waiting contribution will be matched, less what was reversed of it since."""
    for entry in _entries_waiting(session, project, rule):
        contribution = session.get_one(Contribution, entry.contribution_id)
        reversed_minor = contribution.amount_minor - left_of(session, contribution)
        fall = entry.base_minor * (reversed_minor - entry.reversed_minor)
        yield entry.base_minor - round_half_even(fall, contribution.amount_minor - entry.reversed_minor)


def _until(session: Session, rule: MatchingRule, fund: Fund) -> date | None:
    """A rule ends with the last of its versions, or when its fund closes."""
    t = table(MatchingRule).c
    ends: list[date | None] = list(
        session.execute(sa.select(t.effective_to).where(t.id.in_(_versions(rule)))).scalars()
    )
    last = None if None in ends else max(_given(ends))
    return min(_given([last, fund.closes_on]), default=None)


def _given(days: Iterable[date | None]) -> list[date]:
    return [each for each in days if each is not None]


def _versions(rule: MatchingRule) -> sa.Select[Any]:
    t = table(MatchingRule).c
    return sa.select(t.id).where(t.programme_id == rule.programme_id, t.code == rule.code)
