"""The page of a quarter that is to be closed: its check list, asked for by one manager, decided on by another."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import session, snapshot, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.forms import Form
from core.web.jobs import asked_for, is_large
from grants.proposed.titles import title_of
from grants.telling.labels import PREPARED_BY
from grants.telling.refusals import TellingReason
from reports.closing.asking import (
    ask,
    decline,
    is_own,
    open_request,
    refuse_decided,
    refuse_own,
    requests_of,
    withdraw,
)
from reports.closing.check_list import CheckList, check_list
from reports.closing.closing import Order, close_quarter
from reports.closing.forms import AskForm, DeclineForm, SeenForm, ask_form
from reports.closing.job import closing_at_work, wish_for
from reports.closing.kept import closed_quarter
from reports.closing.labels import IMBALANCES, STATES, TONES
from reports.closing.models import ClosingRequest, ClosingState
from reports.closing.quarters import read_quarter
from reports.closing.refusals import ClosingReason
from reports.closing.remarks import from_json
from reports.closing.signed import signing_of
from reports.making.sizes import effort_of
from reports.signing.labels import STATES as SIGNATURE_STATES
from reports.signing.labels import TONES as SIGNATURE_TONES

closing = Blueprint("closing", __name__, url_prefix="/programmes/<code:programme>/closing/<code:quarter>")

_FORBIDDEN = frozenset({ClosingReason.OWN, ClosingReason.NOT_OWN, TellingReason.SIGNED_OTHER_PART})
_UNFINISHED = frozenset(
    {
        *(ClosingReason.INCOMPLETE, ClosingReason.UNKNOWN_REMARK),
        *(ClosingReason.NO_REASON, ClosingReason.UNCHECKED),
    }
)


@closing.get("")
@allows(Action.PROPOSE)
def quarter_close(programme: str, quarter: str) -> ResponseReturnValue:
    return _page(programme, quarter)


@closing.post("")
@allows(Action.PROPOSE)
def closing_ask(programme: str, quarter: str) -> ResponseReturnValue:
    by, at = person().name, datetime.now(UTC)
    with snapshot(engine()) as reading:
        found = _look(reading, here(reading, programme), quarter, at)
    form = ask_form(found)()

    def work(writing: Session) -> ClosingRequest:
        return ask(writing, found, form.remarks(found), by=by, at=at, seen=form.seen.data or "")

    return _done(programme, quarter, form, lambda: transaction(engine(), work), _("Asked for."), asking=form)


@closing.post("/<int:id>/confirm")
@allows(Action.CONFIRM)
def closing_confirm(programme: str, quarter: str, id: int) -> ResponseReturnValue:
    """Where it takes long, it becomes a job of who confirms, unless it is one already."""
    at, request, is_in_background = _to_confirm(programme, quarter, id)
    form, by = SeenForm(), person().name
    seen = form.seen.data or ""
    if is_in_background:
        return _done(
            *(programme, quarter, form, lambda: _refuse(request, by), ""),
            landing=lambda: _at_work(at, request) or asked_for(programme, wish_for(at, request, seen)),
        )
    order = Order(programme, quarter, by, datetime.now(UTC), request_id=id, seen=seen)
    done = _("The quarter is closed, and its reports are sealed.")
    return _done(programme, quarter, form, lambda: close_quarter(engine(), order), done)


@closing.post("/<int:id>/decline")
@allows(Action.CONFIRM)
def closing_decline(programme: str, quarter: str, id: int) -> ResponseReturnValue:
    _request_or_404(programme, quarter, id)
    form, by, at = DeclineForm(), person().name, datetime.now(UTC)

    def work(writing: Session) -> ClosingRequest:
        return decline(writing, id, by=by, at=at, reason=form.reason.data or "")

    done = _("Declined: the quarter stays open.")
    return _done(programme, quarter, form, lambda: transaction(engine(), work), done, declining=form)


@closing.post("/<int:id>/withdraw")
@allows(Action.PROPOSE)
def closing_withdraw(programme: str, quarter: str, id: int) -> ResponseReturnValue:
    _request_or_404(programme, quarter, id)
    form, by, at = SeenForm(), person().name, datetime.now(UTC)

    def work(writing: Session) -> ClosingRequest:
        return withdraw(writing, id, by=by, at=at)

    return _done(programme, quarter, form, lambda: transaction(engine(), work), _("Withdrawn."))


def _done(
    programme: str,
    quarter: str,
    form: Form,
    act: Callable[[], object],
    done: str,
    asking: AskForm | None = None,
    declining: DeclineForm | None = None,
    landing: Callable[[], ResponseReturnValue] | None = None,
) -> ResponseReturnValue:
    """What came of a button: done, or the page again with what stands against it."""
    if not form.validate():
        faults = [_("This page was open for too long. Look it over, and decide once more.")]
        known = faults if form.errors.get("csrf_token") else []
        return _page(programme, quarter, known, asking, declining), form.status
    try:
        act()
    except Refusal as refusal:
        status = HTTPStatus.CONFLICT
        if refusal.reason in _FORBIDDEN:
            status = HTTPStatus.FORBIDDEN
        elif refusal.reason in _UNFINISHED:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(programme, quarter, [sentence(refusal)], asking, declining), status
    if landing is not None:
        return landing()
    flash(done, "good")
    return redirect(
        url_for("closing.quarter_close", programme=programme, quarter=quarter), HTTPStatus.SEE_OTHER
    )


def _page(
    programme: str,
    quarter: str,
    faults: list[str] | None = None,
    asking: AskForm | None = None,
    declining: DeclineForm | None = None,
) -> str:
    with snapshot(engine()) as reading:
        at = here(reading, programme)
        closed = closed_quarter(reading, at.programme_id, quarter, None)
        job = None if closed else closing_at_work(engine(), at.programme_id, quarter)
        found = None if closed or job else _look(reading, at, quarter, datetime.now(UTC))
        requests = requests_of(reading, at.programme_id, quarter)
        waiting = open_request(reading, at.programme_id)
        signing = signing_of(reading, found, person().name) if found and found.report else None
    request = next((each for each in requests if each.state is ClosingState.OPEN), None)
    return render_template(
        "reports/quarter_close.html",
        quarter=quarter,
        closed=closed,
        job=job,
        found=found,
        faults=faults or [],
        sentence=sentence,
        title_of=title_of,
        requests=requests,
        request_open=request,
        remarks=from_json(request.remarks) if request else None,
        is_outdated=bool(request and found and request.seen != found.seen),
        other=waiting if waiting and request is None else None,
        is_own=bool(request and is_own(request, person().name)),
        asking=asking or _begun(found),
        deciding=SeenForm(formdata=None, seen=found.seen if found else ""),
        declining=declining or DeclineForm(formdata=None),
        signing=signing,
        signature_states=SIGNATURE_STATES,
        prepared_by=PREPARED_BY,
        signature_tones=SIGNATURE_TONES,
        imbalances=IMBALANCES,
        states=STATES,
        tones=TONES,
    )


def _begun(found: CheckList | None) -> AskForm | None:
    return ask_form(found)(formdata=None, seen=found.seen) if found else None


def _look(reading: Session, at: Here, quarter: str, now: datetime) -> CheckList:
    """404 for what is no quarter of the programme."""
    try:
        is_before = read_quarter(quarter).ends_on < at.programme.starts_on
    except Refusal:
        abort(404)
    if is_before:
        abort(404)
    return check_list(reading, at.programme.code, quarter, now)


def _request_or_404(programme: str, quarter: str, id: int) -> None:
    with session(engine()) as reading:
        _find_request(reading, here(reading, programme), quarter, id)


def _find_request(reading: Session, at: Here, quarter: str, id: int) -> ClosingRequest:
    found = {each.id: each for each in requests_of(reading, at.programme_id, quarter)}
    if id not in found:
        abort(404)
    return found[id]


def _to_confirm(programme: str, quarter: str, id: int) -> tuple[Here, ClosingRequest, bool]:
    """With whether the reports of the quarter are too large to wait for."""
    with session(engine()) as reading:
        at = here(reading, programme)
        request = _find_request(reading, at, quarter, id)
        return at, request, is_large(effort_of(reading, at.programme_id, read_quarter(quarter)))


def _refuse(request: ClosingRequest, by: str) -> None:
    """What is known at once is said at once; the job asks again. Raises Refusal."""
    refuse_decided(request)
    refuse_own(request, by)


def _at_work(at: Here, request: ClosingRequest) -> ResponseReturnValue | None:
    job = closing_at_work(engine(), at.programme_id, request.quarter)
    if job is None:
        return None
    page = url_for("jobs.job_detail", programme=at.programme.code, number=job.id)
    return redirect(page, HTTPStatus.SEE_OTHER)
