"""What may be asked for and paid under each milestone of a fund and a project, as the books stand."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from grants.models.funds import Fund
from grants.models.milestones import Milestone, Tranche
from grants.models.payments import Disbursement
from grants.payable import Payable, payable
from grants.paying.asked import Asked, tranches_of
from grants.paying.parts import Part, allowed_parts, left_of
from grants.paying.reached import in_order
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Allowance(Part):
    """Of one milestone, in minor units of the fund's currency."""

    milestone: Milestone


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
        return _left(self.of_milestones, code, self.standing.left_minor - self.asked_minor)

    def left_to_pay_minor(self, code: str | None) -> int:
        """What may be paid now, whatever else was asked for: who is paid first has it."""
        unasked = [replace(each, asked_minor=0) for each in self.of_milestones]
        return _left(unasked, code, self.standing.left_minor)


def allowances(session: Session, fund: Fund, project: Project, on: date | None = None) -> Allowances:
    """As of now, or with what was matched and paid by a day; what is asked for is always that of now."""
    query = select(Milestone).where(Milestone.fund_id == fund.id, Milestone.project_id == project.id)
    milestones = sorted(session.exec(query), key=in_order)
    asked = tranches_of(session, col(Tranche.fund_id) == fund.id, col(Tranche.project_id) == project.id)
    standing = payable(session, fund, project, on)
    allowed = allowed_parts(standing.matched_minor, (each.share for each in milestones))
    waiting = _asked(asked)
    paid = _paid(session, fund, project, asked, on)
    found = [
        Allowance(minor, waiting[milestone.code], paid[milestone.code], milestone)
        for milestone, minor in zip(milestones, allowed, strict=True)
    ]
    return Allowances(standing, sum(waiting.values()), found)


def _left(parts: Sequence[Allowance], code: str | None, left_minor: int) -> int:
    place = next((place for place, each in enumerate(parts) if each.milestone.code == code), None)
    return max(0, left_minor) if place is None else left_of(parts, place, left_minor)


def _asked(asked: Sequence[Asked]) -> defaultdict[str | None, int]:
    """What of the tranches is neither paid nor ended, by the code of the milestone, or None."""
    found: defaultdict[str | None, int] = defaultdict(int)
    for each in asked:
        if each.is_open:
            found[each.tranche.milestone] += each.tranche.amount_minor
    return found


def _paid(
    session: Session, fund: Fund, project: Project, asked: Sequence[Asked], on: date | None
) -> defaultdict[str, int]:
    """By the code of the milestone that a payment's tranche, or else the payment itself, names."""
    query = select(Disbursement).where(Disbursement.fund_id == fund.id, Disbursement.project_id == project.id)
    payments = session.exec(query).all()
    of_tranche = {each.tranche.reference: each.tranche.milestone for each in asked}
    of_payment = {
        each.reference: of_tranche.get(each.tranche) if each.tranche else each.milestone for each in payments
    }
    found: defaultdict[str, int] = defaultdict(int)
    for each in payments:
        milestone = of_payment.get(each.refund_of) if each.refund_of else of_payment[each.reference]
        if milestone is not None and (on is None or each.paid_on <= on):
            found[milestone] += each.amount_minor
    return found
