"""Works beside money: how far each project of a fund is built, and how much of its matches is paid."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session, select

from core.tables import in_clauses, table
from grants.models.funds import Fund
from grants.showing.fund.attention import ahead_of_works, points_ahead
from grants.showing.fund.by_project import matched_until, paid_until
from household_groups.models.projects import Progress, Project, ProjectStatus

_DONE = frozenset(
    {
        *(ProjectStatus.COMPLETED, ProjectStatus.HANDED_OVER),
        *(ProjectStatus.MAINTAINED, ProjectStatus.CANCELLED),
    }
)


@dataclass(frozen=True)
class Works:
    """Of one project: what the fund matched and paid there, and the percent built; None where nobody said."""

    project: Project
    matched: int
    paid: int
    built: int | None

    @property
    def is_over(self) -> bool:
        return self.project.status in _DONE or self.project.settled_on is not None

    @property
    def paid_percent(self) -> int:
        """Of what is matched, floored; 0 where nothing is."""
        return self.paid * 100 // self.matched if self.matched > 0 else 0

    @property
    def points_ahead(self) -> int:
        return 0 if self.built is None else points_ahead(self.paid, self.matched, self.built)

    @property
    def minor_ahead(self) -> int:
        return 0 if self.built is None else ahead_of_works(self.paid, self.matched, self.built)

    @property
    def minor_unbuilt(self) -> int:
        """Of what is matched the part that is not built: all of it where nobody said how far the works are."""
        return self.matched - self.matched * min(self.built or 0, 100) // 100

    @property
    def percents(self) -> tuple[int, int]:
        """(paid, built)"""
        return self.paid_percent, self.built or 0


def works_of(session: Session, fund: Fund, until: date) -> list[Works]:
    """Of every project that the fund had matched or paid by the end of a day, by code; built as was last said."""
    matched, paid = matched_until(session, fund, until), paid_until(session, fund, until)
    projects = _projects(
        session, fund, {code for each in (matched, paid) for code, minor in each.items() if minor}
    )
    built = _built(session, projects, until)
    return [
        Works(each, matched.get(each.code, 0), paid.get(each.code, 0), built.get(each.id))
        for each in projects
    ]


def _projects(session: Session, fund: Fund, codes: Collection[str]) -> list[Project]:
    found = [
        project
        for clause in in_clauses(table(Project).c.code, sorted(codes))
        for project in session.exec(select(Project).where(Project.programme_id == fund.programme_id, clause))
    ]
    return sorted(found, key=lambda project: project.code)


def _built(session: Session, projects: Collection[Project], on: date) -> dict[int | None, int]:
    """By project id, in whole percent."""
    t = table(Progress).c
    found: dict[int | None, int] = {}
    for clause in in_clauses(t.project_id, [project.id for project in projects]):
        query = sa.select(t.project_id, t.actual).where(clause, t.on <= on).order_by(t.on)
        found |= {row.project_id: int(Decimal(row.actual)) for row in session.execute(query)}
    return found
