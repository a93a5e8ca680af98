"""A reversal proposed: a verified contribution taken back, wholly or in part, once a second person confirms it."""

from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select

from core.database import session
from core.journal.verify import head_of
from core.programmes import today_in
from core.roles import Action
from core.web.access import allows, here
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.entering.problems import EntryProblem
from grants.forms.days import check_happened
from grants.forms.reversal_form import ReversalForm
from grants.forms.row_form import require
from grants.importing.importing import Imported
from grants.models.proposals import ProposalKind
from grants.showing.decisions_in_words import DecisionInWords, decisions_since
from grants.views.before_proposing import Draft, taken
from grants.visible import contribution_within
from grants.workbook.problems import Problem
from household_groups.models.contributions import Contribution, ContributionStatus, Reversal

reversal = Blueprint("reversal", __name__)


@reversal.route(
    "/programmes/<code:programme>/contributions/<code:reference>/reverse", methods=["GET", "POST"]
)
@allows(Action.PROPOSE)
def reversal_new(programme: str, reference: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        contribution = _find_or_404(reading, contribution_within(at.reach, reference))
        left = contribution.amount_minor - _reversed(reading, contribution)
    now = datetime.now(UTC)
    form = ReversalForm(data={"reversed_on": today_in(at.programme, now).isoformat()})
    is_verified = contribution.status is ContributionStatus.VERIFIED

    def page(seen: list[DecisionInWords] | None) -> str:
        return render_template(
            "grants/reversal_new.html",
            contribution=contribution,
            left=left,
            may_reverse=is_verified and left > 0,
            form=form,
            seen=seen,
        )

    def check() -> None:
        check_happened(form.reversed_on, at.programme, now)
        require(form.reason, _l("Say why it is taken back."))

    def look(books: Session, entered: Imported) -> list[DecisionInWords]:
        if entered.is_no_change:
            named = {"column": "reversed_on", "code": contribution.reference}
            raise NotEntered([Problem(EntryProblem.REVERSED_ALREADY, "reversals", "reversed_on 1", named)])
        _, seq, _ = head_of(books, at.programme_id)
        return decisions_since(books, at.programme_id, seq - entered.events)

    if request.method != "POST":
        return page(None)
    rows = form.rows(contribution.reference)
    return taken(Draft(at.programme, ProposalKind.REVERSALS, form, rows, look, page, check))


def _find_or_404(reading: Session, is_it: sa.ColumnElement[bool]) -> Contribution:
    found = reading.exec(select(Contribution).where(is_it)).first()
    if found is None:
        abort(404)
    return found


def _reversed(reading: Session, contribution: Contribution) -> int:
    """How much of it was taken back so far."""
    query = sa.select(sa.func.sum(col(Reversal.amount_minor)))
    return int(
        reading.execute(query.where(col(Reversal.contribution_id) == contribution.id)).scalar_one() or 0
    )
