"""Monthly rates: which are there, which are frozen because they were used, which are missing."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlmodel import Session
from wtforms import SelectField

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.forms import select_choices
from core.web.lists import page_of
from grants.entering.shown import shown
from grants.forms.money_filters import Filter
from grants.rates_needed import missing_rates
from grants.showing import rate_tables

rates = Blueprint("rates", __name__)


class RateFilter(Filter):
    """By currency and year; the text is searched in the source."""

    currency = SelectField(_l("Currency"))
    year = SelectField(_l("Year"))


@rates.get("/programmes/<code:programme>/rates")
@allows(Action.MANAGE)
def rate_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form = _filter(reading, place)
        of, currency, text = place.programme_id, form.given("currency"), form.given("text")
        page = page_of(reading, rate_tables.months(of, currency, form.given("year"), text))
        found = rate_tables.rates_of(reading, of, page.rows, currency, text)
        page_shown = render_template(
            "grants/rate_list.html",
            form=form,
            page=page,
            rates=found,
            columns=sorted({currency for _, currency in found}),
            missing=missing_rates(reading, place.programme, today_in(place.programme, datetime.now(UTC))),
            said_month=_said("month"),
            said_units=_said("units_per_usd"),
        )
        return page_shown, form.status if form.errors else 200


def _filter(reading: Session, place: Here) -> RateFilter:
    form = RateFilter(request.args)
    currencies = rate_tables.currencies(reading, place.programme_id)
    years = rate_tables.years(reading, place.programme_id)
    for field, values in ((form.currency, currencies), (form.year, years)):
        field.choices = select_choices([("", _l("All")), *((value, value) for value in values)])
        if not request.args.get(field.name):
            field.data = ""
    form.validate()
    return form


def _said(column: str) -> Callable[[str], str]:
    """'Apr 2026' and '9.6872', as the reader writes them."""
    return partial(shown, "rates", column)
