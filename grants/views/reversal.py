"""A verified contribution taken back, wholly or in part: by one person within the limit, else by two."""

from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

import sqlalchemy as sa
from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, select

from core.database import session
from core.errors import Refusal
from core.journal.verify import head_of
from core.programmes import today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import allows, here
from core.web.engine import engine
from grants.correcting.booking import check_reversible, enter_reversal, take_back
from grants.correcting.second_person import why_second_person
from grants.correcting.taken_back import taken_back
from grants.forms.days import check_happened
from grants.forms.reversal_form import ReversalForm
from grants.forms.row_form import require
from grants.forms.sheet_form import SheetForm
from grants.importing.importing import Imported
from grants.models.proposals import ProposalKind
from grants.proposing_once import open_about
from grants.showing.decisions_in_words import DecisionInWords, decisions_since
from grants.views.before_proposing import Directly, Draft, Step, asked_step, taken
from grants.visible import contribution_within
from household_groups.models.contributions import Contribution

reversal = Blueprint("reversal", __name__)


@dataclass(frozen=True)
class Seen:
    """What would be released, and why a second person has to confirm it; None where one may book it alone."""

    decisions: list[DecisionInWords]
    second: str | None


@reversal.route(
    "/programmes/<code:programme>/contributions/<code:reference>/reverse", methods=["GET", "POST"]
)
@allows(Action.PROPOSE)
def reversal_new(programme: str, reference: str) -> ResponseReturnValue:
    now = datetime.now(UTC)
    form = ReversalForm()
    with session(engine()) as reading:
        at = here(reading, programme)
        contribution = find_or_404(reading, contribution_within(at.reach, reference))
        back = taken_back(reading, contribution)
        waiting = open_about(
            reading, at.programme_id, ProposalKind.REVERSALS, "reversals", "contribution", reference
        )
        refused = _refusal(reading, contribution, seen_in(form))
    if request.method != "POST":
        form.reversed_on.data = today_in(at.programme, now).isoformat()
    form.seen.data = str(back.minor)

    def page(seen: Seen | None) -> str:
        return render_template(
            "grants/reversal_new.html", back=back, refused=refused, form=form, seen=seen, waiting=waiting
        )

    def check() -> None:
        check_happened(form.reversed_on, at.programme, now)
        require(form.reason, _l("Say why it is taken back."))

    def look(books: Session, entered: Imported) -> Seen:
        _, seq, _ = head_of(books, at.programme_id)
        second = why_second_person(books, contribution, at.person.name)
        decisions = decisions_since(books, at.programme_id, seq - entered.events)
        return Seen(decisions, sentence(second) if second else None)

    if request.method != "POST":
        return page(None)
    if refused:
        return page(None), HTTPStatus.CONFLICT
    rows, before = form.rows(back), back.minor
    directly = Directly(
        lambda books, occasion: take_back(books, at.programme, reference, rows, occasion, seen=before),
        _("Taken back and booked."),
        url_for("contributions.contribution_detail", programme=programme, reference=reference),
    )
    draft = Draft(
        *(at.programme, ProposalKind.REVERSALS, form, rows, look, page, check),
        enter=enter_reversal,
        directly=directly,
    )
    return taken(draft)


def find_or_404(reading: Session, is_it: sa.ColumnElement[bool]) -> Contribution:
    found = reading.exec(select(Contribution).where(is_it)).first()
    if found is None:
        abort(404)
    return found


def seen_in(form: SheetForm) -> int | None:
    """How much had been taken back, in minor units, when the person looked who now wants it booked or proposed."""
    text = str(form["seen"].data or "")
    is_decided = asked_step() in (Step.PROPOSE, Step.BOOK)
    return int(text) if is_decided and text.isascii() and text.isdigit() and len(text) < 19 else None


def _refusal(reading: Session, contribution: Contribution, seen: int | None) -> str | None:
    """Why it cannot be taken back, whatever is typed."""
    try:
        check_reversible(reading, contribution, seen)
    except Refusal as refusal:
        return sentence(refusal)
    return None
