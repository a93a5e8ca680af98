"""Proposals of payments, and of what came back of one."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, select

from core.amounts import UnreadableAmount, read_amount_text
from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from grants.entering.entering import enter_new
from grants.entering.typed import Rows
from grants.forms.days import check_happened
from grants.forms.disbursement_form import payment_form, refund_form, rows_of_payment, rows_of_refund
from grants.forms.sheet_form import SheetForm
from grants.importing.importing import Imported
from grants.models.funds import Fund
from grants.models.payments import Disbursement
from grants.models.proposals import ProposalKind
from grants.payable import Payable, payable
from grants.paying.reached import has_milestones
from grants.views.before_proposing import Draft, taken
from grants.views.disbursements import disbursements, find_payment_or_404
from grants.visible import funds_within, projects_within
from grants.workbook.texts import clean_code
from household_groups.models.projects import Project

__all__ = ["disbursements"]
"""The blueprint, with the routes that this module adds."""


@dataclass(frozen=True)
class SeenPayment:
    """A payment as it would be booked; `standing` is what stands on its day with it."""

    payment: Disbursement
    standing: Payable

    @property
    def paid_before_minor(self) -> int:
        return self.standing.paid_minor - self.payment.amount_minor


Page = Callable[[SeenPayment | None], str]


@disbursements.route("/new", methods=["GET", "POST"])
@allows(Action.PROPOSE)
def disbursement_new(programme: str) -> ResponseReturnValue:
    """`?fund=…&project=…` chooses them ahead."""
    with session(engine()) as reading:
        place = here(reading, programme)
        ahead = {name: request.args.get(name, "") for name in ("fund", "project")}
        form = payment_form(reading, place.reach)(data=ahead)
        standing = _standing(reading, place, form)
        is_by_milestones = standing is not None and has_milestones(reading, standing.fund, standing.project)

    def page(seen: SeenPayment | None) -> str:
        return render_template(
            "grants/disbursement_new.html",
            form=form,
            seen=seen,
            standing=standing,
            has_milestones=is_by_milestones,
        )

    def check() -> None:
        check_happened(form["paid_on"], place.programme, datetime.now(UTC))
        _refuse_minus(form, _l("Money that came back is entered on the page of its payment."))

    if request.method != "POST":
        return page(None)
    rows = rows_of_payment(form)
    return _answer(place, form, rows, page, check)


@disbursements.route("/<code:disbursement>/refund", methods=["GET", "POST"])
@allows(Action.PROPOSE)
def disbursement_refund(programme: str, disbursement: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        payment, fund, project = find_payment_or_404(reading, place, disbursement)
    if payment.amount_minor < 0:
        abort(404)
    form = refund_form()()

    def page(seen: SeenPayment | None) -> str:
        return render_template(
            "grants/disbursement_refund.html",
            form=form,
            seen=seen,
            payment=payment,
            fund=fund,
            project=project,
        )

    def check() -> None:
        check_happened(form["paid_on"], place.programme, datetime.now(UTC))
        _refuse_minus(form, _l("Write the amount that came back, without a minus."))

    if request.method != "POST":
        return page(None)
    rows = rows_of_refund(form, payment, fund, project)
    return _answer(place, form, rows, page, check)


def _answer(
    place: Here, form: SheetForm, rows: Rows, page: Page, check: Callable[[], None]
) -> ResponseReturnValue:
    look = _looking(place, form)
    return taken(
        Draft(place.programme, ProposalKind.DISBURSEMENTS, form, rows, look, page, check, enter=enter_new)
    )


def _looking(place: Here, form: SheetForm) -> Callable[[Session, Imported], SeenPayment]:
    """The payment as it was entered."""

    def look(books: Session, _: Imported) -> SeenPayment:
        reference = clean_code(form["reference"].data.strip())
        payment, fund, project = find_payment_or_404(books, place, reference)
        return SeenPayment(payment, payable(books, fund, project, payment.paid_on))

    return look


def _standing(reading: Session, place: Here, form: SheetForm) -> Payable | None:
    """Of the fund and project that are chosen; nothing else is looked for."""
    if not all(_is_offered(form[name]) for name in ("fund", "project")):
        return None
    fund = reading.exec(select(Fund).where(funds_within(place.reach), Fund.code == form["fund"].data)).first()
    project = reading.exec(
        select(Project).where(projects_within(place.reach), Project.code == form["project"].data)
    ).first()
    return payable(reading, fund, project) if fund and project else None


def _is_offered(field: Any) -> bool:
    return any(choice.value == field.data for choice in field.choices)


def _refuse_minus(form: SheetForm, sentence: LazyString) -> None:
    field = form["amount"]
    with suppress(UnreadableAmount):
        if read_amount_text(field.data or "") < 0:
            field.errors = [*field.errors, str(sentence)]
