"""Claims to what was disallowed: which are open and how old, and one of them with its steps."""

from datetime import UTC, date, datetime

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.lists import page_among
from grants.forms.money_filters import FundFilter, asked
from grants.forms.review_forms import RepaidForm, WaivedForm
from grants.models.funds import Fund
from grants.reviewing.ageing import AGES, aged
from grants.reviewing.claims import Claim, claims_of, find_claim
from grants.reviewing.excess import beyond_voucher
from grants.reviewing.labels import STEPS
from grants.reviewing.step_words import steps_to_read
from grants.reviewing.threads import funds_that_claim
from grants.reviewing.visible import may_read, may_see_claim, may_waive
from grants.workbook.mapping import as_text

clawbacks = Blueprint("clawbacks", __name__, url_prefix="/programmes/<code:programme>/clawbacks")

Typed = RepaidForm | WaivedForm


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
        return claim_page(reading, place, find_claim_or_404(reading, place, clawback))


def find_claim_or_404(reading: Session, place: Here, id: int) -> Claim:
    claim = find_claim(reading, place.programme_id, id)
    if claim is None or not may_see_claim(place, claim):
        abort(404)
    return claim


def claim_page(reading: Session, place: Here, claim: Claim, typed: Typed | None = None) -> str:
    """With what was typed, if it was refused. Of a settled claim nothing is asked any more."""
    beyond = beyond_voucher(reading, claim)
    repaid, waived = _forms(claim, beyond, typed)
    return render_template(
        "grants/clawback_detail.html",
        claim=claim,
        typed=typed,
        repaid=repaid if claim.open_minor and place.may(Action.MANAGE) else None,
        waived=waived if claim.open_minor and may_waive(place, claim) else None,
        beyond=beyond,
        led=_led(reading, place, claim),
        readable=steps_to_read(reading, place, claim),
        steps=STEPS,
        days=(_today(place) - claim.opened_on).days,
    )


def _forms(claim: Claim, beyond: int, typed: Typed | None) -> tuple[RepaidForm, WaivedForm]:
    """Waived is what corrections left nothing of, else all that is open."""
    seen, amount = str(len(claim.steps)), as_text(beyond or claim.open_minor, claim.currency)
    if typed is not None:
        typed.seen.data = seen
    repaid = typed if isinstance(typed, RepaidForm) else RepaidForm(formdata=None, data={"seen": seen})
    known = {"seen": seen, "amount": amount}
    waived = typed if isinstance(typed, WaivedForm) else WaivedForm(formdata=None, data=known)
    for name, form in (("repaid", repaid), ("waived", waived)):
        for field in form:
            field.id = field.label.field_id = f"{name}-{field.name}"
    return repaid, waived


def _led(reading: Session, place: Here, claim: Claim) -> list[Fund | None]:
    """The funds whose verdict led to it; one None for all whose threads the person does not read."""
    ids = funds_that_claim(reading, place.programme_id, claim.expenditure)
    funds = reading.exec(select(Fund).where(col(Fund.id).in_(ids)).order_by(col(Fund.code))).all()
    own = [each for each in funds if may_read(place, each.code)]
    return [*own, None] if len(own) < len(funds) else [*own]


def _today(place: Here) -> date:
    return today_in(place.programme, datetime.now(UTC))
