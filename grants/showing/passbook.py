"""A group's passbook: what it gave, what was matched of it and by whom, year by year; how far the works are.

It hangs on the village board: no household stands in it, and nothing that is not verified.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from core.journal.models import JournalHead
from core.tables import table
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.showing.project_money import ProjectMoney, money_of
from household_groups.models.contributions import IN_KIND, Contribution, ContributionStatus, Reversal
from household_groups.models.projects import Project
from household_groups.models.registry import HouseholdGroup
from household_groups.queries.works import Works, works_of

Sums = dict[str, int]
"""Minor units by currency."""


@dataclass(frozen=True)
class Line:
    """What was given on a day, or taken back: then `minor` is negative, and nothing stands beside it."""

    on: date
    reference: str
    project: str
    minor: int
    currency: str
    is_in_kind: bool
    matched: list[tuple[str, int, str]] = field(default_factory=list)


@dataclass
class Year:
    """One sheet of the passbook, with its sums by currency; `matched` by name of the fund and currency."""

    year: int
    lines: list[Line] = field(default_factory=list)
    money: Sums = field(default_factory=lambda: defaultdict(int))
    in_kind: Sums = field(default_factory=lambda: defaultdict(int))
    matched: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, line: Line) -> None:
        self.lines.append(line)
        (self.in_kind if line.is_in_kind else self.money)[line.currency] += line.minor
        for fund, minor, currency in line.matched:
            self.matched[fund, currency] += minor


@dataclass(frozen=True)
class Passbook:
    """`position` is that of the journal: of two printouts the one with the larger number is the later."""

    group: HouseholdGroup
    years: list[Year]
    together: Year
    works: list[tuple[ProjectMoney, Works]]
    waiting: int
    position: int


def passbook_of(session: Session, group: HouseholdGroup) -> Passbook:
    years: dict[int, Year] = {}
    together = Year(0)
    for line in sorted(_lines(session, group), key=lambda line: (line.on, line.reference, -line.minor)):
        years.setdefault(line.on.year, Year(line.on.year)).add(line)
        together.add(line)
    head = session.get_one(JournalHead, group.programme_id)
    return Passbook(
        *(group, [years[year] for year in sorted(years)], together, _works(session, group)),
        *(_waiting(session, group), head.position),
    )


def _lines(session: Session, group: HouseholdGroup) -> Iterable[Line]:
    given, back = table(Contribution).c, table(Reversal).c
    columns = (given.reference, table(Project).c.name, given.currency, given.kind)
    verified = (
        sa.select(given.id, given.received_on, given.amount_minor, *columns)
        .where(given.group_id == group.id, given.verified_seq.is_not(None))
        .where(given.project_id == table(Project).c.id)
    )
    matched = _matched(session, group)
    for id, on, minor, reference, project, currency, kind in session.execute(verified):
        yield Line(on, reference, project, minor, currency, kind in IN_KIND, matched[id])
    reversed_ = (
        sa.select(back.reversed_on, back.amount_minor, *columns)
        .where(given.group_id == group.id, back.contribution_id == given.id)
        .where(given.project_id == table(Project).c.id)
    )
    for on, minor, reference, project, currency, kind in session.execute(reversed_):
        yield Line(on, reference, project, -minor, currency, kind in IN_KIND)


def _matched(session: Session, group: HouseholdGroup) -> defaultdict[int, list[tuple[str, int, str]]]:
    """By contribution: what stands matched of it by each fund."""
    entry, given, fund = table(MatchEntry).c, table(Contribution).c, table(Fund).c
    net = sa.cast(sa.func.sum(entry.granted_minor - entry.released_minor), sa.BigInteger)
    query = (
        sa.select(entry.contribution_id, fund.name, net, fund.currency)
        .where(given.group_id == group.id, entry.contribution_id == given.id, entry.fund_id == fund.id)
        .group_by(entry.contribution_id, fund.code, fund.name, fund.currency)
        .having(net != 0)
        .order_by(fund.code)
    )
    found: defaultdict[int, list[tuple[str, int, str]]] = defaultdict(list)
    for id, name, minor, currency in session.execute(query):
        found[id].append((name, minor, currency))
    return found


def _works(session: Session, group: HouseholdGroup) -> list[tuple[ProjectMoney, Works]]:
    """The projects to which the group gave."""
    given: Any = sa.select(col(Contribution.project_id)).where(
        col(Contribution.group_id) == group.id, col(Contribution.verified_seq).is_not(None)
    )
    query = sa.select(Project).where(col(Project.id).in_(given)).order_by(col(Project.code))
    projects = list(session.scalars(query))
    works = works_of(session, [project.id for project in projects if project.id is not None])
    return [(money_of(session, project), works.get(project.id or 0, Works())) for project in projects]


def _waiting(session: Session, group: HouseholdGroup) -> int:
    """Contributions that nobody has verified yet."""
    query = sa.select(sa.func.count()).select_from(Contribution)
    recorded = col(Contribution.status) == ContributionStatus.RECORDED
    count: int = session.execute(query.where(col(Contribution.group_id) == group.id, recorded)).scalar_one()
    return count
