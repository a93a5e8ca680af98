"""What funds received: as a list, and each with what the bank shows of it."""

import sqlalchemy as sa
from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.calendar import month_name, quarter_name
from core.database import session
from core.exchange import Exchange, MissingRate
from core.rates import exchange_of
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.lists import containing, page_of
from grants.banking.account import What, line_of
from grants.forms.money_filters import FundAndDaysFilter, asked
from grants.models.funds import Fund, Receipt
from grants.models.payments import Disbursement
from grants.paying.arrivals import Difference, together
from grants.reviewing.payees import shown_payee
from grants.showing.money_totals import totals
from grants.views.money_story import story_of
from grants.visible_money import receipts_within

receipts = Blueprint("receipts", __name__, url_prefix="/programmes/<code:programme>/receipts")


@receipts.get("")
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


@receipts.get("/<code:receipt>")
@allows(Action.SEE_FUND)
def receipt_detail(programme: str, receipt: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found, fund = _find_or_404(reading, place, receipt)
        line = line_of(reading, fund, What("receipts", found.reference))
        exchange = exchange_of(reading, place.programme_id)
        return render_template(
            "grants/receipt_detail.html",
            receipt=found,
            fund=fund,
            quarter=quarter_name(found.counted_on),
            line=line,
            party=shown_payee(line.party, place.may(Action.SEE_HOUSEHOLDS)) if line else "",
            worth=_worth(found, fund, place, exchange),
            differences=_passed_on(reading, fund, exchange),
            story=story_of(reading, place, "receipts", found.reference),
        )


def _find_or_404(reading: Session, place: Here, reference: str) -> tuple[Receipt, Fund]:
    query = select(Receipt, Fund).where(
        receipts_within(place.reach), Receipt.reference == reference, Receipt.fund_id == Fund.id
    )
    found = reading.exec(query).first()
    if found is None:
        abort(404)
    return found


def _worth(receipt: Receipt, fund: Fund, place: Here, exchange: Exchange) -> int | None:
    """In the programme's currency, at the rate of its month; None where there is none."""
    currency, month = place.programme.currency, month_name(receipt.received_on)
    try:
        return exchange.convert(receipt.amount_minor, fund.currency, currency, month)
    except MissingRate:
        return None


def _passed_on(reading: Session, fund: Fund, exchange: Exchange) -> list[Difference]:
    """What was won or lost on the way from the fund to its projects, as far as arrivals are known."""
    arrived = select(Disbursement).where(
        Disbursement.fund_id == fund.id, col(Disbursement.arrived_amount_minor).is_not(None)
    )
    return together(((payment, fund.currency) for payment in reading.exec(arrived)), exchange)


def _with_text(text: str) -> sa.ColumnElement[bool]:
    bank = sa.func.coalesce(Receipt.bank_reference, "")
    return containing(col(Receipt.reference), text) | containing(bank, text) if text else sa.true()
