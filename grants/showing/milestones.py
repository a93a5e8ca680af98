"""Milestones as lists show them: what each allows, where it stands, what was asked for and paid under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlmodel import Session

from core.accounts.person import Reach
from core.web.i18n import day, figure, minor
from grants.paying.allowances import Allowance, Allowances, allowances
from grants.paying.gates import Lack, Missing
from grants.paying.labels import A_PARTNERS_MONEY, LACKS
from grants.paying.reached import Reached, milestones_of


@dataclass(frozen=True)
class MilestoneRow:
    """With where it stands in words, and the tone of these."""

    reached: Reached
    allowance: Allowance
    state: str
    tone: str


def milestone_rows(session: Session, today: date, *conditions: sa.ColumnElement[bool]) -> list[MilestoneRow]:
    """By project and fund, in the order in which they are due."""
    return rows_of(session, today, milestones_of(session, *conditions))


def rows_of(session: Session, today: date, found: Iterable[Reached]) -> list[MilestoneRow]:
    of_pairs: dict[tuple[int, int], Allowances] = {}
    rows = []
    for each in found:
        pair = each.project.id or 0, each.fund.id or 0
        if pair not in of_pairs:
            of_pairs[pair] = allowances(session, each.fund, each.project)
        allowance = of_pairs[pair].of(each.milestone.code)
        assert allowance is not None
        rows.append(MilestoneRow(each, allowance, *state_of(each, today)))
    return rows


def state_of(reached: Reached, today: date) -> tuple[str, str]:
    """Words and tone."""
    due = reached.milestone.due_on
    if reached.certified is not None:
        return _("certified on %(day)s", day=day(reached.certified.decided_on)), "good"
    if reached.waiting:
        return _("waits to be certified"), "waiting"
    if due is not None and due < today:
        return _("overdue since %(day)s", day=day(due)), "refused"
    if reached.is_retention:
        return _("kept back until handover"), "quiet"
    return _("not reached yet"), "quiet"


def in_words(lacks: Iterable[Missing], reach: Reach, community: str) -> list[str]:
    """What is missing. A donor reads nothing of another donor's fund, nor of what another partner gives."""
    found = []
    for each in lacks:
        is_theirs = reach.has_community(community) or (each.fund is not None and reach.has_fund(each.fund))
        if each.lack in (Lack.DEPOSIT_OF_FUND, Lack.DEPOSIT_OF_PARTNER) and not is_theirs:
            found.append(str(A_PARTNERS_MONEY))
            continue
        details = {
            "fund": each.fund,
            "partner": each.partner,
            "amount": f"{minor(each.minor, each.currency or 'USD')} {each.currency}",
            "percent": figure(each.percent),
            "needed": figure(each.needed),
        }
        found.append(str(LACKS[each.lack]) % details)
    return list(dict.fromkeys(found))
