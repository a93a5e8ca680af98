"""What the books know of the lives of projects: their steps, and all that steps stand on."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.journal.append import row_key
from core.tables import in_clauses, table
from grants.models.documents import Document, DocumentKind
from household_groups.models.life import Choice, Meeting, ProjectStep, ProjectStepKind
from household_groups.models.projects import BudgetLine, Indicator, Progress, Project

T = TypeVar("T")


@dataclass
class Facts:
    """Of one project. `meetings` are those that chose it and those that its steps name, by id.

    `chosen_in` are of the community in which it stands: no other decides for it.
    """

    project: Project
    steps: list[ProjectStep] = field(default_factory=list)
    papers: list[Document] = field(default_factory=list)
    meetings: dict[int, Meeting] = field(default_factory=dict)
    minutes: dict[int, list[Document]] = field(default_factory=dict)
    chosen_in: set[int] = field(default_factory=set)
    budget_lines: int = 0
    indicators: list[Indicator] = field(default_factory=list)
    certified: list[tuple[date, Decimal]] = field(default_factory=list)

    @property
    def latest(self) -> ProjectStep | None:
        return self.steps[-1] if self.steps else None

    @property
    def state(self) -> ProjectStepKind | None:
        """None where nothing of its life was entered."""
        return self.latest.step if self.latest else None

    def meeting_of(self, steps: Iterable[ProjectStep]) -> Meeting | None:
        """The one that the latest of these steps names that names one."""
        named = [step.meeting_id for step in steps if step.meeting_id is not None]
        return self.meetings[named[-1]] if named else None

    def papers_of(self, kind: DocumentKind, meeting: Meeting | None) -> list[Document]:
        """Those of the project, and minutes also of the meeting."""
        own = [paper for paper in self.papers if paper.kind is kind]
        if kind is DocumentKind.MINUTES and meeting is not None:
            own += self.minutes.get(meeting.id or 0, [])
        return own

    def built_by(self, on: date) -> Decimal:
        """The latest percentage that somebody had certified by a day."""
        return max(((day, percent) for day, percent in self.certified if day <= on), default=_NOTHING)[1]


_NOTHING = (date.min, Decimal(0))


def facts_of(session: Session, programme_id: int, project_ids: Collection[int]) -> dict[int, Facts]:
    """By project id, read in one go for all of them."""
    ids = sorted(project_ids)
    found = {project.id or 0: Facts(project) for project in _all(session, Project, col(Project.id), ids)}
    for step in sorted(_all(session, ProjectStep, col(ProjectStep.project_id), ids), key=_number):
        found[step.project_id].steps.append(step)
    _add_meetings(session, programme_id, found)
    _add_papers(session, programme_id, found)
    for id, count in _counted(session, ids):
        found[id].budget_lines = count
    for indicator in _all(session, Indicator, col(Indicator.project_id), ids):
        found[indicator.project_id].indicators.append(indicator)
    is_certified = col(Progress.certified_by).is_not(None)
    for each in _all(session, Progress, col(Progress.project_id), ids, is_certified):
        found[each.project_id].certified.append((each.on, Decimal(each.actual)))
    return found


def _add_meetings(session: Session, programme_id: int, found: dict[int, Facts]) -> None:
    named: dict[int, set[int]] = defaultdict(set)
    for choice in _all(session, Choice, col(Choice.project_id), found):
        of = found[choice.project_id or 0]
        of.chosen_in.add(choice.meeting_id)
        named[choice.meeting_id].add(choice.project_id or 0)
    for facts in found.values():
        for step in facts.steps:
            if step.meeting_id is not None:
                named[step.meeting_id].add(step.project_id)
    meetings = _all(session, Meeting, col(Meeting.id), named)
    minutes = _documents(session, programme_id, "meetings", [meeting.code for meeting in meetings])
    for meeting in meetings:
        id = meeting.id or 0
        for project_id in named[id]:
            found[project_id].meetings[id] = meeting
            kept = [each for each in minutes[meeting.code] if each.kind is DocumentKind.MINUTES]
            found[project_id].minutes[id] = kept
            if meeting.community_id != found[project_id].project.community_id:
                found[project_id].chosen_in.discard(id)


def _add_papers(session: Session, programme_id: int, found: dict[int, Facts]) -> None:
    """Of the projects, then of their steps."""
    of_projects = _documents(
        session, programme_id, "projects", [each.project.code for each in found.values()]
    )
    keys = {key_of(facts.project, step.number): facts for facts in found.values() for step in facts.steps}
    of_steps = _documents(session, programme_id, "project_steps", keys)
    for facts in found.values():
        facts.papers += of_projects[facts.project.code]
    for key, facts in keys.items():
        facts.papers += of_steps[key]


def key_of(project: Project, number: int) -> str:
    """By which a step is known in its sheet."""
    return row_key(project.code, number)


def _documents(
    session: Session, programme_id: int, sheet: str, keys: Iterable[str]
) -> dict[str, list[Document]]:
    by_key: dict[str, list[Document]] = defaultdict(list)
    is_of = (Document.programme_id == programme_id, Document.sheet == sheet)
    for document in _all(session, Document, col(Document.key), keys, *is_of):
        by_key[document.key].append(document)
    return by_key


def _counted(session: Session, ids: Sequence[int]) -> Iterator[Any]:
    """(project id, how many budget lines it has)"""
    id = table(BudgetLine).c.project_id
    for clause in in_clauses(id, ids):
        yield from session.execute(sa.select(id, sa.func.count()).where(clause).group_by(id))


def _all(session: Session, model: type[T], column: Any, values: Iterable[Any], *narrowed: Any) -> list[T]:
    """Rows by their id, in one query for every few hundred values, as they stand in the books by now."""
    rows: list[T] = []
    for clause in in_clauses(column, values):
        query = select(model).where(clause, *narrowed).order_by(sa.text("id"))
        rows += session.exec(query.execution_options(populate_existing=True)).all()
    return rows


def _number(step: ProjectStep) -> int:
    return step.number
