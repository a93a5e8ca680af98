"""Which contributions of the past a list of events needs: reversed, held, waiting, settled, held back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import batches, in_clauses, table
from grants.ledger import events as ev
from grants.ledger.facts import Part
from grants.matching import accounts
from grants.matching.terms import CAPS
from grants.models.funds import Fund
from grants.models.matches import IS_WAITING, Balance, MatchEntry
from grants.models.rules import MatchingRule
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project

_AT_ONCE = 500
_OF: sa.BindParameter[int] = sa.bindparam("of")
_CODES: sa.BindParameter[list[str]] = sa.bindparam("codes", expanding=True)
_ENTRY, _RULE, _PROJECT, _FUND, _BALANCE = (
    table(model).c for model in (MatchEntry, MatchingRule, Project, Fund, Balance)
)
_IS_REACHED = (
    sa.select(_BALANCE.minor)
    .where(
        _BALANCE.programme_id == _OF,
        _BALANCE.account == accounts.REACHED,
        _BALANCE.subject == _PROJECT.code,
        _BALANCE.owner == _RULE.code,
    )
    .exists()
)
_WAITING = (
    sa.select(_ENTRY.contribution_id)
    .distinct()
    .where(
        _PROJECT.programme_id == _OF,
        _PROJECT.code.in_(_CODES),
        _RULE.programme_id == _OF,
        _ENTRY.project_id == _PROJECT.id,
        _ENTRY.rule_id == _RULE.id,
        _ENTRY.fund_id == _RULE.fund_id,
        IS_WAITING,
        ~_IS_REACHED,
    )
)
_HELD_BACK = (
    sa.select(_ENTRY.contribution_id)
    .distinct()
    .where(
        _ENTRY.programme_id == _OF,
        _ENTRY.fund_id == _FUND.id,
        _FUND.code.in_(_CODES),
        _ENTRY.reason.in_([reason.value for reason in CAPS]),
    )
)


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
    for batch in batches(sorted(project_codes), _AT_ONCE):
        yield from session.execute(_WAITING, {"of": programme_id, "codes": batch}).scalars()


def _held_back(session: Session, programme_id: int, fund_codes: Collection[str]) -> Iterator[int]:
    for batch in batches(sorted(fund_codes), _AT_ONCE):
        yield from session.execute(_HELD_BACK, {"of": programme_id, "codes": batch}).scalars()
