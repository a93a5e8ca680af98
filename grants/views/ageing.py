"""How long unpaid tranches have waited, fund by fund; and what settled projects have to pay back."""

from datetime import UTC, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.web.access import allows, here
from core.web.engine import engine
from core.web.lists import page_among
from grants.forms.money_filters import FundFilter, asked
from grants.paying.ageing import BUCKETS, aged_by_currency, aged_by_fund, waiting
from grants.paying.asked import tranches_of
from grants.paying.labels import STATES, TONES
from grants.paying.refunds_due import refunds_due
from grants.paying.tranche_states import is_unpaid
from grants.paying.visible import tranches_within

ageing = Blueprint("ageing", __name__, url_prefix="/programmes/<code:programme>")


@ageing.get("/unpaid-tranches")
@allows(Action.SEE_PROJECT_MONEY)
def unpaid_list(programme: str) -> ResponseReturnValue:
    """The totals are of all rows, the rows by pages."""
    with session(engine()) as reading:
        place = here(reading, programme)
        form = asked(FundFilter, reading, place.reach)
        unpaid = tranches_of(
            reading, tranches_within(place.reach), form.of_fund(), is_unpaid(place.programme_id)
        )
        rows = waiting(unpaid, today_in(place.programme, datetime.now(UTC)))
        shown = render_template(
            "grants/unpaid_list.html",
            form=form,
            page=page_among(rows),
            funds=aged_by_fund(rows),
            programme_totals=aged_by_currency(rows),
            buckets=BUCKETS,
            states=STATES,
            tones=TONES,
        )
        return shown, form.status if form.errors else 200


@ageing.get("/refunds-due")
@allows(Action.SEE_FUND)
def refund_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return render_template("grants/refund_list.html", page=page_among(refunds_due(reading, place.reach)))
