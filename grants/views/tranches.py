"""Tranches: the list, and the page of one."""

import sqlalchemy as sa
from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import col

from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.lists import containing, page_of
from grants.forms.money_filters import asked as asked_filter
from grants.forms.paying_forms import TrancheFilter
from grants.models.milestones import Tranche
from grants.paying.asked import tranche_query, with_milestones
from grants.paying.labels import STATES, TONES
from grants.paying.states import State
from grants.paying.tranche_states import in_state
from grants.paying.visible import tranches_within
from grants.views.tranche_page import find_tranche_or_404, tranche_page

tranches = Blueprint("tranches", __name__, url_prefix="/programmes/<code:programme>")


@tranches.get("/tranches")
@allows(Action.SEE_PROJECT_MONEY)
def tranche_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form = asked_filter(TrancheFilter, reading, place.reach)
        query = tranche_query().where(
            tranches_within(place.reach),
            *(form.of_fund(), form.of_project(), form.between(col(Tranche.asked_on))),
            *(_in_state(place, form), _with_text(form.given("text"))),
        )
        page = page_of(reading, query.order_by(col(Tranche.asked_on).desc(), col(Tranche.id).desc()))
        rows = with_milestones([(row[0], row[1], row[2]) for row in page.rows], reading)
        shown = render_template(
            "grants/tranche_list.html", page=page, form=form, rows=rows, states=STATES, tones=TONES
        )
        return shown, form.status if form.errors else 200


@tranches.get("/tranches/<code:tranche>")
@allows(Action.SEE_PROJECT_MONEY)
def tranche_detail(programme: str, tranche: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return tranche_page(reading, place, find_tranche_or_404(reading, place, tranche))


def _in_state(place: Here, form: TrancheFilter) -> sa.ColumnElement[bool]:
    chosen = form.given("state")
    return in_state(place.programme_id, State(chosen)) if chosen else sa.true()


def _with_text(text: str) -> sa.ColumnElement[bool]:
    columns = (Tranche.reference, Tranche.milestone, Tranche.asked_by, Tranche.words)
    found = (containing(sa.func.coalesce(column, ""), text) for column in columns)
    return sa.or_(*found) if text else sa.true()
