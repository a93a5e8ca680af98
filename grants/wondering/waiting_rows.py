"""What waits, as pages show it: narrowed to what its reader may know, with its rows, its days and its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from grants.matching.terms import Reason
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from grants.visible import contributions_within
from grants.wondering.waiting_words import (
    REASONS,
    since_in_words,
    waits_in_words,
    who_in_words,
    would_in_words,
)
from grants.wondering.waits import Wait, WaitsFor, waits_in
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from household_groups.models.registry import Community, HouseholdGroup


@dataclass(frozen=True)
class WaitingRow:
    """One contribution that waits, under the rules of which its reader may know.

    It is told as those rules see it that could grant at once, `told_as`, where others of their scheme hold them
    back; where none could, as all see it. `would` is what would be granted once what it waits for is there, by
    (name of the fund, currency).
    """

    contribution: Contribution
    group: HouseholdGroup
    rules: tuple[str, ...]
    told_as: tuple[str, ...]
    funds: tuple[str, ...]
    reason: WaitsFor
    since: date
    days: int
    who: str
    known: frozenset[str] | None
    wait: Wait
    would: dict[tuple[str, str], int] | None


@dataclass(frozen=True)
class WaitingGroup:
    """Those of a project that wait for the same, the longest wait first."""

    rows: list[WaitingRow]

    @property
    def label(self) -> str:
        return str(REASONS[self.rows[0].reason])

    @property
    def since(self) -> str:
        """How long the first of them has waited."""
        return since_in_words(self.rows[0].since, self.rows[0].days)

    @property
    def who(self) -> str:
        return self.rows[0].who

    @property
    def sentences(self) -> list[str]:
        first = self.rows[0]
        return waits_in_words(first.wait, first.told_as, first.known, len(self.rows))

    @property
    def would(self) -> list[str]:
        """What would be matched of all of them."""
        together: dict[tuple[str, str], int] = {}
        for row in self.rows:
            if row.would is None:
                return would_in_words(None)
            for fund, minor in row.would.items():
                together[fund] = together.get(fund, 0) + minor
        return would_in_words(together)


def grouped(rows: Iterable[WaitingRow]) -> list[WaitingGroup]:
    """By what they wait for, in the order of the rules."""
    found: dict[tuple[object, ...], list[WaitingRow]] = {}
    for row in rows:
        found.setdefault((row.rules, row.reason, row.wait.thresholds), []).append(row)
    return [
        WaitingGroup(sorted(each, key=lambda row: (row.since, row.contribution.reference)))
        for _, each in sorted(found.items(), key=lambda item: item[0][:2])
    ]


@dataclass(frozen=True)
class _Known:
    """What a reader may know: of which rules, None for all; and what funds are called."""

    rules: frozenset[str] | None
    fund_names: dict[str, str]

    def own(self, wait: Wait) -> tuple[str, ...]:
        return tuple(each.rule for each in wait.under if self.rules is None or each.rule in self.rules)

    def would(self, wait: Wait) -> dict[tuple[str, str], int] | None:
        """By name and currency of the fund; of what several of its rules grant, the sum."""
        if wait.would is None:
            return None
        found: dict[tuple[str, str], int] = {}
        for each in wait.would:
            if self.rules is None or each.rule in self.rules:
                fund = self.fund_names[each.fund], each.currency
                found[fund] = found.get(fund, 0) + each.minor
        return found


def waiting_rows(session: Session, reach: Reach, project: Project, today: date) -> list[WaitingRow]:
    """What waits in a project, so far as the reader may know of it."""
    waits = waits_in(session, reach.programme_id, project.code, today)
    if not waits:
        return []
    known = _known(session, reach, project)
    given = _contributions(session, reach, (wait.reference for wait in waits))
    begun = _begun(session, reach.programme_id, project)
    shown = [
        wait for wait in waits if wait.reference in given and (wait.waits_for_approval or known.own(wait))
    ]
    return [_row(wait, *given[wait.reference], known, begun, today) for wait in shown]


def _row(
    wait: Wait,
    contribution: Contribution,
    group: HouseholdGroup,
    known: _Known,
    begun: dict[tuple[str, str], date],
    today: date,
) -> WaitingRow:
    own = known.own(wait)
    told_as = tuple(rule for rule in own if wait.waits_for(rule) is WaitsFor.PARTNER) or own
    reason = wait.waits_for(told_as[0]) if own else WaitsFor.APPROVAL
    since = begun[wait.reference, own[0]] if own else contribution.verified_on or today
    return WaitingRow(
        contribution=contribution,
        group=group,
        rules=own,
        told_as=told_as,
        funds=tuple(each.fund for each in wait.under if each.rule in own),
        reason=reason,
        since=since,
        days=max((today - since).days, 0),
        who=who_in_words(wait, reason, known.fund_names, known.rules),
        known=known.rules,
        wait=wait,
        would=known.would(wait),
    )


def _known(session: Session, reach: Reach, project: Project) -> _Known:
    rows = session.execute(
        sa.select(col(MatchingRule.code), col(Fund.code), col(Fund.name))
        .join(Fund, col(Fund.id) == col(MatchingRule.fund_id))
        .where(col(Fund.programme_id) == reach.programme_id)
    ).all()
    names = {fund: name for _, fund, name in rows}
    community = session.get_one(Community, project.community_id)
    if reach.has_community(community.code):
        return _Known(None, names)
    return _Known(frozenset(rule for rule, fund, _ in rows if reach.has_fund(fund)), names)


def _contributions(
    session: Session, reach: Reach, references: Iterable[str]
) -> dict[str, tuple[Contribution, HouseholdGroup]]:
    query = (
        select(Contribution, HouseholdGroup)
        .join(HouseholdGroup, col(HouseholdGroup.id) == col(Contribution.group_id))
        .where(contributions_within(reach), col(Contribution.reference).in_(set(references)))
    )
    return {contribution.reference: (contribution, group) for contribution, group in session.exec(query)}


def _begun(session: Session, programme_id: int, project: Project) -> dict[tuple[str, str], date]:
    """By reference and rule, the day on which it began to wait."""
    query = (
        sa.select(col(Contribution.reference), col(MatchingRule.code), sa.func.min(col(MatchEntry.booked_on)))
        .join(Contribution, col(Contribution.id) == col(MatchEntry.contribution_id))
        .join(MatchingRule, col(MatchingRule.id) == col(MatchEntry.rule_id))
        .where(col(MatchEntry.programme_id) == programme_id, col(MatchEntry.project_id) == project.id)
        .where(col(MatchEntry.reason) == Reason.WAITING.value)
        .group_by(col(Contribution.reference), col(MatchingRule.code))
    )
    return {(reference, rule): on for reference, rule, on in session.execute(query)}
