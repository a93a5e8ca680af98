"""What the pages of a project and of a fund say of milestones and of what was won or lost on the way."""

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from core.programmes import today_in
from core.rates import exchange_of
from core.roles import Action
from core.web.access import Here
from grants.models.funds import Fund
from grants.models.milestones import Milestone
from grants.models.payments import Disbursement
from grants.paying.arrivals import Difference, together
from grants.paying.labels import GATES
from grants.paying.reached import milestones_of
from grants.paying.visible import milestones_within
from grants.showing.milestones import rows_of
from grants.visible_money import disbursements_within
from household_groups.models.projects import Project

_OF_A_FUND = 10


def of_project(session: Session, here: Here, project: Project) -> dict[str, Any]:
    """All milestones that this person may see, and the differences of their funds' payments."""
    found = milestones_of(session, _within(here), col(Milestone.project_id) == project.id)
    return {
        "milestones": rows_of(session, _today(here), found),
        "gates": GATES,
        "differences": _differences(session, here, project),
    }


def of_fund(session: Session, here: Here, fund: Fund) -> dict[str, Any]:
    """The milestones that are due next, of those that are not certified."""
    found = milestones_of(session, _within(here), col(Milestone.fund_id) == fund.id)
    ahead = [each for each in found if each.certified is None]
    ahead.sort(key=lambda each: each.milestone.due_on or date.max)
    return {
        "milestones": rows_of(session, _today(here), ahead[:_OF_A_FUND]),
        "has_milestones": bool(found),
        "gates": GATES,
    }


def _within(here: Here) -> sa.ColumnElement[bool]:
    return milestones_within(here.reach_of(Action.SEE_PROJECT_MONEY))


def _today(here: Here) -> date:
    return today_in(here.programme, datetime.now(UTC))


def _differences(session: Session, here: Here, project: Project) -> list[Difference]:
    """Of the payments that this person may see one by one."""
    query = sa.select(Disbursement, Fund).where(
        disbursements_within(here.reach_of(Action.SEE_FUND)),
        col(Disbursement.project_id) == project.id,
        col(Disbursement.fund_id) == col(Fund.id),
        col(Disbursement.arrived_amount_minor).is_not(None),
    )
    payments = [(payment, fund.currency) for payment, fund in session.execute(query)]
    return together(payments, exchange_of(session, here.programme_id)) if payments else []
