"""Finding over-matching: what stands stored as granted beyond what the events give."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlmodel import Session

from core.tables import in_clauses, table
from grants.ledger.rows import COLUMNS, Row
from grants.matching import accounts
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from grants.verifying.rebuilding import Consequences, Rebuilding
from grants.verifying.recorded import Recorded
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project

_CONTRIBUTION, _RULE = COLUMNS.index("contribution_id"), COLUMNS.index("rule_id")
_GRANTED, _RELEASED = COLUMNS.index("granted_minor"), COLUMNS.index("released_minor")
_UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, NoResultFound)


@dataclass(frozen=True, order=True)
class Over:
    """By code; see `grants.models.quarantine.OverMatch`."""

    fund: str
    project: str
    contribution: str
    rule: str
    currency: str
    stored_minor: int
    rebuilt_minor: int


def consequences_of(session: Session, programme_id: int) -> Consequences:
    """Where what is stored is not what the events give."""
    return Rebuilding(session, programme_id, "", Recorded()).consequences()


def over_matching(session: Session, programme_id: int) -> list[Over]:
    """Grants (a contribution under a rule version, net) and balances of funds that stand too high.

    None where the books cannot be read to their end; verification says so.
    """
    try:
        found = consequences_of(session, programme_id)
    except _UNREADABLE:
        return []
    return sorted([*_grants(session, programme_id, found), *_balances(session, programme_id, found)])


def _grants(session: Session, programme_id: int, found: Consequences) -> list[Over]:
    beyond: dict[tuple[int, int], int] = defaultdict(int)
    """How much more is stored than the events give, of what differs; all else is the same in both."""
    for stored, rebuilt in found.entries:
        for row, sign in ((stored, 1), (rebuilt, -1)):
            if row is not None:
                beyond[row[_CONTRIBUTION], row[_RULE]] += sign * _net(row)
    over = {place: minor for place, minor in beyond.items() if minor > 0}
    stored_nets = _stored_nets(session, programme_id, over)
    names = _names(session, over)
    return [
        Over(*names[place], stored_nets.get(place, 0), stored_nets.get(place, 0) - minor)
        for place, minor in over.items()
        if place in names
    ]


def _net(row: Row) -> int:
    return int(row[_GRANTED]) - int(row[_RELEASED])


def _balances(session: Session, programme_id: int, found: Consequences) -> list[Over]:
    t = table(Fund).c
    funds = sa.select(t.code, t.currency).where(t.programme_id == programme_id)
    currencies: dict[str, str] = dict(session.execute(funds).all())
    return [
        Over(owner, subject, "", "", currencies.get(owner, ""), stored, rebuilt or 0)
        for (account, subject, owner, _), stored, rebuilt in found.balances
        if account in (accounts.FUND, accounts.FUND_PROJECT)
        and stored is not None
        and stored > (rebuilt or 0)
    ]


def _stored_nets(session: Session, programme_id: int, over: Any) -> dict[tuple[int, int], int]:
    t = table(MatchEntry).c
    net = sa.func.sum(t.granted_minor - t.released_minor)
    query = sa.select(t.contribution_id, t.rule_id, net).where(t.programme_id == programme_id)
    nets = {}
    for clause in in_clauses(t.contribution_id, {contribution for contribution, _ in over}):
        for contribution, rule, minor in session.execute(
            query.where(clause).group_by(t.contribution_id, t.rule_id)
        ):
            nets[contribution, rule] = int(minor)
    return nets


def _names(session: Session, over: Any) -> dict[tuple[int, int], tuple[str, str, str, str, str]]:
    """(fund, project, contribution, rule, currency) by the ids of contribution and rule version."""
    given, project, rule, fund = (table(model).c for model in (Contribution, Project, MatchingRule, Fund))
    rules_query = sa.select(rule.id, rule.code, fund.code, fund.currency).where(rule.fund_id == fund.id)
    rules = {
        id: (code, of_fund, currency)
        for clause in in_clauses(rule.id, {id for _, id in over})
        for id, code, of_fund, currency in session.execute(rules_query.where(clause))
    }
    given_query = sa.select(given.id, given.reference, project.code).where(given.project_id == project.id)
    contributions = {
        id: (reference, code)
        for clause in in_clauses(given.id, {id for id, _ in over})
        for id, reference, code in session.execute(given_query.where(clause))
    }
    return {
        (of, by): (rules[by][1], contributions[of][1], contributions[of][0], rules[by][0], rules[by][2])
        for of, by in over
        if of in contributions and by in rules
    }
