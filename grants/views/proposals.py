"""The queue of proposals, and all that a second person needs to decide on one of them."""

from datetime import UTC, datetime
from http import HTTPStatus

import sqlalchemy as sa
from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.database import session
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.lists import page_of
from grants.agreeing.agreeing import needs_document, why_not_agreed_by
from grants.correcting.proposals import corrected_by, why_not_by
from grants.forms.proposal_form import DeclineForm, OnBehalfForm, ProposalFilter, ReadForm
from grants.models.proposals import Proposal, ProposalKind, ProposalState
from grants.proposed.labels import PROPOSAL_KINDS, PROPOSAL_STATES, PROPOSAL_TONES
from grants.proposed.outlook import outlook_of
from grants.proposed.rows import rows_in_words
from grants.proposed.titles import title_of
from grants.proposing import is_own, rows_of
from grants.views.asked import Asked

proposals = Blueprint("proposals", __name__, url_prefix="/programmes/<code:programme>/proposals")

_WORDS = {"kinds": PROPOSAL_KINDS, "states": PROPOSAL_STATES, "tones": PROPOSAL_TONES}


@proposals.get("")
@allows(Action.PROPOSE)
def proposal_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        form = ProposalFilter(request.args)
        is_sound = form.validate()
        query = sa.select(Proposal).where(col(Proposal.programme_id) == at.programme_id)
        query = query.where(*(form.conditions() if is_sound else [sa.false()]))
        page = page_of(reading, query.order_by(*_open_first()))
        found = [(proposal, title_of(proposal), is_own(proposal, person().name)) for proposal in page.rows]
    body = render_template("grants/proposal_list.html", form=form, page=page, found=found, **_WORDS)
    return body, HTTPStatus.OK if is_sound else form.status


@proposals.get("/<int:id>")
@allows(Action.PROPOSE)
def proposal_detail(programme: str, id: int) -> ResponseReturnValue:
    return page_of_proposal(programme, id)


def _open_first() -> tuple[sa.ColumnElement[int], ...]:
    """What waits, the oldest first; then what is decided, the latest first."""
    id, is_open = col(Proposal.id), col(Proposal.state) == ProposalState.OPEN
    return sa.case((is_open, 0), else_=1), sa.case((is_open, id), else_=-id)


def page_of_proposal(
    programme: str, id: int, form: Asked | None = None, faults: list[str] | None = None
) -> str:
    with session(engine()) as reading:
        at = here(reading, programme)
        proposal = find_or_404(reading, at, id)
        is_open = proposal.state is ProposalState.OPEN
        rows = rows_in_words(reading, at.programme, rows_of(proposal))
        reserved = _reserved(reading, proposal, person().name) if is_open else None
        on_behalf = is_open and _is_on_behalf(reading, proposal)
    by, now = person().name, datetime.now(UTC)
    outlook = outlook_of(engine(), at.programme, at.reach, proposal, by=by, at=now) if is_open else None
    behalf = form if isinstance(form, OnBehalfForm) else OnBehalfForm(formdata=None)
    behalf.read.data = outlook.read if outlook else ""  # what is shown now, whatever was sent
    return render_template(
        "grants/proposal_detail.html",
        proposal=proposal,
        title=title_of(proposal),
        rows=rows,
        outlook=outlook,
        is_own=is_own(proposal, by),
        reserved=reserved,
        confirming=ReadForm(formdata=None, data={"read": behalf.read.data}),
        on_behalf=behalf if on_behalf else None,
        declining=form if isinstance(form, DeclineForm) else DeclineForm(formdata=None),
        faults=faults or [],
        **_WORDS,
    )


def _reserved(reading: Session, proposal: Proposal, by: str) -> str | None:
    """Why somebody who did not propose it may not confirm it either."""
    rows = rows_of(proposal)
    if proposal.kind is ProposalKind.RULES:
        refusal = why_not_agreed_by(reading, proposal, rows, by)
    else:
        refusal = why_not_by(reading, corrected_by(reading, proposal.programme_id, rows), by)
    return sentence(refusal) if refusal else None


def _is_on_behalf(reading: Session, proposal: Proposal) -> bool:
    """Whether a manager who confirms it has to say how the donor agreed."""
    return proposal.kind is ProposalKind.RULES and needs_document(reading, proposal, rows_of(proposal))


def find_or_404(reading: Session, at: Here, id: int) -> Proposal:
    query = select(Proposal).where(Proposal.programme_id == at.programme_id, Proposal.id == id)
    proposal = reading.exec(query).first()
    if proposal is None:
        abort(404)
    return proposal
