"""The money of projects: what came from whom, what was paid and spent, what is missing. One place for each figure.

All is in the project's currency, each row converted at the rate of its own month and rounded, a match at that of
its contribution. What decisions stand on is read from the balances that they kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import month_name
from core.exchange import Exchange, MissingRate
from core.money import round_half_even
from core.rates import exchange_of
from core.tables import in_clauses, table, total
from grants.matching import accounts
from grants.models.funds import Fund, OtherFunding
from grants.models.matches import Balance, MatchEntry
from grants.models.payments import Disbursement, Expenditure
from grants.models.rules import MatchingRule
from household_groups.models.contributions import IN_KIND, Contribution, Reversal
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Standing:
    """What stands on a project's own accounts: given by groups, in money and in kind, by partners, by funds."""

    given: int = 0
    other_funding: int = 0
    matched: int = 0

    @property
    def total(self) -> int:
        return self.given + self.other_funding + self.matched

    def gap(self, project: Project) -> int | None:
        """What is missing of the budget; None until it is approved."""
        return None if project.approved_seq is None else max(0, project.budget_minor - self.total)


@dataclass(frozen=True)
class Funded:
    """What a fund matched and paid: in its currency, and `value` and `paid_value` in the project's.

    `paid_value` is None where the rate of a payment's month is not known.
    """

    fund: Fund
    matched: int
    value: int
    paid: int
    paid_value: int | None


@dataclass(frozen=True)
class Partner:
    """What another partner agreed to give in the project's currency, and what of it was received."""

    name: str
    agreed: int
    received: int


@dataclass(frozen=True)
class ProjectMoney:
    """Of one project. `spent`, like the value of a payment, is None where a rate is missing."""

    project: Project
    standing: Standing
    contributed: int
    in_kind: int
    funds: list[Funded]
    partners: list[Partner]
    spent: int | None

    @property
    def gap(self) -> int | None:
        return self.standing.gap(self.project)

    @property
    def paid(self) -> int | None:
        values = [funded.paid_value for funded in self.funds]
        return None if None in values else sum(value for value in values if value is not None)

    @property
    def came(self) -> int | None:
        """Money that reached the project: what groups brought, funds paid, partners delivered."""
        received = sum(partner.received for partner in self.partners)
        return None if self.paid is None else self.contributed + self.paid + received

    @property
    def left(self) -> int | None:
        return None if self.came is None or self.spent is None else self.came - self.spent


def standings(session: Session, programme_id: int, codes: Iterable[str]) -> dict[str, Standing]:
    """By the codes of projects; those on whose accounts nothing stands are left out."""
    t = table(Balance).c
    names = {
        accounts.CONTRIBUTED: "given",
        accounts.OTHER_FUNDING: "other_funding",
        accounts.MATCHED: "matched",
    }
    found: dict[str, dict[str, int]] = {}
    for clause in in_clauses(t.subject, codes):
        query = sa.select(t.account, t.subject, t.minor).where(
            t.programme_id == programme_id, t.account.in_(names), t.owner == "", t.period == "", clause
        )
        for account, subject, minor in session.execute(query):
            found.setdefault(subject, {})[names[account]] = minor
    return {code: Standing(**amounts) for code, amounts in found.items()}


def money_of(session: Session, project: Project) -> ProjectMoney:
    exchange = exchange_of(session, project.programme_id)
    standing = standings(session, project.programme_id, [project.code]).get(project.code, Standing())
    contributed, in_kind = _given(session, project, exchange)
    return ProjectMoney(
        *(project, standing, contributed, in_kind, _funded(session, project, exchange)),
        *(_partners(session, project, exchange), _spent(session, project, exchange)),
    )


def _given(session: Session, project: Project, exchange: Exchange) -> tuple[int, int]:
    """Verified contributions in money and in kind, less what was reversed of them."""
    t, back = table(Contribution).c, table(Reversal).c
    reversed_ = sa.select(total(back.amount_minor)).where(back.contribution_id == t.id).scalar_subquery()
    query = sa.select(t.kind, t.amount_minor, t.currency, t.received_on, reversed_).where(
        t.project_id == project.id, t.verified_seq.is_not(None)
    )
    money = in_kind = 0
    for kind, amount, currency, on, taken_back in session.execute(query):
        value = exchange.convert(amount, currency, project.currency, month_name(on))
        left = value - round_half_even(value * taken_back, amount)
        if kind in IN_KIND:
            in_kind += left
        else:
            money += left
    return money, in_kind


def _funded(session: Session, project: Project, exchange: Exchange) -> list[Funded]:
    """Funds that matched anything or paid anything, by code."""
    paid = _paid(session, project, exchange)
    matched = _matched(session, project, exchange)
    ids = {id for id, (minor, _) in matched.items() if minor} | paid.keys()
    query = sa.select(Fund).where(table(Fund).c.id.in_(ids)).order_by(table(Fund).c.code)
    return [
        Funded(fund, *matched.get(fund.id, (0, 0)), *paid.get(fund.id, (0, 0)))
        for fund in session.scalars(query)
    ]


def _matched(session: Session, project: Project, exchange: Exchange) -> dict[int | None, tuple[int, int]]:
    """By fund: in its currency, and in the project's as the balance sums it, match by match."""
    t, given, rule, fund = (table(model).c for model in (MatchEntry, Contribution, MatchingRule, Fund))
    net = total(t.granted_minor - t.released_minor)
    query = (
        sa.select(t.fund_id, fund.currency, given.received_on, net)
        .where(t.project_id == project.id, t.contribution_id == given.id)
        .where(t.rule_id == rule.id, t.fund_id == fund.id)
        .group_by(t.fund_id, fund.currency, t.contribution_id, given.received_on, rule.code)
    )
    found: dict[int | None, tuple[int, int]] = {}
    for fund_id, currency, on, minor in session.execute(query):
        value = exchange.convert(minor, currency, project.currency, month_name(on)) if minor else 0
        before = found.get(fund_id, (0, 0))
        found[fund_id] = before[0] + minor, before[1] + value
    return found


def _paid(session: Session, project: Project, exchange: Exchange) -> dict[int | None, tuple[int, int | None]]:
    t, fund = table(Disbursement).c, table(Fund).c
    query = sa.select(t.fund_id, t.amount_minor, fund.currency, t.paid_on).where(
        t.project_id == project.id, t.fund_id == fund.id
    )
    by_fund: dict[int | None, list[Any]] = {}
    for fund_id, *row in session.execute(query):
        by_fund.setdefault(fund_id, []).append(row)
    return {
        id: (sum(row[0] for row in rows), _value(rows, project, exchange)) for id, rows in by_fund.items()
    }


def _partners(session: Session, project: Project, exchange: Exchange) -> list[Partner]:
    """By name, at the rate of the month in which each part was agreed."""
    t = table(OtherFunding).c
    query = sa.select(t.partner, t.amount_minor, t.currency, t.agreed_on, t.received_on).where(
        t.project_id == project.id
    )
    found: dict[str, Partner] = {}
    for name, amount, currency, agreed_on, received_on in session.execute(query):
        value = exchange.convert(amount, currency, project.currency, month_name(agreed_on))
        so_far = found.get(name, Partner(name, 0, 0))
        received = so_far.received + (value if received_on else 0)
        found[name] = Partner(name, so_far.agreed + value, received)
    return [found[name] for name in sorted(found)]


def _spent(session: Session, project: Project, exchange: Exchange) -> int | None:
    t = table(Expenditure).c
    query = sa.select(t.amount_minor, t.currency, t.spent_on).where(t.project_id == project.id)
    return _value(session.execute(query), project, exchange)


def _value(rows: Iterable[Any], project: Project, exchange: Exchange) -> int | None:
    """The sum of (amount, currency, day); None where a rate is missing."""
    try:
        return sum(
            exchange.convert(minor, currency, project.currency, month_name(on))
            for minor, currency, on in rows
        )
    except MissingRate:
        return None
