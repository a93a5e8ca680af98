"""Setting right what is stored to what the events give: proposed by one manager, confirmed by another one."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.accounts.names import name_key
from core.database import session, transaction
from core.errors import Refusal
from core.journal.heads import KeptHeads
from core.programmes import Programme
from core.roles import Action
from core.sentences import sentence
from core.verification import latest_run
from core.web.access import allows, here, person
from core.web.engine import engine
from core.web.heads import kept_heads
from grants.forms.proposal_form import DeclineForm, ProposalForm
from grants.forms.repair_form import RepairForm
from grants.models.quarantine import MatchRepair
from grants.quarantine.deciding import (
    RepairReason,
    check_repairable,
    confirm_repair,
    decline_repair,
    propose_repair,
    waiting_repair,
)
from grants.quarantine.finding import consequences_of
from grants.quarantine.repairing import digest_of
from grants.quarantine.results import look_at
from grants.quarantine.showing import MOST_SHOWN, balances_shown, entries_shown
from grants.verifying.rebuilding import Consequences

repair = Blueprint("repair", __name__, url_prefix="/programmes/<code:programme>/integrity/repair")


@repair.get("")
@allows(Action.PROPOSE)
def repair_detail(programme: str) -> ResponseReturnValue:
    return _page(programme)


@repair.post("")
@allows(Action.PROPOSE)
def repair_propose(programme: str) -> ResponseReturnValue:
    form, by, at, kept = RepairForm(), person().name, datetime.now(UTC), kept_heads()
    seen, reason = form.seen.data or "", form.reason.data or ""
    return _decided(
        programme,
        form,
        lambda books, of: propose_repair(books, of, seen, reason, kept, by=by, at=at),
        _("Proposed. It is set right once somebody else confirms it."),
    )


@repair.post("/confirm")
@allows(Action.CONFIRM)
def repair_confirm(programme: str) -> ResponseReturnValue:
    by, at, kept = person().name, datetime.now(UTC), kept_heads()
    return _decided(
        programme,
        ProposalForm(),
        lambda books, of: confirm_repair(books, of, kept, by=by, at=at),
        _("Set right: what is stored is what the events give, and the books were verified."),
    )


@repair.post("/decline")
@allows(Action.CONFIRM)
def repair_decline(programme: str) -> ResponseReturnValue:
    form, by, at = DeclineForm(), person().name, datetime.now(UTC)
    reason = form.reason.data or ""
    return _decided(
        programme,
        form,
        lambda books, of: decline_repair(books, of, reason, by=by, at=at),
        _("Declined: nothing was altered."),
    )


Decision = Callable[[Session, Programme], MatchRepair]


def _decided(
    programme: str, form: RepairForm | ProposalForm | DeclineForm, decide: Decision, done: str
) -> ResponseReturnValue:
    with session(engine()) as reading:
        id = here(reading, programme).programme_id
    if not form.validate():
        return _page(programme, form), form.status
    try:
        transaction(engine(), lambda books: decide(books, books.get_one(Programme, id)))
    except Refusal as refusal:
        if refusal.reason == RepairReason.NO_REASON and not isinstance(form, ProposalForm):
            form.reason.errors = [sentence(refusal)]
            return _page(programme, form), HTTPStatus.UNPROCESSABLE_ENTITY
        own = refusal.reason == RepairReason.OWN
        status = HTTPStatus.FORBIDDEN if own else HTTPStatus.CONFLICT
        return _page(programme, fault=sentence(refusal)), status
    flash(done, "good")
    return redirect(url_for("integrity.integrity_detail", programme=programme), HTTPStatus.SEE_OTHER)


def _page(programme: str, form: object = None, fault: str = "") -> str:
    kept = kept_heads()
    with session(engine()) as reading:
        at = here(reading, programme)
        waiting = waiting_repair(reading, at.programme_id)
        proposing = form if isinstance(form, RepairForm) else RepairForm()
        refused, found = _look(reading, at.programme, kept)
        if found is not None:
            proposing.seen.data = digest_of(found)
        return render_template(
            "grants/repair_detail.html",
            waiting=waiting,
            is_own=waiting is not None and name_key(waiting.proposed_by) == name_key(person().name),
            proposing=proposing,
            confirming=ProposalForm(),
            declining=form if isinstance(form, DeclineForm) else DeclineForm(),
            refused=refused,
            fault=fault,
            is_same=found is not None and waiting is not None and waiting.seen == digest_of(found),
            entries=list(entries_shown(reading, found)) if found else [],
            balances=list(balances_shown(found)) if found else [],
            more=max(0, len(found.entries) - MOST_SHOWN) if found else 0,
        )


def _look(reading: Session, programme: Programme, kept: KeptHeads) -> tuple[str, Consequences | None]:
    """(why nothing can be set right, what would be): the books are read again only where something differed."""
    assert programme.id is not None
    last = latest_run(reading, programme.id)
    try:
        if last is None or last.is_clean:
            raise Refusal(RepairReason.NOTHING)
        check_repairable(look_at(reading, programme, kept))
    except Refusal as refusal:
        return sentence(refusal), None
    return "", consequences_of(reading, programme.id)
