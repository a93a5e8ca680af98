"""Paying a tranche that two have approved: what is typed is a payment of the workbook, booked at once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import session, transaction
from core.errors import Refusal
from core.money import to_major
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.forms.amount_field import amount_in
from grants.forms.days import check_happened
from grants.forms.paying_forms import pay_form
from grants.forms.row_form import day_in
from grants.forms.sheet_form import SheetForm
from grants.payable import payable
from grants.paying.asking import Deed
from grants.paying.payment import Paid, is_reached, left_to_pay, pay
from grants.paying.refusals import PayingReason
from grants.paying.states import State
from grants.views.tranche_asking import say_refused
from grants.views.tranche_decisions import tranches
from grants.views.tranche_page import find_tranche_or_404

__all__ = ["tranches"]
"""The blueprint, with the routes that this module adds."""

_FIELD_OF: Mapping[str, str] = {
    PayingReason.BEFORE_MILESTONE: "override_reason",
    PayingReason.BEYOND_TRANCHE: "amount",
    PayingReason.BEYOND_MATCHED: "amount",
    PayingReason.BEYOND_MILESTONE: "amount",
    PayingReason.BEFORE_APPROVAL: "paid_on",
}


@tranches.route("/tranches/<code:tranche>/pay", methods=["GET", "POST"])
@allows(Action.MANAGE)
def tranche_pay(programme: str, tranche: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        asked = find_tranche_or_404(reading, place, tranche)
        left = left_to_pay(reading, asked)
    currency = asked.fund.currency
    deed = Deed(place.programme, person().name, datetime.now(UTC))
    form = pay_form()(
        data={
            "paid_on": deed.today.isoformat(),
            "amount": f"{to_major(left, currency)}",
            "override_reason": asked.tranche.override_reason or "",
        }
    )
    if request.method != "POST":
        return _page(form, place, deed, tranche)
    is_sound = form.validate()
    check_happened(form["paid_on"], place.programme, deed.at)
    paid = _paid(form, currency) if is_sound and not form.errors else None
    if paid is None:
        return _page(form, place, deed, tranche), form.status

    def work(writing: Session) -> None:
        pay(writing, deed, tranche, paid)

    try:
        transaction(engine(), work)
    except NotEntered as refused:
        form.take(refused.problems)
        return _page(form, place, deed, tranche), form.status
    except Refusal as refusal:
        is_at_field = say_refused(form, refusal, _FIELD_OF)
        status = form.status if is_at_field else HTTPStatus.CONFLICT
        return _page(form, place, deed, tranche), status
    flash(_("Paid. Enter what arrived as soon as it is known."), "good")
    return redirect(url_for(".tranche_detail", programme=programme, tranche=tranche), 303)


def _paid(form: SheetForm, currency: str) -> Paid | None:
    amount, on = amount_in(form["amount"], currency), day_in(form["paid_on"])
    return None if amount is None or on is None else Paid(form.typed(), amount, on)


def _page(form: SheetForm, place: Here, deed: Deed, tranche: str) -> str:
    """As the tranche stands now: somebody else may have paid it meanwhile."""
    with session(engine()) as reading:
        asked = find_tranche_or_404(reading, place, tranche)
        return render_template(
            "grants/tranche_pay.html",
            form=form,
            asked=asked,
            standing=payable(reading, asked.fund, asked.project),
            left=left_to_pay(reading, asked),
            is_early=not is_reached(reading, asked, deed.today),
            can_pay=asked.state is State.APPROVED,
        )
