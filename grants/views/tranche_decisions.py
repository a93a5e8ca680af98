"""Two others approve a tranche; they may decline it, and who asked for it may withdraw it, until it is paid."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.entering.said import said
from grants.forms.paying_forms import ApproveForm, ReasonForm
from grants.models.milestones import Decision
from grants.paying.asking import Deed
from grants.paying.deciding import decide_tranche
from grants.paying.refusals import PayingReason
from grants.paying.states import State
from grants.views.certifications import status_of_paying
from grants.views.tranche_asking import tranches
from grants.views.tranche_page import find_tranche_or_404, tranche_page

__all__ = ["tranches"]
"""The blueprint, with the routes that this module adds."""


@tranches.post("/tranches/<code:tranche>/approve")
@allows(Action.CONFIRM)
def tranche_approve(programme: str, tranche: str) -> ResponseReturnValue:
    return _decided(programme, tranche, Decision.APPROVED, "approving", ApproveForm())


@tranches.post("/tranches/<code:tranche>/decline")
@allows(Action.CONFIRM)
def tranche_decline(programme: str, tranche: str) -> ResponseReturnValue:
    return _decided(programme, tranche, Decision.DECLINED, "declining", ReasonForm())


@tranches.post("/tranches/<code:tranche>/withdraw")
@allows(Action.ASK_PAYMENT)
def tranche_withdraw(programme: str, tranche: str) -> ResponseReturnValue:
    return _decided(programme, tranche, Decision.WITHDRAWN, "withdrawing", ReasonForm())


def _decided(programme: str, reference: str, decision: Decision, name: str, form: Any) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        find_tranche_or_404(reading, place, reference)
    if not form.validate():
        return _again(place, reference, name, form, _faults(form)), form.status
    deed = Deed(place.programme, person().name, datetime.now(UTC))
    reason = str(form.reason.data or "") if "reason" in form else ""

    def work(writing: Session) -> State:
        return decide_tranche(writing, deed, reference, decision, reason)

    try:
        state = transaction(engine(), work)
    except NotEntered as refused:
        faults = list(dict.fromkeys(said(problem) for problem in refused.problems))
        return _again(place, reference, name, form, faults), HTTPStatus.UNPROCESSABLE_ENTITY
    except Refusal as refusal:
        if refusal.reason == PayingReason.NO_REASON:
            form.reason.errors = [sentence(refusal)]
            return _again(place, reference, name, form, []), form.status
        return _again(place, reference, name, form, [sentence(refusal)]), status_of_paying(refusal)
    flash(_DONE[state](), "good")
    return redirect(url_for(".tranche_detail", programme=programme, tranche=reference), 303)


_DONE = {
    State.APPROVED_ONCE: lambda: _("Approved. One more person has to approve it."),
    State.APPROVED: lambda: _("Approved by two persons: it can be paid."),
    State.DECLINED: lambda: _("Declined: nothing is paid on it."),
    State.WITHDRAWN: lambda: _("Withdrawn: nothing is paid on it."),
}


def _faults(form: Any) -> list[str]:
    if form.errors.get("csrf_token"):
        return [_("This page was open for too long. Look it over, and decide once more.")]
    return []


def _again(place: Here, reference: str, name: str, form: Any, faults: list[str]) -> str:
    forms = {} if name == "approving" else {name: form}
    with session(engine()) as reading:
        asked = find_tranche_or_404(reading, place, reference)
        return tranche_page(reading, place, asked, faults=faults, **forms)
