"""The page that leads a programme manager through a quarter, from what is missing to the seal and the donors."""

from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from core.accounts.labels import ROLES
from core.calendar import Span, quarter_of
from core.database import session
from core.errors import Refusal
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from reports.closing.asking import open_request
from reports.closing.quarters import active_quarters, closings_of, read_quarter
from reports.leading.path import path_of
from reports.leading.step import STATES, TONES
from reports.waiting.task import Place

quarter = Blueprint("quarter", __name__, url_prefix="/programmes/<code:programme>/quarters")


@quarter.get("")
@allows(Action.PROPOSE)
def quarter_next(programme: str) -> ResponseReturnValue:
    """To the quarter that somebody asked to close, else to the earliest open one."""
    with session(engine()) as reading:
        place = _place(here(reading, programme))
        request = open_request(reading, place.programme_id)
        named = request.quarter if request else str(_earliest_open(reading, place))
    return redirect(url_for(".quarter_lead", programme=programme, quarter=named))


@quarter.get("/<code:quarter>")
@allows(Action.PROPOSE)
def quarter_lead(programme: str, quarter: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = _place(here(reading, programme))
        path = path_of(reading, place, _span_or_404(place, quarter))
        return render_template(
            "reports/quarter_lead.html",
            path=path,
            standing=path.standing,
            today=place.today,
            roles=ROLES,
            states=STATES,
            tones=TONES,
        )


def _place(at: Here) -> Place:
    return Place(at.programme, person(), today_in(at.programme, datetime.now(UTC)))


def _earliest_open(reading: Session, place: Place) -> Span:
    """In which anything counts; where all of those are closed, the one of today."""
    closed = closings_of(reading, place.programme_id)
    still = (each for each in active_quarters(reading, place.programme_id) if str(each) not in closed)
    return next(still, quarter_of(place.today))


def _span_or_404(place: Place, quarter: str) -> Span:
    """A quarter of the programme that has begun."""
    try:
        span = read_quarter(quarter)
    except Refusal:
        abort(404)
    if span.ends_on < place.programme.starts_on or span.starts_on > place.today:
        abort(404)
    return span
