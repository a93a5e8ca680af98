"""Claims to what was disallowed: which are open and how old, one with its steps, and what became of it."""

from datetime import UTC, date, datetime

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, select

from core.amounts import UnreadableAmount, read_amount_text
from core.database import session, transaction
from core.errors import Refusal
from core.money import AmountTooLarge, TooManyDecimals, to_minor
from core.programmes import today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.lists import page_among
from grants.entering.entering import NotEntered
from grants.entering.said import said
from grants.forms.money_filters import FundFilter, asked
from grants.forms.review_forms import RepaidForm, WaivedForm
from grants.models.funds import Fund
from grants.paying.asking import Deed
from grants.reviewing.ageing import AGES, aged
from grants.reviewing.claiming import ClaimMoved, repay, waive
from grants.reviewing.claims import Claim, claims_of, find_claim
from grants.reviewing.labels import STEPS
from grants.reviewing.refusals import ReviewReason
from grants.reviewing.threads import funds_that_disallow
from grants.reviewing.visible import may_read, may_see_claim, may_waive

clawbacks = Blueprint("clawbacks", __name__, url_prefix="/programmes/<code:programme>/clawbacks")


@clawbacks.get("")
@allows(Action.SEE_FUND)
def clawback_list(programme: str) -> ResponseReturnValue:
    """Those that are open; `?fund=…` those that are owed to a fund."""
    with session(engine()) as reading:
        place = here(reading, programme)
        form = asked(FundFilter, reading, place.reach)
        found = [each for each in claims_of(reading, place.programme_id) if may_see_claim(place, each)]
        if form.given("fund"):
            found = [each for each in found if each.fund == form.given("fund")]
        if form.given("text"):
            found = [each for each in found if form.given("text").casefold() in each.expenditure.casefold()]
        still = [each for each in found if each.open_minor]
        shown = render_template(
            "grants/clawback_list.html",
            form=form,
            page=page_among(still),
            closed=len(found) - len(still),
            ages=aged(still, _today(place)),
            words=AGES,
            today=_today(place),
        )
        return shown, form.status if form.errors else 200


@clawbacks.get("/<int:clawback>")
@allows(Action.SEE_FUND)
def clawback_detail(programme: str, clawback: int) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return _page(reading, place, _find_or_404(reading, place, clawback))


@clawbacks.post("/<int:clawback>/repaid")
@allows(Action.MANAGE)
def clawback_repaid(programme: str, clawback: int) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        claim = _find_or_404(reading, place, clawback)
    form = RepaidForm()
    minor = _amount(form, claim.currency) if form.validate() else None
    if minor is None:
        return _again(place, clawback, form), form.status
    deed, seen = _deed(place), _number(form.seen.data)
    typed = (minor, str(form.payment.data or ""), str(form.reason.data or ""))
    try:
        transaction(engine(), lambda writing: repay(writing, deed, clawback, *typed, seen))
    except ClaimMoved:
        return _moved(place, clawback, form)
    except Refusal as refusal:
        field = form.amount if refusal.reason == ReviewReason.BEYOND_CLAIM else form.payment
        field.errors = [sentence(refusal)]
        return _again(place, clawback, form), form.status
    except NotEntered as refused:
        form.form_errors += [said(problem) for problem in refused.problems]
        return _again(place, clawback, form), form.status
    flash(_("Entered: what came back of %(voucher)s.", voucher=claim.expenditure), "good")
    return redirect(url_for(".clawback_detail", programme=programme, clawback=clawback), 303)


@clawbacks.post("/<int:clawback>/waived")
@allows(Action.SEE_FUND)
def clawback_waived(programme: str, clawback: int) -> ResponseReturnValue:
    """By whoever it is owed to; for anybody else the claim is not there to be waived."""
    with session(engine()) as reading:
        place = here(reading, programme)
        claim = _find_or_404(reading, place, clawback)
    if not may_waive(place, claim):
        abort(404)
    form = WaivedForm()
    form.validate()
    if form.errors:
        return _again(place, clawback, form), form.status
    deed, seen = _deed(place), _number(form.seen.data)
    try:
        transaction(
            engine(), lambda writing: waive(writing, deed, clawback, str(form.reason.data or ""), seen)
        )
    except ClaimMoved:
        return _moved(place, clawback, form)
    except Refusal as refusal:
        form.reason.errors = [sentence(refusal)]
        return _again(place, clawback, form), form.status
    flash(_("What was open of %(voucher)s is waived.", voucher=claim.expenditure), "good")
    return redirect(url_for(".clawback_detail", programme=programme, clawback=clawback), 303)


def _find_or_404(reading: Session, place: Here, id: int) -> Claim:
    claim = find_claim(reading, place.programme_id, id)
    if claim is None or not may_see_claim(place, claim):
        abort(404)
    return claim


def _again(place: Here, id: int, form: RepaidForm | WaivedForm) -> str:
    with session(engine()) as reading:
        return _page(reading, place, _find_or_404(reading, place, id), form)


def _moved(place: Here, id: int, form: RepaidForm | WaivedForm) -> ResponseReturnValue:
    form.form_errors.append(sentence(Refusal(ReviewReason.SAID_MEANWHILE)))
    return _again(place, id, form), 409


def _page(reading: Session, place: Here, claim: Claim, typed: RepaidForm | WaivedForm | None = None) -> str:
    seen = str(len(claim.steps))
    if typed is not None:
        typed.seen.data = seen
    repaid = typed if isinstance(typed, RepaidForm) else RepaidForm(formdata=None, data={"seen": seen})
    waived = typed if isinstance(typed, WaivedForm) else WaivedForm(formdata=None, data={"seen": seen})
    for name, form in (("repaid", repaid), ("waived", waived)):
        for field in form:
            field.id = field.label.field_id = f"{name}-{field.name}"
    led = _led(reading, place, claim)
    return render_template(
        "grants/clawback_detail.html",
        claim=claim,
        repaid=repaid if claim.open_minor and place.may(Action.MANAGE) else None,
        waived=waived if claim.open_minor and may_waive(place, claim) else None,
        led=[fund for fund in led if fund is not None],
        by_another=None in led,
        sees_words=None not in led,
        steps=STEPS,
        days=(_today(place) - claim.opened_on).days,
    )


def _led(reading: Session, place: Here, claim: Claim) -> list[Fund | None]:
    """The funds whose verdict led to it; None for one whose thread the person does not read."""
    ids = funds_that_disallow(reading, place.programme_id, claim.expenditure)
    found = list(reading.exec(select(Fund).where(Fund.programme_id == place.programme_id)))
    return [each if may_read(place, each.code) else None for each in found if each.id in ids]


def _amount(form: RepaidForm, currency: str) -> int | None:
    """None where it cannot be read, which is said beside the field."""
    try:
        return to_minor(read_amount_text(str(form.amount.data or "")), currency)
    except UnreadableAmount:
        form.amount.errors = [_("This is no clear amount. Write it like 1234.50.")]
    except (AmountTooLarge, TooManyDecimals):
        form.amount.errors = [_("%(currency)s has no such amount.", currency=currency)]
    return None


def _deed(place: Here) -> Deed:
    return Deed(place.programme, person().name, datetime.now(UTC))


def _today(place: Here) -> date:
    return today_in(place.programme, datetime.now(UTC))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else -1
