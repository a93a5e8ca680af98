"""What funds received, as a list."""

import sqlalchemy as sa
from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import col

from core.database import session
from core.roles import Action
from core.web.access import allows, here
from core.web.engine import engine
from core.web.lists import containing, page_of
from grants.forms.money_filters import FundAndDaysFilter, asked
from grants.models.funds import Fund, Receipt
from grants.showing.money_totals import totals
from grants.visible_money import receipts_within

receipts = Blueprint("receipts", __name__)


@receipts.get("/programmes/<code:programme>/receipts")
@allows(Action.SEE_FUND)
def receipt_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form = asked(FundAndDaysFilter, reading, place.reach)
        query = (
            sa.select(Receipt, Fund)
            .where(receipts_within(place.reach), col(Receipt.fund_id) == Fund.id)
            .where(form.of_fund(), form.between(col(Receipt.received_on)), _with_text(form.given("text")))
            .order_by(col(Receipt.received_on).desc(), col(Receipt.reference).desc())
        )
        page = page_of(reading, query)
        added = totals(reading, query, col(Fund.currency), col(Receipt.amount_minor))
        shown = render_template("grants/receipt_list.html", page=page, totals=added, form=form)
        return shown, form.status if form.errors else 200


def _with_text(text: str) -> sa.ColumnElement[bool]:
    bank = sa.func.coalesce(Receipt.bank_reference, "")
    return containing(col(Receipt.reference), text) | containing(bank, text) if text else sa.true()
