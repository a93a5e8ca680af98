"""What other partners give to projects, as a list."""

import sqlalchemy as sa
from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import col

from core.database import session
from core.roles import Action
from core.web.access import allows, here
from core.web.engine import engine
from core.web.lists import containing, page_of
from grants.entering.choices import PARTNER_TYPES
from grants.forms.money_filters import ProjectFilter, asked
from grants.models.funds import OtherFunding
from grants.showing.money_totals import totals
from grants.visible import projects_within
from household_groups.models.projects import Project

other_funding = Blueprint("other_funding", __name__)


@other_funding.get("/programmes/<code:programme>/other-funding")
@allows(Action.MANAGE)
def other_funding_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form = asked(ProjectFilter, reading, place.reach)
        query = (
            sa.select(OtherFunding, Project)
            .where(projects_within(place.reach), col(OtherFunding.project_id) == Project.id)
            .where(form.of_project(), form.between(col(OtherFunding.agreed_on)))
            .where(_with_text(form.given("text")))
            .order_by(col(OtherFunding.agreed_on).desc(), col(OtherFunding.reference).desc())
        )
        page = page_of(reading, query)
        added = totals(reading, query, col(OtherFunding.currency), col(OtherFunding.amount_minor))
        shown = render_template(
            "grants/other_funding_list.html", page=page, totals=added, form=form, types=PARTNER_TYPES
        )
        return shown, form.status if form.errors else 200


def _with_text(text: str) -> sa.ColumnElement[bool]:
    columns = (col(OtherFunding.reference), col(OtherFunding.partner))
    return sa.or_(*(containing(column, text) for column in columns)) if text else sa.true()
