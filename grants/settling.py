"""What a settlement does to the funds of a project: what each releases, keeps, and is owed back."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from grants.matching.accounts import UNRELEASED
from grants.models.funds import Fund
from grants.models.matches import Balance, MatchEntry, MatchEntryKind
from grants.models.rules import MatchingRule
from grants.payable import Payable, payable
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project


@dataclass(frozen=True)
class ReleasedLine:
    """What of one match goes back to its fund, in the fund's currency."""

    contribution: str
    rule: str
    released_minor: int


@dataclass(frozen=True)
class SettledFund:
    """A fund after the settlement of one project, in its own currency."""

    after: Payable
    lines: Sequence[ReleasedLine]
    unreleased_minor: int

    @property
    def released_minor(self) -> int:
        return sum(line.released_minor for line in self.lines)

    @property
    def matched_before_minor(self) -> int:
        return self.after.matched_minor + self.released_minor

    @property
    def refund_due_minor(self) -> int:
        """What was paid beyond the matches that the final cost leaves."""
        return max(0, self.after.paid_minor - max(0, self.after.matched_minor - self.unreleased_minor))

    @property
    def left_to_pay_minor(self) -> int:
        return max(0, self.after.left_minor)


@dataclass(frozen=True)
class Settled:
    """A project as its settlement leaves it."""

    project: Project
    funds: Sequence[SettledFund]


def settled(session: Session, project: Project) -> Settled:
    """Of a project that is settled: every fund that matched it, by code."""
    return Settled(project, _settled_funds(session, project))


def _settled_funds(session: Session, project: Project) -> list[SettledFund]:
    lines = _released(session, project)
    return [
        SettledFund(
            payable(session, fund, project), lines.get(fund.code, []), _unreleased(session, project, fund)
        )
        for fund in _funds(session, project)
    ]


def _funds(session: Session, project: Project) -> Sequence[Fund]:
    matched = sa.select(col(MatchEntry.fund_id)).where(
        col(MatchEntry.project_id) == project.id, col(MatchEntry.granted_minor) > 0
    )
    return session.exec(select(Fund).where(col(Fund.id).in_(matched)).order_by(col(Fund.code))).all()


def _released(session: Session, project: Project) -> dict[str, list[ReleasedLine]]:
    """By the settlement itself, in the order in which it was released."""
    query = (
        select(Fund.code, Contribution.reference, MatchingRule.code, MatchEntry.released_minor)
        .where(MatchEntry.programme_id == project.programme_id, MatchEntry.seq == project.settled_seq)
        .where(MatchEntry.project_id == project.id)
        .where(MatchEntry.kind == MatchEntryKind.RELEASE, MatchEntry.fund_id == Fund.id)
        .where(MatchEntry.contribution_id == Contribution.id, MatchEntry.rule_id == MatchingRule.id)
        .order_by(col(MatchEntry.line))
    )
    found: dict[str, list[ReleasedLine]] = {}
    for fund, contribution, rule, released in session.exec(query):
        found.setdefault(fund, []).append(ReleasedLine(contribution, rule, released))
    return found


def _unreleased(session: Session, project: Project, fund: Fund) -> int:
    query = select(Balance.minor).where(
        Balance.programme_id == project.programme_id,
        Balance.account == UNRELEASED,
        Balance.subject == project.code,
        Balance.owner == fund.code,
    )
    return session.exec(query).first() or 0
