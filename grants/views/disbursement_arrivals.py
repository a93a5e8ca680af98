"""What arrived of a payment: entered on its page once it is known, with a reason."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from grants.entering.changing import Asked, Meanwhile, change
from grants.entering.entering import NotEntered
from grants.entering.history import last_change
from grants.entering.known_rows import texts_of
from grants.forms.days import check_happened
from grants.forms.disbursement_form import arrival_form
from grants.forms.row_form import day_in, require
from grants.forms.sheet_form import SheetForm
from grants.importing.importing import Occasion
from grants.views.disbursement_proposals import disbursements
from grants.views.disbursements import find_payment_or_404

__all__ = ["disbursements"]
"""The blueprint, with the routes that this module adds."""


@disbursements.route("/<code:disbursement>/arrival", methods=["GET", "POST"])
@allows(Action.MANAGE)
def disbursement_arrival(programme: str, disbursement: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        payment, fund, _project = find_payment_or_404(reading, place, disbursement)
        texts = texts_of(reading, place.programme, "disbursements", disbursement) or {}
        seen = last_change(reading, place.programme_id, "disbursements", disbursement)
    known = {**texts, "arrived_currency": texts.get("arrived_currency") or fund.currency, "seen": str(seen)}
    form = arrival_form()(data=known)

    def page() -> str:
        return render_template("grants/disbursement_arrival.html", form=form, payment=payment, fund=fund)

    if request.method != "POST":
        return page()
    if not _is_sound(form, place):
        return page(), form.status
    try:
        asked = _asked(place, form, disbursement)
        occasion = _occasion(form)
        transaction(engine(), lambda writing: change(writing, asked, occasion))
    except Meanwhile:
        form["seen"].data = str(seen)
        form.form_errors.append(
            _("The payment was changed while you had it open. Look at it once more, then send it again.")
        )
        return page(), 409
    except Refusal as refusal:
        form.form_errors.append(sentence(refusal))
        return page(), form.status
    except NotEntered as refused:
        form.take(refused.problems)
        return page(), form.status
    flash(_("Entered: what arrived of %(reference)s.", reference=disbursement), "good")
    address = url_for(".disbursement_detail", programme=programme, disbursement=disbursement)
    return redirect(address, 303)


def _is_sound(form: SheetForm, place: Here) -> bool:
    now = datetime.now(UTC)
    form.validate()
    for name in ("arrived_on", "changed_on"):
        check_happened(form[name], place.programme, now)
    require(form["reason"], _("Say in a few words what shows it."))
    require(form["arrived_on"], _("The day is missing."))
    if form["changed_on"].data:
        day_in(form["changed_on"])
    return not form.errors


def _occasion(form: SheetForm) -> Occasion:
    """A first word on what arrived holds from the day on which it did."""
    known_from = day_in(form["changed_on"] if form["changed_on"].data else form["arrived_on"])
    return Occasion(person().name, datetime.now(UTC), known_from, form["reason"].data.strip())


def _asked(place: Here, form: SheetForm, reference: str) -> Asked:
    seen = str(form["seen"].data)
    return Asked(
        *(place.programme_id, place.programme.code, "disbursements", reference),
        {"reference": reference, **form.typed()},
        int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else 0,
    )
