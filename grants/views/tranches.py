"""Tranches: the list, the page of one, and asking for one under a milestone."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col

from core.amounts import UnreadableAmount, read_amount_text
from core.database import session, transaction
from core.errors import Refusal
from core.money import AmountTooLarge, TooManyDecimals, to_minor
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.lists import containing, page_of
from grants.entering.entering import NotEntered
from grants.forms.money_filters import asked as asked_filter
from grants.forms.paying_forms import ApproveForm, ReasonForm, TrancheFilter, tranche_form
from grants.forms.sheet_form import SheetForm
from grants.models.milestones import Tranche
from grants.paying.allowances import allowances
from grants.paying.asking import Deed, Wanted, ask_tranche, find_reached
from grants.paying.labels import DECISIONS, STATES, TONES
from grants.paying.reading import Asked, Reached, tranche_query, tranches_of, with_milestones
from grants.paying.refusals import PayingReason
from grants.paying.states import APPROVALS_NEEDED, State, Who, is_barred
from grants.paying.tranche_states import in_state
from grants.paying.visible import tranches_within
from grants.views.milestones import find_milestone_or_404
from household_groups.models.registry import Community

tranches = Blueprint("tranches", __name__, url_prefix="/programmes/<code:programme>")

_FIELD_OF = {
    PayingReason.BEFORE_MILESTONE: "override_reason",
    PayingReason.BEYOND_ALLOWED: "amount",
}


@tranches.get("/tranches")
@allows(Action.SEE_PROJECT_MONEY)
def tranche_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form = asked_filter(TrancheFilter, reading, place.reach)
        query = tranche_query().where(
            tranches_within(place.reach),
            *(form.of_fund(), form.of_project(), form.between(col(Tranche.asked_on))),
            *(_in_state(place, form), _with_text(form.given("text"))),
        )
        page = page_of(reading, query.order_by(col(Tranche.asked_on).desc(), col(Tranche.id).desc()))
        rows = with_milestones([(row[0], row[1], row[2]) for row in page.rows], reading)
        shown = render_template(
            "grants/tranche_list.html", page=page, form=form, rows=rows, states=STATES, tones=TONES
        )
        return shown, form.status if form.errors else 200


@tranches.get("/tranches/<code:tranche>")
@allows(Action.SEE_PROJECT_MONEY)
def tranche_detail(programme: str, tranche: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return tranche_page(reading, place, find_tranche_or_404(reading, place, tranche))


@tranches.route(
    "/milestones/<code:project>/<code:fund>/<code:milestone>/tranches/new", methods=["GET", "POST"]
)
@allows(Action.ASK_PAYMENT)
def tranche_new(programme: str, project: str, fund: str, milestone: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        reached = find_milestone_or_404(reading, place, project, fund, milestone)
        found = allowances(reading, reached.fund, reached.project)
    form = tranche_form()()
    deed = Deed(place.programme, person().name, datetime.now(UTC))

    def page() -> str:
        return render_template(
            "grants/tranche_new.html",
            form=form,
            reached=reached,
            allowance=found.of(milestone),
            left=found.left_minor(milestone),
            is_early=not reached.is_certified_by(deed.today),
        )

    if request.method != "POST":
        return page()
    if not form.validate():
        return page(), form.status
    amount = amount_in(form, reached.fund.currency)
    if amount is None:
        return page(), form.status
    wanted = Wanted(
        *(reached.fund, reached.project, reached.milestone.code, amount),
        str(form["words"].data or ""),
        str(form["override_reason"].data or ""),
    )
    try:
        reference = transaction(engine(), lambda writing: ask_tranche(writing, deed, wanted))
    except NotEntered as refused:
        form.take(refused.problems)
        return page(), form.status
    except Refusal as refusal:
        _at_field(form, refusal)
        return page(), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Asked. Two others approve %(reference)s before it is paid.", reference=reference), "good")
    return redirect(url_for(".tranche_detail", programme=programme, tranche=reference), 303)


def find_tranche_or_404(reading: Session, place: Here, reference: str) -> Asked:
    """Within how far the route's action goes."""
    found = tranches_of(reading, tranches_within(place.reach), col(Tranche.reference) == reference)
    if not found:
        abort(404)
    return found[0]


def tranche_page(
    reading: Session, place: Here, asked: Asked, *, faults: list[str] | None = None, **forms: Any
) -> str:
    """`forms` are those that are shown again: declining, withdrawing."""
    name, asker = place.person.name, asked.tranche.asked_by
    community = reading.get_one(Community, asked.project.community_id)
    approved_by = [step.decided_by for step in asked.approvals]
    return render_template(
        "grants/tranche_detail.html",
        asked=asked,
        reached=_reached(reading, asked),
        allowance=allowances(reading, asked.fund, asked.project),
        approving=ApproveForm(formdata=None),
        declining=forms.get("declining") or ReasonForm(formdata=None),
        withdrawing=forms.get("withdrawing") or ReasonForm(formdata=None),
        needed=APPROVALS_NEEDED,
        is_own=not is_barred(Who.ASKER, name, asker, ()),
        has_approved=is_barred(Who.ANOTHER_EACH_TIME, name, "", approved_by),
        confirms=place.may(Action.CONFIRM),
        asks=place.reach_of(Action.ASK_PAYMENT).has_community(community.code),
        states=STATES,
        tones=TONES,
        story=_story(asked),
        faults=faults or [],
    )


def _reached(reading: Session, asked: Asked) -> Reached | None:
    return None if asked.milestone is None else find_reached(reading, asked.milestone.id or 0)


def _story(asked: Asked) -> list[dict[str, Any]]:
    tranche = asked.tranche
    story: list[dict[str, Any]] = [
        {"on": tranche.asked_on, "what": _("Asked for"), "by": tranche.asked_by, "detail": tranche.words}
    ]
    story += [
        {
            "on": step.decided_on,
            "what": DECISIONS[step.decision],
            "by": step.decided_by,
            "detail": step.reason,
        }
        for step in asked.steps
    ]
    return story


def _in_state(place: Here, form: TrancheFilter) -> sa.ColumnElement[bool]:
    chosen = form.given("state")
    return in_state(place.programme_id, State(chosen)) if chosen else sa.true()


def _with_text(text: str) -> sa.ColumnElement[bool]:
    columns = (Tranche.reference, Tranche.milestone, Tranche.asked_by, Tranche.words)
    found = (containing(sa.func.coalesce(column, ""), text) for column in columns)
    return sa.or_(*found) if text else sa.true()


def amount_in(form: SheetForm, currency: str) -> int | None:
    """In minor units; None with what is wrong said beside the field."""
    field = form["amount"]
    try:
        minor = to_minor(read_amount_text(field.data or ""), currency)
    except UnreadableAmount:
        field.errors = [_("This is no amount. Write it like 1234.50 or 1 234,50.")]
        return None
    except (TooManyDecimals, AmountTooLarge):
        field.errors = [_("%(currency)s has no such amount. Look at its decimals.", currency=currency)]
        return None
    if minor <= 0:
        field.errors = [_("An amount above 0 is expected.")]
        return None
    return minor


def _at_field(form: SheetForm, refusal: Refusal) -> None:
    column = next((name for reason, name in _FIELD_OF.items() if reason == refusal.reason), None)
    if column is None:
        form.form_errors.append(sentence(refusal))
    else:
        form[column].errors = [sentence(refusal)]
