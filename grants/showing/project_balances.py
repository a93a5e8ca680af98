"""What stands on the accounts of some projects, and what of it one fund brought, in the projects' currencies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import month_name
from core.exchange import Exchange
from core.programmes import Rate
from core.tables import table, total
from grants.matching import accounts
from grants.models.funds import Fund
from grants.models.matches import Balance, MatchEntry
from grants.models.rules import MatchingRule
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project


class ProjectBalances:
    """Of some projects of one programme."""

    def __init__(self, session: Session, programme_id: int, projects: Iterable[Project]) -> None:
        t = table(Balance).c
        wanted = (accounts.CONTRIBUTED, accounts.OTHER_FUNDING, accounts.MATCHED, accounts.FUND_PROJECT)
        query = sa.select(t.account, t.subject, t.owner, t.minor).where(
            t.programme_id == programme_id,
            t.account.in_(wanted),
            t.subject.in_([project.code for project in projects]),
        )
        self._minor: dict[tuple[str, str, str], int] = {
            (account, code, owner): minor for account, code, owner, minor in session.execute(query)
        }

    def of(self, account: str, project: Project, owner: str = "") -> int:
        return self._minor.get((account, project.code, owner), 0)

    def funds_in(self, project: Project) -> set[str]:
        """The codes of the funds of which a match of the project stands."""
        return {
            owner
            for (account, code, owner), minor in self._minor.items()
            if account == accounts.FUND_PROJECT and code == project.code and minor
        }


def matched_in_project_currency(
    session: Session, fund: Fund, projects: Sequence[Project], balances: ProjectBalances
) -> Mapping[int | None, int]:
    """What the fund matched, each match converted at the month of its contribution, as the gap does."""
    own: defaultdict[int | None, int] = defaultdict(int)
    currencies = {project.id: project.currency for project in projects}
    for project in projects:
        if project.currency == fund.currency:
            own[project.id] = balances.of(accounts.FUND_PROJECT, project, fund.code)
    foreign = [id for id, currency in currencies.items() if currency != fund.currency]
    if foreign:
        exchange = _exchange(session, fund.programme_id)
        for project_id, received_on, net in session.execute(_matches_of(fund, foreign)):
            month = month_name(received_on)
            own[project_id] += exchange.convert(net, fund.currency, currencies[project_id], month)
    return own


def _matches_of(fund: Fund, project_ids: Iterable[int | None]) -> sa.Select[Any]:
    """What stands of each match of the fund: of each contribution under each rule, whatever its version."""
    entry, given, rule = table(MatchEntry).c, table(Contribution).c, table(MatchingRule).c
    net = total(entry.granted_minor - entry.released_minor)
    return (
        sa.select(entry.project_id, given.received_on, net)
        .where(entry.project_id.in_(list(project_ids)), entry.rule_id.in_(rule_ids_of(fund)))
        .where(entry.contribution_id == given.id, entry.rule_id == rule.id)
        .group_by(entry.project_id, given.id, given.received_on, rule.code)
        .having(net != 0)
    )


def _exchange(session: Session, programme_id: int) -> Exchange:
    t = table(Rate).c
    query = sa.select(t.currency, t.month, t.units_per_usd).where(t.programme_id == programme_id)
    return Exchange({(code, month): Decimal(units) for code, month, units in session.execute(query)})


def rule_ids_of(fund: Fund) -> sa.Select[Any]:
    """Entries lie by project and rule, so that they are found quickly by the rules of a fund."""
    rule = table(MatchingRule).c
    return sa.select(rule.id).where(rule.fund_id == fund.id)
