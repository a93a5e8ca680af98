"""What settled projects have to pay back: what they were paid beyond what their final cost leaves matched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from core.tables import table
from grants.matching.accounts import UNRELEASED
from grants.models.funds import Fund
from grants.models.matches import Balance, MatchEntry
from grants.models.payments import Disbursement
from grants.visible import funds_within
from household_groups.models.projects import Project


@dataclass(frozen=True)
class RefundDue:
    """Of a fund and a project, in the fund's currency; `paid_minor` is less what came back already.

    `latest` is the reference of the last payment, on whose page what comes back is entered.
    """

    fund: Fund
    project: Project
    due_minor: int
    paid_minor: int
    returned_minor: int
    latest: str


def refunds_due(session: Session, reach: Reach) -> Sequence[RefundDue]:
    """By fund and project. The formula is that of grants/settling.py and of the report's `refunds_due`:
    max(0, paid − max(0, matched − what the settlement could not release)).
    """
    pairs_paid = sa.select(col(Disbursement.fund_id), col(Disbursement.project_id)).distinct().subquery()
    query = (
        sa.select(Fund, Project)
        .join(pairs_paid, pairs_paid.c.fund_id == col(Fund.id))
        .join(Project, pairs_paid.c.project_id == col(Project.id))
        .where(funds_within(reach), col(Project.settled_seq).is_not(None))
        .order_by(col(Fund.code), col(Project.code))
    )
    pairs = [(row[0], row[1]) for row in session.execute(query)]
    if not pairs:
        return []
    matched, unreleased = _matched(session, reach.programme_id), _unreleased(session, reach.programme_id)
    found = []
    for fund, project in pairs:
        payments = _payments(session, fund, project)
        stays = matched.get((fund.id, project.id), 0) - unreleased.get((fund.code, project.code), 0)
        paid = sum(each.amount_minor for each in payments)
        due = max(0, paid - max(0, stays))
        given = [each.reference for each in payments if each.amount_minor > 0]
        if due and given:
            returned = -sum(each.amount_minor for each in payments if each.amount_minor < 0)
            found.append(RefundDue(fund, project, due, paid, returned, given[-1]))
    return found


def _payments(session: Session, fund: Fund, project: Project) -> Sequence[Disbursement]:
    query = select(Disbursement).where(Disbursement.fund_id == fund.id, Disbursement.project_id == project.id)
    return session.exec(query.order_by(col(Disbursement.paid_on), col(Disbursement.id))).all()


def _matched(session: Session, programme_id: int) -> dict[Any, int]:
    t, project = table(MatchEntry).c, table(Project).c
    net = sa.cast(sa.func.sum(t.granted_minor - t.released_minor), sa.BigInteger)
    query = (
        sa.select(t.fund_id, t.project_id, net)
        .where(t.programme_id == programme_id, t.project_id == project.id)
        .where(project.settled_seq.is_not(None))
        .group_by(t.fund_id, t.project_id)
    )
    return {(fund_id, project_id): int(minor) for fund_id, project_id, minor in session.execute(query)}


def _unreleased(session: Session, programme_id: int) -> dict[tuple[str, str], int]:
    query = select(Balance.owner, Balance.subject, Balance.minor).where(
        Balance.programme_id == programme_id, Balance.account == UNRELEASED
    )
    return {(owner, subject): minor for owner, subject, minor in session.exec(query)}
