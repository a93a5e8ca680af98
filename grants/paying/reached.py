"""Milestones with their certifications: whether each is reached, and who said so."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.journal.append import row_key
from core.tables import in_clauses, table
from grants.models.documents import Document
from grants.models.funds import Fund
from grants.models.milestones import Certification, Gate, Milestone, Step, Subject
from grants.paying.states import State, state_after
from grants.paying.steps import steps_of
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Certifying:
    """A certification with its steps, in their order."""

    certification: Certification
    steps: Sequence[Step]

    @property
    def state(self) -> State:
        return state_after(Subject.CERTIFICATIONS, self.steps)

    @property
    def decided(self) -> Step | None:
        return self.steps[-1] if self.steps else None


@dataclass(frozen=True)
class Reached:
    """A milestone with its fund and project, and what was asked of it; the latest last."""

    milestone: Milestone
    fund: Fund
    project: Project
    asked: Sequence[Certifying]

    @property
    def key(self) -> str:
        """By which documents name it."""
        return row_key(self.project.code, self.fund.code, self.milestone.code)

    @property
    def certified(self) -> Step | None:
        """The step that says that it is reached."""
        return next((each.decided for each in self.asked if each.state is State.CERTIFIED), None)

    @property
    def waiting(self) -> Certification | None:
        """What somebody asked for and nobody has said anything to."""
        return next((each.certification for each in self.asked if each.state is State.ASKED), None)

    @property
    def is_retention(self) -> bool:
        return self.milestone.gate is Gate.HANDOVER

    def is_certified_by(self, on: date) -> bool:
        return self.certified is not None and self.certified.decided_on <= on


def milestones_of(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Reached]:
    """Of a programme, by project and fund, in the order in which they are due."""
    query = (
        sa.select(Milestone, Fund, Project)
        .where(col(Milestone.fund_id) == col(Fund.id), col(Milestone.project_id) == col(Project.id))
        .where(*conditions)
        .order_by(col(Project.code), col(Fund.code))
    )
    rows = [(row[0], row[1], row[2]) for row in session.execute(query)]
    asked = _certifications(session, {project.id or 0 for _, _, project in rows})
    found = [
        Reached(milestone, fund, project, asked[project.id or 0, fund.id or 0, milestone.code])
        for milestone, fund, project in rows
    ]
    return sorted(found, key=lambda each: (each.project.code, each.fund.code, *in_order(each.milestone)))


def in_order(milestone: Milestone) -> tuple[date, str]:
    """Those with a day come first, in their order; the others follow by their code."""
    return milestone.due_on or date.max, milestone.code


def find_reached(session: Session, milestone_id: int) -> Reached:
    """Of a milestone that is there."""
    [reached] = milestones_of(session, col(Milestone.id) == milestone_id)
    return reached


def find_certification(session: Session, programme_id: int, reference: str) -> tuple[Reached, Certifying]:
    """Of a certification that is there."""
    row = session.exec(
        select(Certification).where(
            Certification.programme_id == programme_id, Certification.reference == reference
        )
    ).one()
    [reached] = milestones_of(
        session,
        col(Milestone.project_id) == row.project_id,
        col(Milestone.fund_id) == row.fund_id,
        col(Milestone.code) == row.milestone,
    )
    return reached, next(each for each in reached.asked if each.certification.reference == reference)


def has_milestones(session: Session, fund: Fund, project: Project) -> bool:
    """Whether this fund pays this project by them."""
    query = select(Milestone.id).where(Milestone.fund_id == fund.id, Milestone.project_id == project.id)
    return session.exec(query).first() is not None


def who_added_evidence(session: Session, reached: Reached) -> set[str]:
    """Their names: none of them certifies it."""
    query = select(Document.added_by).where(
        *(Document.programme_id == reached.milestone.programme_id, Document.sheet == "milestones"),
        Document.key == reached.key,
    )
    return set(session.exec(query))


def _certifications(
    session: Session, project_ids: Iterable[int]
) -> dict[tuple[int, int, str], list[Certifying]]:
    """By project, fund and milestone, the oldest first."""
    rows: list[Certification] = []
    for clause in in_clauses(table(Certification).c.project_id, project_ids):
        rows += session.exec(
            select(Certification).where(clause).order_by(col(Certification.asked_on), col(Certification.id))
        )
    found: dict[tuple[int, int, str], list[Certifying]] = defaultdict(list)
    if not rows:
        return found
    [programme_id] = {row.programme_id for row in rows}
    references = {row.reference for row in rows}
    steps = steps_of(session, programme_id, Subject.CERTIFICATIONS, references)
    for row in rows:
        found[row.project_id, row.fund_id, row.milestone].append(Certifying(row, steps[row.reference]))
    return found
