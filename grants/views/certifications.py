"""That a milestone be certified is asked by one person; another one certifies or declines it."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.entering.said import said
from grants.forms.paying_forms import AskForm, CertifyForm, ReasonForm, typed_reason
from grants.models.milestones import Certification, Decision
from grants.paying.asking import Deed, ask_certification
from grants.paying.deciding import GateShut, decide_certification
from grants.paying.reached import Reached, find_certification
from grants.paying.refusals import BY_SOMEBODY_ELSE, PayingReason
from grants.paying.visible import certifications_within
from grants.showing.milestones import in_words
from grants.views.milestone_page import address_of, find_milestone_or_404, milestone_page
from household_groups.models.registry import Community

certifications = Blueprint("certifications", __name__, url_prefix="/programmes/<code:programme>")


@certifications.post("/milestones/<code:project>/<code:fund>/<code:milestone>/ask")
@allows(Action.ASK_PAYMENT)
def certification_new(programme: str, project: str, fund: str, milestone: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        reached = find_milestone_or_404(reading, place, project, fund, milestone)
    form = AskForm()
    deed = Deed(place.programme, person().name, datetime.now(UTC))
    id = int(reached.milestone.id or 0)

    def work(writing: Session) -> object:
        return ask_certification(writing, deed, id, form.words.data or "")

    return _answer(place, reached, form, "asking", work, _("Asked. Somebody else certifies it now."))


@certifications.post("/certifications/<code:certification>/certify")
@allows(Action.CERTIFY)
def certification_certify(programme: str, certification: str) -> ResponseReturnValue:
    form = CertifyForm()
    return _decided(programme, certification, form, "certifying", Decision.CERTIFIED, _("Certified."))


@certifications.post("/certifications/<code:certification>/decline")
@allows(Action.CERTIFY)
def certification_decline(programme: str, certification: str) -> ResponseReturnValue:
    form = ReasonForm()
    return _decided(programme, certification, form, "declining", Decision.DECLINED, _("Declined."))


@certifications.post("/certifications/<code:certification>/withdraw")
@allows(Action.ASK_PAYMENT)
def certification_withdraw(programme: str, certification: str) -> ResponseReturnValue:
    form = ReasonForm()
    return _decided(programme, certification, form, "withdrawing", Decision.WITHDRAWN, _("Withdrawn."))


def _decided(
    programme: str, reference: str, form: Any, name: str, decision: Decision, done: str
) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        query = select(Certification.id).where(
            certifications_within(place.reach), col(Certification.reference) == reference
        )
        if reading.exec(query).first() is None:
            abort(404)
        reached, _asked = find_certification(reading, place.programme_id, reference)
    deed = Deed(place.programme, person().name, datetime.now(UTC))

    def work(writing: Session) -> object:
        return decide_certification(writing, deed, reference, decision, typed_reason(form))

    return _answer(place, reached, form, name, work, done)


def _answer(
    place: Here, reached: Reached, form: Any, name: str, work: Callable[[Session], object], done: str
) -> ResponseReturnValue:
    """Back to the milestone; or its page once more, with what is wrong."""
    if not form.validate():
        return _again(place, reached, form, name, []), form.status
    try:
        transaction(engine(), work)
    except GateShut as shut:
        with session(engine()) as reading:
            community = reading.get_one(Community, reached.project.community_id)
        reach = place.reach_of(Action.SEE_PROJECT_MONEY)
        shut.details = {"missing": " ".join(in_words(shut.lacks, reach, community.code))}
        form.reason.errors = [sentence(shut)]
        return _again(place, reached, form, name, []), form.status
    except NotEntered as refused:
        faults = list(dict.fromkeys(said(problem) for problem in refused.problems))
        return _again(place, reached, form, name, faults), form.status
    except Refusal as refusal:
        if refusal.reason == PayingReason.NO_REASON:
            form.reason.errors = [sentence(refusal)]
            return _again(place, reached, form, name, []), form.status
        return _again(place, reached, form, name, [sentence(refusal)]), status_of_paying(refusal)
    flash(done, "good")
    return redirect(address_of(place, reached), HTTPStatus.SEE_OTHER)


def _again(place: Here, reached: Reached, form: Any, name: str, faults: list[str]) -> str:
    with session(engine()) as reading:
        fresh = find_milestone_or_404(
            reading, place, reached.project.code, reached.fund.code, reached.milestone.code
        )
        return milestone_page(reading, place, fresh, faults=faults, **{name: form})


def status_of_paying(refusal: Refusal) -> HTTPStatus:
    """403 where somebody else could do it, 409 where the books stand otherwise by now."""
    return HTTPStatus.FORBIDDEN if refusal.reason in BY_SOMEBODY_ELSE else HTTPStatus.CONFLICT
