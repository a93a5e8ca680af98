"""A fund in its projects: what it matched and paid beside what groups and other funders bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.tables import table, total
from grants.matching import accounts
from grants.models.funds import Fund, OtherFunding
from grants.models.matches import Balance, MatchEntry
from grants.models.payments import Disbursement
from grants.showing.project_balances import ProjectBalances, matched_in_project_currency, rule_ids_of
from household_groups.models.projects import Progress, Project


@dataclass(frozen=True)
class ProjectOfFund:
    """`matched` and `paid` in the fund's currency, the rest in the project's.

    Of other funders there are the names and one total: what they matched or agreed to give. `works` is how far
    they are, in percent, and None where nobody has said; `gap` is None until the project is approved, and from
    its settlement on.
    """

    project: Project
    contributed: int
    matched: int
    others: int
    other_names: Sequence[str]
    gap: int | None
    paid: int
    works: Decimal | None


def projects_of(fund: Fund) -> sa.Select[Any]:
    """The projects that the fund decided on or paid, by code."""
    id, entry, payment, balance = (
        col(Project.id),
        *(table(model).c for model in (MatchEntry, Disbursement, Balance)),
    )
    # Of most projects the balance tells that the fund is in them; only of the others the entries are asked.
    granted = sa.select(balance.subject).where(
        *(balance.programme_id == fund.programme_id, balance.account == accounts.FUND_PROJECT),
        balance.owner == fund.code,
    )
    paid = sa.select(payment.project_id).where(payment.fund_id == fund.id)
    decided = sa.exists().where(entry.project_id == id, entry.rule_id.in_(rule_ids_of(fund)))
    is_in = col(Project.code).in_(granted) | id.in_(paid) | decided
    of_programme = col(Project.programme_id) == fund.programme_id
    return sa.select(Project).where(of_programme, is_in).order_by(col(Project.code))


def rows_of(session: Session, fund: Fund, projects: Sequence[Project]) -> list[ProjectOfFund]:
    """One row for each of these projects, in their order."""
    balances = ProjectBalances(session, fund.programme_id, projects)
    ids = [project.id for project in projects if project.id is not None]
    own = matched_in_project_currency(session, fund, projects, balances)
    names = _other_names(session, fund, projects, balances)
    paid = _paid(session, fund, ids)
    works = _works(session, ids)
    return [
        ProjectOfFund(
            project,
            contributed=balances.of(accounts.CONTRIBUTED, project),
            matched=balances.of(accounts.FUND_PROJECT, project, fund.code),
            others=balances.of(accounts.MATCHED, project)
            - own[project.id]
            + balances.of(accounts.OTHER_FUNDING, project),
            other_names=names[project.id],
            gap=_gap(project, balances),
            paid=paid.get(project.id, 0),
            works=works.get(project.id),
        )
        for project in projects
    ]


def _gap(project: Project, balances: ProjectBalances) -> int | None:
    if project.approved_on is None or project.settled_on is not None:
        return None
    parts = (accounts.CONTRIBUTED, accounts.OTHER_FUNDING, accounts.MATCHED)
    return max(0, project.budget_minor - sum(balances.of(account, project) for account in parts))


def _other_names(
    session: Session, fund: Fund, projects: Sequence[Project], balances: ProjectBalances
) -> Mapping[int | None, list[str]]:
    """By project id, the other funds that matched or paid it and the partners that agreed to give, by name."""
    ids = [project.id for project in projects]
    names: dict[int | None, set[str]] = {id: set() for id in ids}
    payment, partner = table(Disbursement).c, table(OtherFunding).c
    of_code = {
        each.code: each for each in session.exec(select(Fund).where(Fund.programme_id == fund.programme_id))
    }
    of_id = {each.id: each for each in of_code.values()}
    for project in projects:
        names[project.id] |= {of_code[code].name for code in balances.funds_in(project) - {fund.code}}
    payers = sa.select(payment.project_id, payment.fund_id).where(payment.project_id.in_(ids)).distinct()
    for project_id, fund_id in session.execute(payers.where(payment.fund_id != fund.id)):
        names[project_id].add(of_id[fund_id].name)
    for project_id, name in session.execute(
        sa.select(partner.project_id, partner.partner).where(partner.project_id.in_(ids))
    ):
        names[project_id].add(name)
    return {id: sorted(found) for id, found in names.items()}


def _paid(session: Session, fund: Fund, ids: Sequence[int]) -> dict[int | None, int]:
    t = table(Disbursement).c
    # All payments of few projects are soon read, those of the fund are not.
    query = sa.select(t.project_id, t.fund_id, total(t.amount_minor)).where(t.project_id.in_(ids))
    rows = session.execute(query.group_by(t.project_id, t.fund_id))
    return {project_id: minor for project_id, fund_id, minor in rows if fund_id == fund.id}


def _works(session: Session, ids: Sequence[int]) -> dict[int | None, Decimal]:
    """By project id, the latest word on how far the works are."""
    t = table(Progress).c
    query = sa.select(t.project_id, t.actual).where(t.project_id.in_(ids)).order_by(t.on)
    return {id: Decimal(actual) for id, actual in session.execute(query)}
