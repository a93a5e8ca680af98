"""The donor's desk: rules proposed for their funds, to read as sentences and to agree to or decline."""

from datetime import UTC, datetime
from itertools import islice

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from grants.agreeing.proposed import those_within
from grants.agreeing.waiting import waits_for
from grants.forms.proposal_form import DeclineForm, ReadForm
from grants.models.proposals import Proposal, ProposalKind, ProposalState
from grants.proposed.labels import PROPOSAL_STATES, PROPOSAL_TONES
from grants.proposed.outlook import outlook_of
from grants.proposed.titles import title_of
from grants.proposing import confirm, decline, is_own, rows_of
from grants.views.asked import Asked
from grants.views.deciding import Desk, decided

agreements = Blueprint("agreements", __name__, url_prefix="/programmes/<code:programme>/agreements")

_SHOWN = 200
"""Of those that are decided, the latest."""
_WORDS = {"states": PROPOSAL_STATES, "tones": PROPOSAL_TONES}


@agreements.get("")
@allows(Action.AGREE)
def agreement_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        waiting = waits_for(reading, place.reach)
        decided_on = _decided(reading, place)
        found = [(each, title_of(each)) for each in (*waiting, *decided_on)]
        return render_template("grants/agreement_list.html", found=found, **_WORDS)


@agreements.get("/<int:id>")
@allows(Action.AGREE)
def agreement_detail(programme: str, id: int) -> ResponseReturnValue:
    return _page(programme, id, None, [])


@agreements.post("/<int:id>/agree")
@allows(Action.AGREE)
def agreement_agree(programme: str, id: int) -> ResponseReturnValue:
    by, at, form = person().name, datetime.now(UTC), ReadForm()
    return decided(
        *(_DESK, programme, id, ProposalState.CONFIRMED),
        lambda books: confirm(books, id, by=by, at=at, read=form.read.data or ""),
        _("Agreed: the rule is booked as you read it."),
        form,
    )


@agreements.post("/<int:id>/decline")
@allows(Action.AGREE)
def agreement_decline(programme: str, id: int) -> ResponseReturnValue:
    by, at, form = person().name, datetime.now(UTC), DeclineForm()
    return decided(
        *(_DESK, programme, id, ProposalState.DECLINED),
        lambda books: decline(books, id, by=by, at=at, reason=form.reason.data or ""),
        _("Declined: nothing was booked. Who proposed it reads your reason."),
        form,
    )


def _find_or_404(reading: Session, place: Here, id: int) -> Proposal:
    query = select(Proposal).where(Proposal.programme_id == place.programme_id, Proposal.id == id)
    proposal = reading.exec(query).first()
    if proposal is None or not any(those_within(reading, place.reach, [proposal])):
        abort(404)
    return proposal


def _decided(reading: Session, place: Here) -> list[Proposal]:
    """The latest first."""
    query = (
        select(Proposal)
        .where(Proposal.programme_id == place.programme_id, Proposal.kind == ProposalKind.RULES)
        .where(Proposal.state != ProposalState.OPEN)
        .order_by(col(Proposal.id).desc())
    )
    found = reading.exec(query).all()
    return list(islice(those_within(reading, place.reach, found), _SHOWN))


def _page(programme: str, id: int, form: Asked | None, faults: list[str]) -> str:
    by, now = person().name, datetime.now(UTC)
    with session(engine()) as reading:
        place = here(reading, programme)
        proposal = _find_or_404(reading, place, id)
    is_open = proposal.state is ProposalState.OPEN
    outlook = outlook_of(engine(), place.programme, place.reach, proposal, by=by, at=now) if is_open else None
    codes = sorted({row["code"] for row in rows_of(proposal).get("rules", ()) if row.get("code")})
    return render_template(
        "grants/agreement_detail.html",
        proposal=proposal,
        title=title_of(proposal),
        codes=codes,
        outlook=outlook,
        is_own=is_own(proposal, by),
        agreeing=ReadForm(formdata=None, data={"read": outlook.read if outlook else ""}),
        declining=form if isinstance(form, DeclineForm) else DeclineForm(formdata=None),
        faults=faults,
        **_WORDS,
    )


_DESK = Desk(_find_or_404, _page, "agreements.agreement_list")
