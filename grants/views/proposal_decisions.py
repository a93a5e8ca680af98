"""The second person's decision on a proposal: confirmed, declined; or withdrawn by its proposer."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import allows, here, person
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.entering.said import said
from grants.forms.proposal_form import DeclineForm, ProposalForm
from grants.models.proposals import Proposal, ProposalState
from grants.proposing import ProposalReason, confirm, decline, withdraw
from grants.views.before_proposing import status_of_refusal
from grants.views.proposals import find_or_404, page_of_proposal, proposals

__all__ = ["proposals"]

_OF_OTHERS = frozenset({ProposalReason.OWN, ProposalReason.NOT_OWN})


@proposals.post("/<int:id>/confirm")
@allows(Action.CONFIRM)
def proposal_confirm(programme: str, id: int) -> ResponseReturnValue:
    by, at = person().name, datetime.now(UTC)
    return _decided(
        programme,
        id,
        ProposalState.CONFIRMED,
        lambda books: confirm(books, id, by=by, at=at),
        _("Confirmed: it is booked."),
    )


@proposals.post("/<int:id>/decline")
@allows(Action.CONFIRM)
def proposal_decline(programme: str, id: int) -> ResponseReturnValue:
    by, at = person().name, datetime.now(UTC)
    form = DeclineForm()
    return _decided(
        programme,
        id,
        ProposalState.DECLINED,
        lambda books: decline(books, id, by=by, at=at, reason=form.reason.data or ""),
        _("Declined: nothing was booked."),
        form,
    )


@proposals.post("/<int:id>/withdraw")
@allows(Action.PROPOSE)
def proposal_withdraw(programme: str, id: int) -> ResponseReturnValue:
    by, at = person().name, datetime.now(UTC)
    return _decided(
        programme,
        id,
        ProposalState.WITHDRAWN,
        lambda books: withdraw(books, id, by=by, at=at),
        _("Withdrawn: nothing was booked."),
    )


def _decided(
    programme: str,
    id: int,
    then: ProposalState,
    decide: Callable[[Session], Proposal],
    done: str,
    declining: DeclineForm | None = None,
) -> ResponseReturnValue:
    """The answer to a decision. One that was taken by the same press of a button before is no fault."""
    with session(engine()) as reading:
        find_or_404(reading, here(reading, programme), id)
    form = declining or ProposalForm()
    if not form.validate():
        return page_of_proposal(programme, id, declining=declining, faults=_faults(form)), form.status
    try:
        transaction(engine(), decide)
    except NotEntered as refused:
        faults = list(dict.fromkeys(said(problem) for problem in refused.problems))
        return page_of_proposal(programme, id, faults=faults), HTTPStatus.UNPROCESSABLE_ENTITY
    except Refusal as refusal:
        if declining and refusal.reason == ProposalReason.NO_REASON:
            declining.reason.errors = [sentence(refusal)]
            return page_of_proposal(programme, id, declining=declining), declining.status
        if not _did_so_before(id, then):
            faults = [sentence(refusal)]
            return page_of_proposal(programme, id, declining=declining, faults=faults), _status_of(refusal)
    flash(done, "good")
    return redirect(url_for("proposals.proposal_list", programme=programme), HTTPStatus.SEE_OTHER)


def _status_of(refusal: Refusal) -> HTTPStatus:
    return HTTPStatus.FORBIDDEN if refusal.reason in _OF_OTHERS else status_of_refusal(refusal)


def _faults(form: ProposalForm | DeclineForm) -> list[str]:
    if form.errors.get("csrf_token"):
        return [_("This page was open for too long. Look it over, and decide once more.")]
    return []


def _did_so_before(id: int, then: ProposalState) -> bool:
    with session(engine()) as reading:
        proposal = reading.get_one(Proposal, id)
        return proposal.state is then and proposal.decided_by == person().name
