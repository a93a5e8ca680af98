"""The second person's decision on a proposal: confirmed, declined; or withdrawn by its proposer."""

from datetime import UTC, datetime

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.roles import Action
from core.web.access import allows, person
from grants.forms.proposal_form import DeclineForm, OnBehalfForm, ProposalForm
from grants.models.proposals import ProposalState
from grants.proposing import confirm, decline, withdraw
from grants.views.deciding import Desk, decided
from grants.views.proposals import find_or_404, page_of_proposal, proposals

__all__ = ["proposals"]

_DESK = Desk(find_or_404, page_of_proposal, "proposals.proposal_list")


@proposals.post("/<int:id>/confirm")
@allows(Action.CONFIRM)
def proposal_confirm(programme: str, id: int) -> ResponseReturnValue:
    by, at, form = person().name, datetime.now(UTC), OnBehalfForm()
    return decided(
        *(_DESK, programme, id, ProposalState.CONFIRMED),
        lambda books: confirm(
            books, id, by=by, at=at, document=form.document.data, read=form.read.data or ""
        ),
        _("Confirmed: it is booked."),
        form,
    )


@proposals.post("/<int:id>/decline")
@allows(Action.CONFIRM)
def proposal_decline(programme: str, id: int) -> ResponseReturnValue:
    by, at, form = person().name, datetime.now(UTC), DeclineForm()
    return decided(
        *(_DESK, programme, id, ProposalState.DECLINED),
        lambda books: decline(books, id, by=by, at=at, reason=form.reason.data or ""),
        _("Declined: nothing was booked."),
        form,
    )


@proposals.post("/<int:id>/withdraw")
@allows(Action.PROPOSE)
def proposal_withdraw(programme: str, id: int) -> ResponseReturnValue:
    by, at = person().name, datetime.now(UTC)
    return decided(
        *(_DESK, programme, id, ProposalState.WITHDRAWN),
        lambda books: withdraw(books, id, by=by, at=at),
        _("Withdrawn: nothing was booked."),
        ProposalForm(),
    )
