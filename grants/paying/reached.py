"""Milestones, certifications and tranches with all that became of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.journal.append import row_key
from core.tables import in_clauses, table
from grants.models.funds import Fund
from grants.models.milestones import Certification, Decision, Gate, Milestone, Step, Subject, Tranche
from grants.models.payments import Disbursement
from grants.paying.states import APPROVALS_NEEDED, OPEN, State, state_after
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
    def latest(self) -> Certifying | None:
        return self.asked[-1] if self.asked else None

    @property
    def certified(self) -> Step | None:
        """The step that says that it is reached."""
        return next((each.decided for each in self.asked if each.state is State.CERTIFIED), None)

    @property
    def waits(self) -> bool:
        return self.latest is not None and self.latest.state is State.ASKED

    @property
    def is_retention(self) -> bool:
        return self.milestone.gate is Gate.HANDOVER

    def is_certified_by(self, on: date) -> bool:
        return self.certified is not None and self.certified.decided_on <= on


@dataclass(frozen=True)
class Asked:
    """A tranche with its fund, project, milestone, steps, and the payment of it."""

    tranche: Tranche
    fund: Fund
    project: Project
    milestone: Milestone | None
    steps: Sequence[Step]
    payment: Disbursement | None

    @property
    def state(self) -> State:
        state = state_after(Subject.TRANCHES, self.steps)
        return State.PAID if self.payment is not None else state

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def approvals(self) -> Sequence[Step]:
        return [step for step in self.steps if step.decision is Decision.APPROVED]

    @property
    def approved_on(self) -> date | None:
        """The day of the approval that completed it."""
        found = self.approvals
        return found[APPROVALS_NEEDED - 1].decided_on if len(found) >= APPROVALS_NEEDED else None


def milestones_of(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Reached]:
    """By project and fund, in the order in which they are due."""
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


def with_milestones(rows: Iterable[tuple[Tranche, Fund, Project]], session: Session) -> list[Asked]:
    """The same tranches in the same order, with all that belongs to them."""
    given = list(rows)
    if not given:
        return []
    programme_id = given[0][0].programme_id
    references = {tranche.reference for tranche, _, _ in given}
    steps = steps_of(session, programme_id, Subject.TRANCHES, references)
    payments = _payments(session, programme_id, references)
    milestones = _milestones(session, {project.id or 0 for _, _, project in given})
    return [
        Asked(
            *(tranche, fund, project),
            milestones.get((tranche.project_id, tranche.fund_id, tranche.milestone or "")),
            steps[tranche.reference],
            payments.get(tranche.reference),
        )
        for tranche, fund, project in given
    ]


def tranche_query() -> sa.Select[Tranche, Fund, Project]:
    return sa.select(Tranche, Fund, Project).where(
        col(Tranche.fund_id) == col(Fund.id), col(Tranche.project_id) == col(Project.id)
    )


def tranches_of(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Asked]:
    """The oldest first."""
    query = tranche_query().where(*conditions).order_by(col(Tranche.asked_on), col(Tranche.id))
    return with_milestones([(row[0], row[1], row[2]) for row in session.execute(query)], session)


def steps_of(
    session: Session, programme_id: int, subject: Subject, references: Iterable[str]
) -> dict[str, list[Step]]:
    """By reference, in their order."""
    found: dict[str, list[Step]] = defaultdict(list)
    for clause in in_clauses(table(Step).c.reference, references):
        query = select(Step).where(Step.programme_id == programme_id, Step.subject == subject, clause)
        for step in session.exec(query.order_by(col(Step.reference), col(Step.number))):
            found[step.reference].append(step)
    return found


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
    references = {row.reference for row in rows}
    steps = steps_of(session, rows[0].programme_id, Subject.CERTIFICATIONS, references)
    for row in rows:
        found[row.project_id, row.fund_id, row.milestone].append(Certifying(row, steps[row.reference]))
    return found


def _payments(session: Session, programme_id: int, references: Iterable[str]) -> dict[str, Disbursement]:
    found: dict[str, Disbursement] = {}
    for clause in in_clauses(table(Disbursement).c.tranche, references):
        query = select(Disbursement).where(Disbursement.programme_id == programme_id, clause)
        for payment in session.exec(query.where(col(Disbursement.amount_minor) > 0)):
            found[str(payment.tranche)] = payment
    return found


def _milestones(session: Session, project_ids: Iterable[int]) -> dict[tuple[int, int, str], Milestone]:
    found: dict[tuple[int, int, str], Milestone] = {}
    for clause in in_clauses(table(Milestone).c.project_id, project_ids):
        for each in session.exec(select(Milestone).where(clause)):
            found[each.project_id, each.fund_id, each.code] = each
    return found
