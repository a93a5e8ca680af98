"""What is asked of a fund next: milestones that fall due, tranches asked for, contributions that wait."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.tables import table
from grants.ledger.terms_of_rules import terms_of
from grants.matching import accounts, terms
from grants.models.funds import Fund
from grants.models.matches import Balance
from grants.models.milestones import Milestone, Tranche
from grants.models.payments import Disbursement
from grants.models.rules import MatchingRule
from grants.paying.reading import Asked, Reached, in_order, milestones_of, tranches_of
from grants.paying.states import State
from grants.showing.waiting import Waiting
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Due:
    """A milestone with what of it is neither paid nor approved, in the fund's currency."""

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
    matched = matched_by_project(session, fund) if reached else {}
    taken = _taken(session, fund, tranches)
    by_project: defaultdict[str, list[Reached]] = defaultdict(list)
    for each in reached:
        by_project[each.project.code].append(each)
    due = [
        Due(each, left)
        for code, of_project in by_project.items()
        for each, allowed in allowed_of(of_project, matched.get(code, 0))
        if (left := allowed - taken.get((each.project.id, each.milestone.code), 0)) > 0
    ]
    due.sort(key=lambda each: (*in_order(each.milestone), each.reached.project.code))
    return Next(due, [each for each in tranches if each.is_open])


def allowed_of(milestones: Iterable[Reached], matched: int) -> list[tuple[Reached, int]]:
    """What each allows to be paid, in the order in which they are due: together, their shares rounded down."""
    found, before, whole = [], 0, Fraction(0)
    for each in sorted(milestones, key=lambda one: in_order(one.milestone)):
        whole += Fraction(each.milestone.share)
        until = floor(matched * whole)
        found.append((each, until - before))
        before = until
    return found


def matched_by_project(session: Session, fund: Fund) -> dict[str, int]:
    """By code, what stands matched now, as the balances say."""
    t = table(Balance).c
    query = sa.select(t.subject, t.minor).where(
        *(t.programme_id == fund.programme_id, t.account == accounts.FUND_PROJECT),
        *(t.owner == fund.code, t.period == "", t.minor != 0),
    )
    return {row.subject: row.minor for row in session.execute(query)}


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


def at_most_matched(session: Session, fund: Fund, waiting: Sequence[Waiting]) -> dict[str, int]:
    """By project code, what would be matched of what waits for a threshold, were there no cap.

    The ratio or tiers are those of the rule's latest version.
    """
    if not waiting:
        return {}
    query = select(MatchingRule).where(MatchingRule.fund_id == fund.id).order_by(col(MatchingRule.version))
    of = terms.Fund(fund.code, fund.currency, fund.budget_minor, fund.opens_on)
    scales = {rule.code: terms_of(rule, of).scale for rule in session.exec(query)}
    base = _bases(session, fund, [each.project for each in waiting])
    found: defaultdict[str, int] = defaultdict(int)
    for each in waiting:
        already = base.get((each.project.code, each.rule), 0)
        found[each.project.code] += scales[each.rule].desired(already, each.value)
    return dict(found)


def _bases(session: Session, fund: Fund, projects: Iterable[Project]) -> dict[tuple[str, str], int]:
    t = table(Balance).c
    query = sa.select(t.subject, t.owner, t.minor).where(
        *(t.programme_id == fund.programme_id, t.account == accounts.BASE),
        t.subject.in_({project.code for project in projects}),
    )
    return {(project, rule): minor for project, rule, minor in session.execute(query)}
