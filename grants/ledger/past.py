"""Which contributions of the past a list of events needs: reversed, held, waiting, settled, held back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import in_clauses, table
from grants.ledger import events as ev
from grants.ledger.facts import Part
from grants.matching import accounts
from grants.matching.terms import CAPS, Reason
from grants.models.funds import Fund
from grants.models.matches import Balance, MatchEntry
from grants.models.rules import MatchingRule
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project


@dataclass
class Touched:
    """What some events touch, by code; `whole` are the projects of which every contribution is needed."""

    projects: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    deciding: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    reversed: set[str] = field(default_factory=set)
    rematched: set[str] = field(default_factory=set)

    def part(self, past: Collection[ev.ContributionVerified]) -> Part:
        return Part(
            self.projects | {contribution.project for contribution in past},
            self.groups | {contribution.group for contribution in past},
        )


def touched_by(events: Collection[ev.Event]) -> Touched:
    touched = Touched()
    for event in events:
        match event:
            case ev.ContributionVerified():
                touched.deciding.add(event.project)
                touched.groups.add(event.group)
            case ev.ContributionReversed():
                touched.reversed.add(event.reference)
            case ev.ProjectApproved() | ev.ProjectSettled():
                touched.whole.add(event.project)
            case ev.OtherFundingAgreed():
                touched.projects.add(event.project)
            case ev.FundRematched():
                touched.rematched.add(event.fund)
            case ev.FactChanged(sheet="projects"):
                touched.projects.add(event.code)
            case ev.FactChanged(sheet="groups"):
                touched.groups.add(event.code)
    touched.projects |= touched.deciding | touched.whole
    return touched


def past_contributions(
    session: Session, programme_id: int, touched: Touched, seq: int
) -> list[ev.ContributionVerified]:
    """The contributions verified up to `seq` that the events need, in their order."""
    contribution, project = table(Contribution).c, table(Project).c
    found: dict[int, ev.ContributionVerified] = {}
    for only in (
        *in_clauses(contribution.reference, touched.reversed),
        *in_clauses(project.code, touched.whole),
        *in_clauses(contribution.id, _waiting(session, programme_id, touched.deciding)),
        *in_clauses(contribution.id, _held_back(session, programme_id, touched.rematched)),
    ):
        until = sa.and_(only, contribution.verified_seq <= seq)
        found |= {row.id: row for row in ev.verified_contributions(session, programme_id, 0, until)}
    return sorted(found.values(), key=lambda row: row.seq)


def _waiting(session: Session, programme_id: int, project_codes: Collection[str]) -> Iterator[int]:
    """Those that wait in these projects for a threshold not yet reached: once it is, nobody waits any more."""
    entry, rule, project, balance = (
        table(MatchEntry).c,
        table(MatchingRule).c,
        table(Project).c,
        table(Balance).c,
    )
    is_reached = (
        sa.select(balance.minor)
        .where(
            balance.programme_id == programme_id,
            balance.account == accounts.REACHED,
            balance.subject == project.code,
            balance.owner == rule.code,
        )
        .exists()
    )
    query = (
        sa.select(entry.contribution_id)
        .distinct()
        .where(
            entry.project_id == project.id,
            entry.rule_id == rule.id,
            entry.reason == Reason.WAITING.value,
            project.programme_id == programme_id,
            ~is_reached,
        )
    )
    for clause in in_clauses(project.code, project_codes):
        yield from session.execute(query.where(clause)).scalars()


def _held_back(session: Session, programme_id: int, fund_codes: Collection[str]) -> Iterator[int]:
    entry, fund = table(MatchEntry).c, table(Fund).c
    query = (
        sa.select(entry.contribution_id)
        .distinct()
        .where(
            entry.programme_id == programme_id,
            entry.fund_id == fund.id,
            entry.reason.in_([reason.value for reason in CAPS]),
        )
    )
    for clause in in_clauses(fund.code, fund_codes):
        yield from session.execute(query.where(clause)).scalars()
