"""Asking for a tranche under a milestone: at most what it leaves, and before it is certified with a reason."""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import allows, here, person
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.forms.amount_field import amount_in
from grants.forms.paying_forms import tranche_form
from grants.forms.sheet_form import SheetForm
from grants.paying.allowances import allowances
from grants.paying.asking import Deed, Wanted, ask_tranche
from grants.paying.reached import Reached
from grants.paying.refusals import PayingReason
from grants.views.milestone_page import find_milestone_or_404
from grants.views.tranches import tranches

__all__ = ["tranches"]
"""The blueprint, with the route that this module adds."""

_FIELD_OF: Mapping[str, str] = {
    PayingReason.BEFORE_MILESTONE: "override_reason",
    PayingReason.BEYOND_ALLOWED: "amount",
}


@tranches.route(
    "/milestones/<code:project>/<code:fund>/<code:milestone>/tranches/new", methods=["GET", "POST"]
)
@allows(Action.ASK_PAYMENT)
def tranche_new(programme: str, project: str, fund: str, milestone: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        reached = find_milestone_or_404(reading, place, project, fund, milestone)
    form = tranche_form()()
    deed = Deed(place.programme, person().name, datetime.now(UTC))
    if request.method != "POST":
        return _page(form, reached, deed)
    is_sound = form.validate()
    amount = amount_in(form["amount"], reached.fund.currency) if is_sound else None
    if amount is None:
        return _page(form, reached, deed), form.status
    wanted = Wanted(
        *(reached.milestone.id or 0, amount),
        *(form[name].data or "" for name in ("words", "override_reason")),
    )
    try:
        reference = transaction(engine(), lambda writing: ask_tranche(writing, deed, wanted))
    except NotEntered as refused:
        form.take(refused.problems)
        return _page(form, reached, deed), form.status
    except Refusal as refusal:
        say_refused(form, refusal, _FIELD_OF)
        return _page(form, reached, deed), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Asked. Two others approve %(reference)s before it is paid.", reference=reference), "good")
    return redirect(url_for(".tranche_detail", programme=programme, tranche=reference), 303)


def say_refused(form: SheetForm, refusal: Refusal, field_of: Mapping[str, str]) -> bool:
    """Beside the field that it is about, or else above the form; tells whether there is such a field."""
    column = field_of.get(refusal.reason)
    if column is None:
        form.form_errors.append(sentence(refusal))
        return False
    form[column].errors = [sentence(refusal)]
    return True


def _page(form: SheetForm, reached: Reached, deed: Deed) -> str:
    """With what is left now: somebody else may have asked meanwhile."""
    code = reached.milestone.code
    with session(engine()) as reading:
        found = allowances(reading, reached.fund, reached.project)
    return render_template(
        "grants/tranche_new.html",
        form=form,
        reached=reached,
        allowance=found.of(code),
        left=found.left_minor(code),
        is_early=not reached.is_certified_by(deed.today),
    )
