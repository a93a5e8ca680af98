"""Milestones: the list, the page of one, and the papers that are added to it."""

from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import col

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.web.access import allows, here
from core.web.engine import engine
from core.web.lists import containing, page_of
from grants.evidence.files import files_of
from grants.forms.evidence_form import EvidenceForm
from grants.forms.money_filters import FundAndProjectFilter, asked
from grants.models.funds import Fund
from grants.models.milestones import Milestone
from grants.paying.labels import GATES
from grants.paying.reached import milestones_of
from grants.paying.visible import milestones_within
from grants.showing.milestones import rows_of
from grants.views.evidence_of_money import is_added
from grants.views.milestone_page import address_of, find_milestone_or_404, milestone_page
from household_groups.models.projects import Project

milestones = Blueprint("milestones", __name__, url_prefix="/programmes/<code:programme>/milestones")


@milestones.get("")
@allows(Action.SEE_PROJECT_MONEY)
def milestone_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form = asked(FundAndProjectFilter, reading, place.reach)
        query = (
            sa.select(Milestone.id)  # type: ignore[call-overload]
            .where(milestones_within(place.reach))
            .where(col(Milestone.fund_id) == Fund.id, col(Milestone.project_id) == Project.id)
            .where(form.of_fund(), form.of_project(), form.between(col(Milestone.due_on)))  # type: ignore[arg-type]
            .where(_with_text(form.given("text")))
            .order_by(
                *(col(Project.code), col(Fund.code)),
                *(col(Milestone.due_on).nulls_last(), col(Milestone.code)),
            )
        )
        page = page_of(reading, query)
        today = today_in(place.programme, datetime.now(UTC))
        found = milestones_of(reading, col(Milestone.id).in_(page.rows))
        shown = render_template(
            "grants/milestone_list.html",
            page=page,
            form=form,
            rows=rows_of(reading, today, found),
            gates=GATES,
        )
        return shown, form.status if form.errors else 200


@milestones.get("/<code:project>/<code:fund>/<code:milestone>")
@allows(Action.SEE_PROJECT_MONEY)
def milestone_detail(programme: str, project: str, fund: str, milestone: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return milestone_page(reading, place, find_milestone_or_404(reading, place, project, fund, milestone))


@milestones.post("/<code:project>/<code:fund>/<code:milestone>/documents")
@allows(Action.ASK_PAYMENT)
def milestone_document(programme: str, project: str, fund: str, milestone: str) -> ResponseReturnValue:
    """A photo, certificate, minutes, handover act."""
    with session(engine()) as reading:
        place = here(reading, programme)
        reached = find_milestone_or_404(reading, place, project, fund, milestone)
        had = len(files_of(reading, place.programme_id, "milestones", reached.key))
    form = EvidenceForm()
    if is_added(place, "milestones", reached.key, form, had, named=reached.milestone.name):
        return redirect(address_of(place, reached), 303)
    with session(engine()) as reading:
        return milestone_page(reading, place, reached, document=form), form.status


def _with_text(text: str) -> sa.ColumnElement[bool]:
    found = (containing(column, text) for column in (col(Milestone.code), col(Milestone.name)))
    return sa.or_(*found) if text else sa.true()
