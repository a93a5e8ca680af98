"""Vouchers of projects: what was spent, on what, paid to whom."""

import sqlalchemy as sa
from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.lists import containing, page_of
from grants.documents.labels import DOCUMENT_KINDS
from grants.documents.listing import documents_of
from grants.entering.choices import CATEGORIES
from grants.evidence.files import files_of
from grants.forms.evidence_form import EvidenceForm
from grants.forms.money_filters import ProjectFilter, asked
from grants.models.funds import Fund
from grants.models.payments import Expenditure
from grants.reviewing.labels import STANDINGS, TONES, VERDICT_TONES, VERDICTS
from grants.reviewing.payees import shown_payee
from grants.showing.money_totals import totals
from grants.spending.flags import FLAGS
from grants.spending.paid_by import paid_by
from grants.spending.vouchers import about_voucher
from grants.views.evidence_of_money import is_added
from grants.views.review_part import review_part
from grants.visible_money import expenditures_within
from household_groups.models.projects import Project
from household_groups.models.registry import Community

expenditures = Blueprint("expenditures", __name__, url_prefix="/programmes/<code:programme>/expenditures")


@expenditures.get("")
@allows(Action.SEE_PROJECT_MONEY)
def expenditure_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form = asked(ProjectFilter, reading, place.reach)
        query = (
            sa.select(Expenditure, Project)
            .where(expenditures_within(place.reach), col(Expenditure.project_id) == Project.id)
            .where(form.of_project(), form.between(col(Expenditure.spent_on)))
            .where(_with_text(form.given("text"), place.may(Action.SEE_HOUSEHOLDS)))
            .order_by(col(Expenditure.spent_on).desc(), col(Expenditure.reference).desc())
        )
        page = page_of(reading, query)
        added = totals(reading, query, col(Expenditure.currency), col(Expenditure.amount_minor))
        shown = render_template(
            "grants/expenditure_list.html",
            page=page,
            totals=added,
            form=form,
            categories=CATEGORIES,
            shown_payee=shown_payee,
        )
        return shown, form.status if form.errors else 200


@expenditures.get("/<code:expenditure>")
@allows(Action.SEE_PROJECT_MONEY)
def expenditure_detail(programme: str, expenditure: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        return _page(reading, here(reading, programme), expenditure, EvidenceForm())


@expenditures.post("/<code:expenditure>/evidence")
@allows(Action.MANAGE)
def expenditure_evidence(programme: str, expenditure: str) -> ResponseReturnValue:
    """A photo or PDF of the invoice."""
    with session(engine()) as reading:
        place = here(reading, programme)
        voucher, _project = _find_or_404(reading, place, expenditure)
        had = len(files_of(reading, place.programme_id, "expenditures", voucher.reference))
    form = EvidenceForm()
    if is_added(place, "expenditures", voucher.reference, form, had):
        address = url_for(".expenditure_detail", programme=programme, expenditure=expenditure)
        return redirect(address, 303)
    with session(engine()) as reading:
        return _page(reading, place, expenditure, form), form.status


def _page(reading: Session, place: Here, reference: str, form: EvidenceForm) -> str:
    voucher, project = _find_or_404(reading, place, reference)
    visible = select(Expenditure).where(expenditures_within(place.reach))
    corrections = visible.where(Expenditure.corrects == voucher.reference)
    sees_all = place.reach.has_community(reading.get_one(Community, project.community_id).code)
    found = about_voucher(reading, project, voucher)
    return render_template(
        "grants/expenditure_detail.html",
        voucher=voucher,
        project=project,
        fund=reading.get(Fund, voucher.fund_id) if voucher.fund_id else None,
        corrected=reading.exec(visible.where(Expenditure.reference == voucher.corrects)).first(),
        corrections=reading.exec(corrections.order_by(col(Expenditure.spent_on))).all(),
        categories=CATEGORIES,
        told=found,
        paid_by=paid_by([found.share] if found.share else [], None if sees_all else place.reach),
        flags=FLAGS,
        files=documents_of(reading, place.programme_id, "expenditures", voucher.reference),
        kinds=DOCUMENT_KINDS,
        form=form,
        payee=shown_payee(voucher.payee, place.may(Action.SEE_HOUSEHOLDS)),
        reviewed=review_part(reading, place, voucher),
        review_standings=STANDINGS,
        review_tones=TONES,
        review_verdicts=VERDICTS,
        review_verdict_tones=VERDICT_TONES,
    )


def _find_or_404(reading: Session, place: Here, reference: str) -> tuple[Expenditure, Project]:
    query = select(Expenditure, Project).where(
        expenditures_within(place.reach),
        Expenditure.reference == reference,
        Expenditure.project_id == Project.id,
    )
    found = reading.exec(query).first()
    if found is None:
        abort(404)
    return found


def _with_text(text: str, may_see_people: bool) -> sa.ColumnElement[bool]:
    """Whoever reads only the initials of a payee finds nobody by a name either."""
    columns = [Expenditure.reference, Expenditure.invoice_no, Expenditure.description]
    if may_see_people:
        columns.append(Expenditure.payee)
    found = (containing(sa.func.coalesce(column, ""), text) for column in columns)
    return sa.or_(*found) if text else sa.true()
