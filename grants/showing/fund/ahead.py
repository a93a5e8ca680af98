"""What is asked of a fund next: milestones that fall due, and tranches asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from core.tables import table
from grants.models.funds import Fund
from grants.models.milestones import Milestone, Tranche
from grants.models.payments import Disbursement
from grants.paying.asked import Asked, tranches_of
from grants.paying.parts import allowed_parts
from grants.paying.reached import Reached, in_order, milestones_of
from grants.paying.states import State
from grants.showing.fund.by_project import matched_now, paid_until


@dataclass(frozen=True)
class Due:
    """A milestone with what of it is still to be paid and not approved yet, in the fund's currency."""

    reached: Reached
    minor: int

    @property
    def milestone(self) -> Milestone:
        return self.reached.milestone


@dataclass(frozen=True)
class Next:
    """`due` are milestones with anything left, the earliest first; `open` are tranches, the oldest first."""

    due: Sequence[Due]
    open: Sequence[Asked]

    @property
    def approved(self) -> list[Asked]:
        return [each for each in self.open if each.state is State.APPROVED]

    def planned(self, until: date) -> list[Due]:
        """Those due by a day."""
        return [each for each in self.due if each.milestone.due_on and each.milestone.due_on <= until]

    def planned_minor(self, until: date) -> int:
        tranches = sum(each.tranche.amount_minor for each in self.approved)
        return tranches + sum(each.minor for each in self.planned(until))

    @property
    def requested_minor(self) -> int:
        return sum(each.tranche.amount_minor for each in self.open)


def asked_next(session: Session, fund: Fund) -> Next:
    tranches = tranches_of(session, col(Tranche.fund_id) == fund.id)
    reached = milestones_of(session, col(Milestone.fund_id) == fund.id)
    matched = matched_now(session, fund) if reached else {}
    paid = paid_until(session, fund, date.max) if reached else {}
    approved = _approved(tranches)
    taken = _taken(session, fund, tranches)
    by_project: defaultdict[str, list[Reached]] = defaultdict(list)
    for each in reached:
        by_project[each.project.code].append(each)
    due = [
        due
        for code, of_project in by_project.items()
        for due in _still_due(
            _allowed(of_project, matched.get(code, 0)),
            taken,
            matched.get(code, 0) - paid.get(code, 0) - approved.get(code, 0),
        )
    ]
    due.sort(key=lambda each: (*in_order(each.milestone), each.reached.project.code))
    return Next(due, [each for each in tranches if each.is_open])


def _still_due(
    allowed: Iterable[tuple[Reached, int]], taken: Mapping[tuple[int | None, str], int], room: int
) -> Iterator[Due]:
    """Of one project: together never more than `room`, what it was matched and is neither paid nor approved.

    For there may be payments that name no milestone. The first milestones have the first of the room.
    """
    for each, minor in allowed:
        left = min(minor - taken.get((each.project.id, each.milestone.code), 0), room)
        if left > 0:
            room -= left
            yield Due(each, left)


def _allowed(milestones: Iterable[Reached], matched: int) -> Iterator[tuple[Reached, int]]:
    """What each allows to be paid, in the order in which they are due."""
    ordered = sorted(milestones, key=lambda each: in_order(each.milestone))
    return zip(ordered, allowed_parts(matched, [each.milestone.share for each in ordered]), strict=True)


def _approved(tranches: Iterable[Asked]) -> Mapping[str, int]:
    """By the code of the project."""
    found: defaultdict[str, int] = defaultdict(int)
    for each in tranches:
        if each.state is State.APPROVED:
            found[each.project.code] += each.tranche.amount_minor
    return found


def _taken(session: Session, fund: Fund, tranches: Sequence[Asked]) -> Mapping[tuple[int | None, str], int]:
    """By project and milestone: paid for it, less what came back, and approved for it."""
    found: defaultdict[tuple[int | None, str], int] = defaultdict(int)
    of_tranche = {each.tranche.reference: each.tranche.milestone for each in tranches}
    for each in tranches:
        if each.state is State.APPROVED and each.tranche.milestone:
            found[each.project.id, each.tranche.milestone] += each.tranche.amount_minor
    t = table(Disbursement).c
    query = sa.select(t.reference, t.project_id, t.amount_minor, t.tranche, t.milestone, t.refund_of)
    payments = session.execute(query.where(t.fund_id == fund.id)).all()
    own = {
        each.reference: of_tranche.get(each.tranche) if each.tranche else each.milestone for each in payments
    }
    for payment in payments:
        milestone = own.get(payment.refund_of) if payment.refund_of else own[payment.reference]
        if milestone:
            found[payment.project_id, milestone] += payment.amount_minor
    return found
