"""Payments of funds to projects, as they are read."""

import sqlalchemy as sa
from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.database import session
from core.rates import exchange_of
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.lists import containing, page_of
from grants.banking.account import What, line_of
from grants.documents.labels import DOCUMENT_KINDS
from grants.documents.listing import documents_of
from grants.evidence.files import files_of
from grants.forms.evidence_form import EvidenceForm
from grants.forms.money_filters import FundAndProjectFilter, asked
from grants.models.funds import Fund
from grants.models.payments import Disbursement
from grants.models.proposals import ProposalKind
from grants.payable import payable, refunds_of
from grants.paying.arrivals import Difference, difference_of, together
from grants.proposing_once import open_proposals
from grants.reviewing.payees import shown_payee
from grants.showing.money_totals import totals
from grants.views.evidence_of_money import is_added
from grants.views.money_story import story_of
from grants.visible_money import disbursements_within
from household_groups.models.projects import Project

disbursements = Blueprint("disbursements", __name__, url_prefix="/programmes/<code:programme>/disbursements")


@disbursements.get("")
@allows(Action.SEE_FUND)
def disbursement_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form = asked(FundAndProjectFilter, reading, place.reach)
        query = (
            sa.select(Disbursement, Fund, Project)
            .where(disbursements_within(place.reach))
            .where(col(Disbursement.fund_id) == Fund.id, col(Disbursement.project_id) == Project.id)
            .where(form.of_fund(), form.of_project(), form.between(col(Disbursement.paid_on)))
            .where(_with_text(form.given("text"), place.may(Action.SEE_HOUSEHOLDS)))
            .order_by(col(Disbursement.paid_on).desc(), col(Disbursement.reference).desc())
        )
        page = page_of(reading, query)
        added = totals(reading, query, col(Fund.currency), col(Disbursement.amount_minor))
        waiting = []
        if place.may(Action.PROPOSE):
            waiting = open_proposals(reading, place.programme_id, ProposalKind.DISBURSEMENTS)
        shown_page = render_template(
            "grants/disbursement_list.html",
            page=page,
            totals=added,
            differences=_differences(reading, place, query),
            form=form,
            waiting=waiting,
        )
        return shown_page, form.status if form.errors else 200


@disbursements.get("/<code:disbursement>")
@allows(Action.SEE_FUND)
def disbursement_detail(programme: str, disbursement: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        return _page(reading, here(reading, programme), disbursement, EvidenceForm())


@disbursements.post("/<code:disbursement>/evidence")
@allows(Action.MANAGE)
def disbursement_evidence(programme: str, disbursement: str) -> ResponseReturnValue:
    """A photo or PDF of the order, or of what the bank says."""
    with session(engine()) as reading:
        place = here(reading, programme)
        payment, _fund, _project = find_payment_or_404(reading, place, disbursement)
        had = len(files_of(reading, place.programme_id, "disbursements", payment.reference))
    form = EvidenceForm()
    if is_added(place, "disbursements", payment.reference, form, had):
        address = url_for(".disbursement_detail", programme=programme, disbursement=disbursement)
        return redirect(address, 303)
    with session(engine()) as reading:
        return _page(reading, place, disbursement, form), form.status


def _page(reading: Session, place: Here, reference: str, form: EvidenceForm) -> str:
    payment, fund, project = find_payment_or_404(reading, place, reference)
    return render_template(
        "grants/disbursement_detail.html",
        payment=payment,
        paid_to=shown_payee(payment.paid_to, place.may(Action.SEE_HOUSEHOLDS)),
        fund=fund,
        project=project,
        standing=payable(reading, fund, project),
        refunds=refunds_of(reading, payment),
        story=story_of(reading, place, "disbursements", payment.reference),
        line=line_of(reading, fund, What("disbursements", payment.reference)),
        documents=documents_of(reading, place.programme_id, "disbursements", payment.reference),
        kinds=DOCUMENT_KINDS,
        difference=difference_of(payment, fund.currency, exchange_of(reading, place.programme_id)),
        form=form,
    )


def find_payment_or_404(reading: Session, place: Here, reference: str) -> tuple[Disbursement, Fund, Project]:
    query = select(Disbursement, Fund, Project).where(
        disbursements_within(place.reach_of(Action.SEE_FUND)),
        Disbursement.reference == reference,
        Disbursement.fund_id == Fund.id,
        Disbursement.project_id == Project.id,
    )
    found = reading.exec(query).first()
    if found is None:
        abort(404)
    return found


def _differences(
    reading: Session, place: Here, query: sa.Select[Disbursement, Fund, Project]
) -> list[Difference]:
    """What was won or lost on the way by all payments of the list of which that is known."""
    arrived = query.where(col(Disbursement.arrived_amount_minor).is_not(None)).order_by(None)
    payments = ((payment, fund.currency) for payment, fund, _project in reading.execute(arrived))
    return together(payments, exchange_of(reading, place.programme_id))


def _with_text(text: str, may_see_people: bool) -> sa.ColumnElement[bool]:
    """Whoever reads only the initials of a payee finds nobody by a name either."""
    columns = [Disbursement.reference, Disbursement.bank_reference, Disbursement.milestone]
    if may_see_people:
        columns.append(Disbursement.paid_to)
    found = (containing(sa.func.coalesce(column, ""), text) for column in columns)
    return sa.or_(*found) if text else sa.true()
