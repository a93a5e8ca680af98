"""What may be paid under each milestone, and what of it was asked for or paid.

Milestones stand in the order in which they are due. What the first n of them allow together is the sum of their
shares times what stands matched, rounded down; so shares of 1 in all allow every unit that is matched, and no
more.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from sqlmodel import Session, col, select

from grants.models.funds import Fund
from grants.models.milestones import Milestone, Tranche
from grants.models.payments import Disbursement
from grants.payable import Payable, payable
from grants.paying.reading import Asked, in_order, tranches_of
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Allowance:
    """Of one milestone, in minor units of the fund's currency; `paid_minor` less what came back."""

    milestone: Milestone
    allowed_minor: int
    asked_minor: int
    paid_minor: int

    @property
    def left_minor(self) -> int:
        """What may still be asked for; never below 0."""
        return max(0, self.allowed_minor - self.asked_minor - self.paid_minor)


@dataclass(frozen=True)
class Allowances:
    """Of a fund and a project. `asked_minor` is that of all tranches which are neither paid nor ended."""

    standing: Payable
    asked_minor: int
    of_milestones: Sequence[Allowance]

    def of(self, code: str | None) -> Allowance | None:
        return next((each for each in self.of_milestones if each.milestone.code == code), None)

    def left_minor(self, code: str | None) -> int:
        """What may be asked for now, under a milestone or under none."""
        left = max(0, self.standing.left_minor - self.asked_minor)
        allowance = self.of(code)
        return left if allowance is None else min(left, allowance.left_minor)


def allowances(session: Session, fund: Fund, project: Project) -> Allowances:
    query = select(Milestone).where(Milestone.fund_id == fund.id, Milestone.project_id == project.id)
    milestones = sorted(session.exec(query), key=in_order)
    asked = tranches_of(session, col(Tranche.fund_id) == fund.id, col(Tranche.project_id) == project.id)
    open_ = [each for each in asked if each.is_open]
    standing = payable(session, fund, project)
    paid = _paid(session, fund, project, asked)
    found = []
    before, whole = 0, Fraction(0)
    for milestone in milestones:
        whole += Fraction(milestone.share)
        until = floor(standing.matched_minor * whole)
        waiting = sum(each.tranche.amount_minor for each in open_ if each.tranche.milestone == milestone.code)
        found.append(Allowance(milestone, until - before, waiting, paid[milestone.code]))
        before = until
    return Allowances(standing, sum(each.tranche.amount_minor for each in open_), found)


def _paid(session: Session, fund: Fund, project: Project, asked: Sequence[Asked]) -> dict[str, int]:
    """By the code of the milestone that a payment's tranche, or else the payment itself, names."""
    query = select(Disbursement).where(Disbursement.fund_id == fund.id, Disbursement.project_id == project.id)
    payments = session.exec(query).all()
    of_tranche = {each.tranche.reference: each.tranche.milestone for each in asked}
    of_payment = {
        each.reference: of_tranche.get(each.tranche) if each.tranche else each.milestone for each in payments
    }
    found: dict[str, int] = defaultdict(int)
    for each in payments:
        milestone = of_payment.get(each.refund_of) if each.refund_of else of_payment[each.reference]
        if milestone is not None:
            found[milestone] += each.amount_minor
    return found
