"""A second person's decision on a proposal, at the desk where they look at it: the manager's or the donor's."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import session, transaction
from core.errors import Refusal
from core.sentences import sentence
from core.web.access import Here, here, person
from core.web.engine import engine
from grants.agreeing.refusals import AgreementReason
from grants.entering.entering import NotEntered
from grants.entering.said import said
from grants.models.proposals import Proposal, ProposalState
from grants.proposing import ProposalReason
from grants.views.asked import Asked
from grants.views.before_proposing import status_of_refusal

_OF_OTHERS = frozenset({ProposalReason.OWN, ProposalReason.NOT_OWN, AgreementReason.NOT_THE_DONOR})
_FIELDS = {ProposalReason.NO_REASON: "reason", AgreementReason.NO_DOCUMENT: "document"}
"""Beside which field a refusal is said, where the form has it."""


@dataclass(frozen=True)
class Desk:
    """`find` aborts with 404 for what is not theirs; `page` shows a proposal with the form that was sent, and with
    what was wrong; `back` is the list that they came from.
    """

    find: Callable[[Session, Here, int], Proposal]
    page: Callable[[str, int, Asked | None, list[str]], str]
    back: str


def decided(
    desk: Desk,
    programme: str,
    id: int,
    then: ProposalState,
    decide: Callable[[Session], Proposal],
    done: str,
    form: Asked,
) -> ResponseReturnValue:
    """The answer to a decision. One that was taken by the same press of a button before is no fault."""
    with session(engine()) as reading:
        desk.find(reading, here(reading, programme), id)
    if not form.validate():
        return desk.page(programme, id, form, _faults(form)), form.status
    try:
        transaction(engine(), decide)
    except NotEntered as refused:
        faults = list(dict.fromkeys(said(problem) for problem in refused.problems))
        return desk.page(programme, id, form, faults), HTTPStatus.UNPROCESSABLE_ENTITY
    except Refusal as refusal:
        field = _FIELDS.get(refusal.reason, "")  # type: ignore[call-overload]
        if field in form:
            form[field].errors = [sentence(refusal)]
            return desk.page(programme, id, form, []), form.status
        if not _did_so_before(id, then):
            return desk.page(programme, id, form, [sentence(refusal)]), _status_of(refusal)
    flash(done, "good")
    return redirect(url_for(desk.back, programme=programme), HTTPStatus.SEE_OTHER)


def _status_of(refusal: Refusal) -> HTTPStatus:
    return HTTPStatus.FORBIDDEN if refusal.reason in _OF_OTHERS else status_of_refusal(refusal)


def _faults(form: Asked) -> list[str]:
    if form.errors.get("csrf_token"):
        return [_("This page was open for too long. Look it over, and decide once more.")]
    return []


def _did_so_before(id: int, then: ProposalState) -> bool:
    with session(engine()) as reading:
        proposal = reading.get_one(Proposal, id)
        return proposal.state is then and proposal.decided_by == person().name
