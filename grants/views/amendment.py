"""A verified contribution set right: what was wrong is taken back, and another one takes its place."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, select

from core.database import session
from core.journal.verify import head_of
from core.programmes import today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import allows, here
from core.web.engine import engine
from grants.correcting.booking import amend, enter_amendment
from grants.correcting.second_person import why_second_person
from grants.forms.row_form import require
from grants.importing.importing import Imported, Occasion
from grants.models.proposals import ProposalKind
from grants.previewing import preview_within
from grants.recording.entries import as_if_verified
from grants.recording.facts import facts_of
from grants.recording.recording import SHEET
from grants.showing.decisions_in_words import decisions_since
from grants.submissions.client_ids import read_client_id
from grants.views.amendment_page import AmendmentPage, Seen, page_of
from grants.views.before_proposing import Directly, Draft, taken
from household_groups.models.contributions import Contribution

amendment = Blueprint("amendment", __name__)


@amendment.route(
    "/programmes/<code:programme>/contributions/<code:reference>/correct", methods=["GET", "POST"]
)
@allows(Action.PROPOSE)
def amendment_new(programme: str, reference: str) -> ResponseReturnValue:
    now = datetime.now(UTC)
    with session(engine()) as reading:
        page = page_of(reading, here(reading, programme), reference, now)
        done = _done_before(reading, page)
    if request.method != "POST":
        return page.shown(None)
    if done is not None:
        return redirect(page.address_of(done), HTTPStatus.SEE_OTHER)
    if page.refused:
        return page.shown(None), HTTPStatus.CONFLICT
    return taken(_draft(page, now))


def _done_before(reading: Session, page: AmendmentPage) -> str | None:
    """The reference under which the same press of a button has booked it."""
    client_id = read_client_id(page.form["client_id"].data or "")
    query = select(Contribution.reference).where(
        Contribution.programme_id == page.here.programme_id,
        Contribution.client_id == client_id,
        Contribution.amends == page.contribution.reference,
    )
    return reading.exec(query).first() if client_id else None


def _draft(page: AmendmentPage, now: datetime) -> Draft[Seen]:
    at, form, contribution = page.here, page.form, page.contribution
    today = today_in(at.programme, now)
    rows, before = page.rows(today), page.back.minor
    received_on = facts_of(page.columns).received_on

    def check() -> None:
        require(form["reason"], _l("Say what was wrong."))
        if not page.differences() and not page.back.reversals:
            form.form_errors.append(_("It says what it said before. Change what was wrong."))
        if received_on is not None and received_on > today:
            field = form["received_on"]
            field.errors = [*field.errors, _("This day is still to come.")]

    def look(books: Session, entered: Imported) -> Seen:
        _seen, seq, _digest = head_of(books, at.programme_id)
        decisions = decisions_since(books, at.programme_id, seq - entered.events)
        second = why_second_person(books, contribution, at.person.name)
        verified = as_if_verified(
            {"reference": page.reference}, by=at.person.name, on=today, received_on=received_on
        )
        preview = preview_within(books, at.programme.code, {SHEET: [verified]}, Occasion(at.person.name, now))
        return Seen(decisions, sentence(second) if second else None, preview)

    directly = Directly(
        lambda books, occasion: amend(
            *(books, at.programme, contribution.reference, rows, occasion), seen=before
        ),
        _(
            "Booked. %(reference)s takes its place once somebody else has verified it.",
            reference=page.reference,
        ),
        page.address_of(page.reference),
    )
    return Draft(
        *(at.programme, ProposalKind.AMENDMENT, form, rows, look, page.shown, check),
        enter=enter_amendment,
        directly=directly,
    )
