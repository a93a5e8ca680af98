"""The queue of verification: what waits for a second person, and that person's decision on one contribution."""

from datetime import UTC, datetime
from http import HTTPStatus

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.database import session, transaction
from core.errors import Refusal
from core.programmes import today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import allows, here, person
from core.web.engine import engine
from core.web.lists import page_of
from grants.entering.entering import NotEntered
from grants.forms.queue_filter import QueueFilter
from grants.forms.verification_form import ReturnForm, VerificationForm
from grants.importing.importing import Occasion
from grants.previewing import decided_with
from grants.verification import queue
from grants.verification.outcome import in_one_sentence
from grants.verification.refusals import VerificationReason
from grants.verification.verifying import Shown, return_, verify
from grants.views.contribution_words import WORDS
from grants.views.verification_page import Case, open_case, page_of_case
from household_groups.models.contributions import ContributionStatus

verification = Blueprint("verification", __name__, url_prefix="/programmes/<code:programme>/verification")

_FORBIDDEN = {VerificationReason.OWN: HTTPStatus.FORBIDDEN}


@verification.get("")
@allows(Action.VERIFY_CONTRIBUTION)
def verification_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        form = QueueFilter(request.args)
        form.offer(reading, at.reach)
        is_sound = form.validate()
        wanted = list(form.conditions()) if is_sound else [sa.false()]
        page = page_of(reading, queue.waiting(at.reach, *wanted))
        today = today_in(at.programme, datetime.now(UTC))
        body = render_template(
            "grants/verification_list.html",
            form=form,
            page=page,
            lines=queue.lines(reading, at.reach, page.rows, person().name, today),
            totals=queue.totals(reading, at.reach, *wanted),
            **WORDS,
        )
        return body, HTTPStatus.OK if is_sound else form.status


@verification.route("/<code:reference>", methods=["GET", "POST"])
@allows(Action.VERIFY_CONTRIBUTION)
def verification_detail(programme: str, reference: str) -> ResponseReturnValue:
    case = open_case(programme, reference)
    verifying, returning = (
        VerificationForm(data=case.initial()),
        ReturnForm(formdata=None, data=case.initial()),
    )
    if request.method != "POST":
        return page_of_case(case, verifying, returning)
    if not (verifying.validate() and verifying.check(case.contribution, case.today)):
        return page_of_case(case, verifying, returning), verifying.status
    shown = _shown(case, verifying.seen.data)
    occasion = Occasion(person().name, datetime.now(UTC))
    try:
        transaction(engine(), lambda books: verify(books, shown, verifying.typed(), occasion))
    except NotEntered as refused:
        verifying.take(refused.problems)
        return page_of_case(case, verifying, returning), verifying.status
    except Refusal as refusal:
        if not _did_so_before(case):
            return _refused(programme, reference, refusal)
    return _go_on(case)


@verification.post("/<code:reference>/return")
@allows(Action.VERIFY_CONTRIBUTION)
def verification_return(programme: str, reference: str) -> ResponseReturnValue:
    case = open_case(programme, reference)
    verifying, returning = VerificationForm(formdata=None, data=case.initial()), ReturnForm()
    if not returning.validate():
        return page_of_case(case, verifying, returning), returning.status
    shown = _shown(case, returning.seen.data)
    occasion = Occasion(person().name, datetime.now(UTC), reason=returning.reason.data)
    try:
        transaction(engine(), lambda books: return_(books, shown, occasion))
    except Refusal as refusal:
        if refusal.reason != VerificationReason.REASON_TOO_SHORT:
            return _refused(programme, reference, refusal)
        returning.reason.errors = [sentence(refusal)]
        return page_of_case(case, verifying, returning), returning.status
    flash(case.said_returned(), "good")
    return redirect(_next(case), HTTPStatus.SEE_OTHER)


def _refused(programme: str, reference: str, refusal: Refusal) -> ResponseReturnValue:
    """The page as it stands now, with what was in the way; nothing was stored."""
    case = open_case(programme, reference)
    status = _FORBIDDEN.get(VerificationReason(refusal.reason), HTTPStatus.CONFLICT)
    initial = case.initial()
    forms = VerificationForm(formdata=None, data=initial), ReturnForm(formdata=None, data=initial)
    return page_of_case(case, *forms, refusal=sentence(refusal)), status


def _did_so_before(case: Case) -> bool:
    """A button pressed twice: the first press has verified it."""
    found = open_case(case.programme.code, case.contribution.reference).contribution
    return found.status is ContributionStatus.VERIFIED and found.verified_by == person().name


def _go_on(case: Case) -> ResponseReturnValue:
    decided = decided_with(engine(), case.reach.programme_id, case.contribution.reference)
    flash(in_one_sentence(case.contribution.reference, decided), "good")
    return redirect(_next(case), HTTPStatus.SEE_OTHER)


def _next(case: Case) -> str:
    """The next of the queue that this person may verify, else the list."""
    with session(engine()) as reading:
        reference = queue.next_for(reading, case.reach, person().name, case.contribution)
    if reference is None:
        return url_for("verification.verification_list", programme=case.programme.code)
    return url_for("verification.verification_detail", programme=case.programme.code, reference=reference)


def _shown(case: Case, digest: str | None) -> Shown:
    return Shown(case.reach.programme_id, case.programme.code, case.contribution.reference, digest or "")
