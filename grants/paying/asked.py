"""Tranches with all that became of them: their approvals, and the payment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.tables import in_clauses, table
from grants.models.funds import Fund
from grants.models.milestones import Decision, Milestone, Step, Subject, Tranche
from grants.models.payments import Disbursement
from grants.paying.states import APPROVALS_NEEDED, OPEN, State, state_after
from grants.paying.steps import steps_of
from household_groups.models.projects import Project


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
        """The day by which enough had approved it; a file may tell the later approval first."""
        days = [step.decided_on for step in self.approvals[:APPROVALS_NEEDED]]
        return max(days) if len(days) == APPROVALS_NEEDED else None


def tranche_query() -> sa.Select[Tranche, Fund, Project]:
    return sa.select(Tranche, Fund, Project).where(
        col(Tranche.fund_id) == col(Fund.id), col(Tranche.project_id) == col(Project.id)
    )


def tranches_of(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Asked]:
    """Of a programme, the oldest first."""
    query = tranche_query().where(*conditions).order_by(col(Tranche.asked_on), col(Tranche.id))
    return with_milestones([(row[0], row[1], row[2]) for row in session.execute(query)], session)


def find_tranche(session: Session, programme_id: int, reference: str) -> Asked:
    """Of a tranche that is there."""
    [asked] = tranches_of(
        session, col(Tranche.programme_id) == programme_id, col(Tranche.reference) == reference
    )
    return asked


def with_milestones(rows: Iterable[tuple[Tranche, Fund, Project]], session: Session) -> list[Asked]:
    """The same tranches of a programme in the same order, with all that belongs to them."""
    given = list(rows)
    if not given:
        return []
    [programme_id] = {tranche.programme_id for tranche, _, _ in given}
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
