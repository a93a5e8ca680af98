"""What a village board says of a project: the money of its page, how far the works are, and where to complain."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col

from core.journal.models import JournalHead
from core.programmes import Programme
from grants.models.milestones import Milestone
from grants.paying.reached import milestones_of
from grants.showing.project_money import ProjectMoney, money_of
from grants.showing.works_photo import photo_of_works
from household_groups.models.evidence import EvidenceFile
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from household_groups.queries.works import Works, works_of
from reports.board.money import FromFamilies, from_families
from reports.queries.journal import latest_day

_MOST_LINES = 5
"""More funds and partners than these are told as one: the sheet is one page."""


@dataclass(frozen=True)
class Line:
    """What arrived from a fund or another partner, in the project's currency; None where a rate is missing."""

    name: str
    minor: int | None


@dataclass(frozen=True)
class Board:
    """Nobody's name is on it: no household's, no payee's."""

    programme: Programme
    project: Project
    community: Community
    money: ProjectMoney
    families: FromFamilies
    lines: list[Line]
    others: Line | None
    works: Works
    photo: tuple[EvidenceFile, date | None] | None
    milestone: Milestone | None
    today: date
    books_day: date | None
    """The last day of anything in the books."""
    position: int

    @property
    def to_come(self) -> int | None:
        """Of what funds and partners promised, what has not arrived."""
        if self.money.paid is None:
            return None
        promised = self.money.standing.matched + sum(each.agreed for each in self.money.partners)
        arrived = self.money.paid + sum(each.received for each in self.money.partners)
        return max(0, promised - arrived)

    @property
    def days_planned(self) -> int | None:
        begins, ends = self.project.starts_on, self.project.ends_on
        return (ends - begins).days + 1 if begins and ends else None

    @property
    def days_late(self) -> int:
        """On the day when the works were last looked at, where they were not done by then."""
        ends, seen = self.project.ends_on, self.works.on
        if ends is None or seen is None or float(self.works.actual or 0) >= 100:
            return 0
        return max(0, (seen - ends).days)


def board_of(
    session: Session, programme: Programme, project: Project, community: Community, today: date
) -> Board:
    assert project.id is not None
    money = money_of(session, project)
    lines = [Line(each.fund.name, each.paid_value) for each in money.funds]
    lines += [Line(each.name, each.received) for each in money.partners]
    shown, rest = lines[:_MOST_LINES], lines[_MOST_LINES:]
    head = session.get(JournalHead, project.programme_id)
    return Board(
        programme=programme,
        project=project,
        community=community,
        money=money,
        families=from_families(session, project),
        lines=shown,
        others=_together(rest),
        works=works_of(session, [project.id]).get(project.id, Works()),
        photo=photo_of_works(session, project),
        milestone=_next_milestone(session, project),
        today=today,
        books_day=latest_day(session, project.programme_id),
        position=head.position if head else 0,
    )


def _together(lines: list[Line]) -> Line | None:
    if not lines:
        return None
    known = [line.minor for line in lines if line.minor is not None]
    return Line("", sum(known) if len(known) == len(lines) else None)


def _next_milestone(session: Session, project: Project) -> Milestone | None:
    """The first that is due of those that nobody has certified."""
    found = milestones_of(session, col(Milestone.project_id) == project.id)
    open_ = [each.milestone for each in found if each.certified is None]
    return min(open_, key=lambda each: (each.due_on or date.max, each.code), default=None)
