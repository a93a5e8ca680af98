"""What a fund has matched and paid of a project, and so what it may pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.payments import Disbursement
from grants.models.rules import MatchingRule
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Payable:
    """Minor units of the fund's currency."""

    fund: Fund
    project: Project
    matched_minor: int
    paid_minor: int

    @property
    def left_minor(self) -> int:
        """Negative where more is paid than matched."""
        return self.matched_minor - self.paid_minor


def payable(session: Session, fund: Fund, project: Project, until: date | None = None) -> Payable:
    """As of now, or as it stood on a day: payments may not be beyond what was matched then."""
    # Entries lie by project and rule: so those of other projects are not looked at.
    rules = sa.select(col(MatchingRule.id)).where(col(MatchingRule.fund_id) == fund.id)
    matched = sa.select(sa.func.sum(col(MatchEntry.granted_minor) - col(MatchEntry.released_minor))).where(
        col(MatchEntry.project_id) == project.id, col(MatchEntry.rule_id).in_(rules)
    )
    paid = sa.select(sa.func.sum(col(Disbursement.amount_minor))).where(
        col(Disbursement.fund_id) == fund.id, col(Disbursement.project_id) == project.id
    )
    if until is not None:
        matched = matched.where(col(MatchEntry.booked_on) <= until)
        paid = paid.where(col(Disbursement.paid_on) <= until)
    return Payable(fund, project, _sum(session, matched), _sum(session, paid))


def refunds_of(session: Session, payment: Disbursement) -> Sequence[Disbursement]:
    """What came back of a payment, oldest first."""
    query = select(Disbursement).where(
        Disbursement.programme_id == payment.programme_id, Disbursement.refund_of == payment.reference
    )
    return session.exec(query.order_by(col(Disbursement.paid_on), col(Disbursement.reference))).all()


def _sum(session: Session, query: sa.Select[int]) -> int:
    return int(session.execute(query).scalar_one() or 0)
