"""What becomes of a claim: something came back, or need not come back."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from flask import abort, flash, redirect, url_for
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
from grants.forms.review_forms import RepaidForm, WaivedForm
from grants.paying.asking import Deed
from grants.reviewing.claiming import ClaimMoved, repay, waive
from grants.reviewing.claims import Claim
from grants.reviewing.refusals import ReviewReason
from grants.reviewing.visible import may_waive
from grants.views.clawbacks import Typed, claim_page, clawbacks, find_claim_or_404

__all__ = ["clawbacks"]

_AT_AMOUNT = frozenset({ReviewReason.BEYOND_CLAIM})
_AT_PAYMENT = frozenset(
    {ReviewReason.NO_PAYMENT, ReviewReason.NOT_A_REFUND, ReviewReason.REFUND_USED, ReviewReason.RATE_MISSING}
)


@clawbacks.post("/<int:clawback>/repaid")
@allows(Action.MANAGE)
def clawback_repaid(programme: str, clawback: int) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        claim = find_claim_or_404(reading, place, clawback)
    form = RepaidForm()
    minor = form.minor_in(claim.currency) if form.validate() else None
    if minor is None:
        return _again(place, clawback, form), form.status
    shown = str(form.payment.data or ""), str(form.reason.data or "")
    refused = _stepped(
        place, form, lambda writing, deed: repay(writing, deed, clawback, minor, *shown, form.number_seen)
    )
    if refused is not None:
        return _again(place, clawback, form), refused
    flash(_("Entered: what came back of %(voucher)s.", voucher=claim.expenditure), "good")
    return redirect(url_for(".clawback_detail", programme=programme, clawback=clawback), HTTPStatus.SEE_OTHER)


@clawbacks.post("/<int:clawback>/waived")
@allows(Action.SEE_FUND)
def clawback_waived(programme: str, clawback: int) -> ResponseReturnValue:
    """By whoever it is owed to; for anybody else the claim is not there to be waived."""
    with session(engine()) as reading:
        place = here(reading, programme)
        claim = find_claim_or_404(reading, place, clawback)
    if not may_waive(place, claim):
        abort(404)
    form = WaivedForm()
    minor = form.minor_in(claim.currency) if form.validate() else None
    if minor is None:
        return _again(place, clawback, form), form.status
    reason = str(form.reason.data or "")
    refused = _stepped(
        place, form, lambda writing, deed: waive(writing, deed, clawback, minor, reason, form.number_seen)
    )
    if refused is not None:
        return _again(place, clawback, form), refused
    flash(_("What need not come back of %(voucher)s is waived.", voucher=claim.expenditure), "good")
    return redirect(url_for(".clawback_detail", programme=programme, clawback=clawback), HTTPStatus.SEE_OTHER)


def _stepped(place: Here, form: Typed, step: Callable[[Session, Deed], Claim]) -> int | None:
    """None where it is booked; else the status of the page, and what is wrong is said by the form."""
    deed = Deed(place.programme, person().name, datetime.now(UTC))
    try:
        transaction(engine(), lambda writing: step(writing, deed))
    except ClaimMoved:
        form.form_errors.append(sentence(Refusal(ReviewReason.SAID_MEANWHILE)))
        return HTTPStatus.CONFLICT
    except Refusal as refusal:
        _say(form, refusal)
    except NotEntered as refused:
        form.form_errors += [said(problem) for problem in refused.problems]
    else:
        return None
    return form.status


def _say(form: Typed, refusal: Refusal) -> None:
    if refusal.reason in _AT_AMOUNT:
        form.amount.errors = [sentence(refusal)]
    elif refusal.reason in _AT_PAYMENT and isinstance(form, RepaidForm):
        form.payment.errors = [sentence(refusal)]
    else:
        form.form_errors.append(sentence(refusal))


def _again(place: Here, id: int, form: Typed) -> str:
    with session(engine()) as reading:
        return claim_page(reading, place, find_claim_or_404(reading, place, id), form)
