"""Pages of contributions: the list, one with its story, and the forms to record, mend and withdraw one."""

from datetime import UTC, datetime
from http import HTTPStatus

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.lists import page_of
from grants.entering.known_rows import texts_of
from grants.evidence.files import files_of
from grants.forms.contribution_filter import ContributionFilter
from grants.forms.contribution_form import WithdrawForm
from grants.recording.conflicts import count_conflicts
from grants.recording.listing import latest_first, lines_of
from grants.recording.mending import check_may_change, may_change, withdraw
from grants.recording.recording import SHEET
from grants.recording.returns import reason_of_return
from grants.recording.totals import totals_of, totals_within
from grants.views.contribution_page import contribution_page
from grants.views.entry_page import EntryPage
from grants.views.entry_shown import shown
from grants.views.state_tabs import address_of_state, state_tabs
from grants.views.taking import address_of, is_manager_of, refused, take
from grants.visible import contribution_within, projects_within
from household_groups.labels import STATUSES, TONES
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project

contributions = Blueprint("contributions", __name__)

MOST_BYTES = 52_000_000
"""Of a form with five photos as a telephone takes them."""


@contributions.url_value_preprocessor
def take_photos(_endpoint: str | None, _values: object) -> None:
    """Before anything reads the form."""
    request.max_content_length = MOST_BYTES


@contributions.get("/programmes/<code:programme>/contributions")
@allows(Action.SEE_CONTRIBUTIONS)
def contribution_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        form = ContributionFilter(request.args)
        form.offer(at)
        is_sound = form.validate()
        found = list(form.conditions(at)) if is_sound else [sa.false()]
        totals = totals_within(reading, at.reach) if form.is_open else totals_of(reading, found)
        state = form.wanted
        wanted = [*found, col(Contribution.status) == state] if state else found
        page = page_of(reading, latest_first(wanted), totals.count(state))
        body = render_template(
            "grants/contribution_list.html",
            form=form,
            page=page,
            lines=lines_of(reading, page.rows),
            sums=totals.sums(state),
            state_tabs=state_tabs(totals.by_state),
            current_tab=address_of_state(state),
            conflicts=count_conflicts(reading, at.reach_of(Action.RECORD_CONTRIBUTION)),
            may_mend=lambda each: may_change(each, by=at.person.name, is_manager=is_manager_of(at)),
            STATUSES=STATUSES,
            TONES=TONES,
        )
        return body, HTTPStatus.OK if is_sound else form.status


@contributions.get("/programmes/<code:programme>/contributions/<code:reference>")
@allows(Action.SEE_CONTRIBUTIONS)
def contribution_detail(programme: str, reference: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        return contribution_page(reading, at, _get(reading, at, reference))


@contributions.route(
    "/programmes/<code:programme>/projects/<code:project>/contributions/new", methods=["GET", "POST"]
)
@allows(Action.RECORD_CONTRIBUTION)
def contribution_new(programme: str, project: str) -> ResponseReturnValue:
    now = datetime.now(UTC)
    with session(engine()) as reading:
        at = here(reading, programme)
        found = reading.exec(
            select(Project).where(projects_within(at.reach), Project.code == project)
        ).first()
        if found is None:
            abort(404)
        page = EntryPage.make(reading, at, found, now)
    return take(page, at, now) if request.method == "POST" else shown(page)


@contributions.route(
    "/programmes/<code:programme>/contributions/<code:reference>/mend", methods=["GET", "POST"]
)
@allows(Action.RECORD_CONTRIBUTION)
def contribution_mend(programme: str, reference: str) -> ResponseReturnValue:
    now = datetime.now(UTC)
    with session(engine()) as reading:
        at = here(reading, programme)
        contribution = _get(reading, at, reference)
        try:
            check_may_change(contribution, by=person().name, is_manager=is_manager_of(at))
        except Refusal as refusal:
            return refused(refusal, at, reference)
        page = EntryPage.make(
            *(reading, at, reading.get_one(Project, contribution.project_id), now, contribution),
            initial=texts_of(reading, at.programme, SHEET, reference),
            had=len(files_of(reading, at.programme_id, SHEET, reference)),
            returned=reason_of_return(reading, contribution),
        )
    return take(page, at, now) if request.method == "POST" else shown(page)


@contributions.route(
    "/programmes/<code:programme>/contributions/<code:reference>/withdraw", methods=["GET", "POST"]
)
@allows(Action.RECORD_CONTRIBUTION)
def contribution_withdraw(programme: str, reference: str) -> ResponseReturnValue:
    now, name, form = datetime.now(UTC), person().name, WithdrawForm()
    with session(engine()) as reading:
        at = here(reading, programme)
        contribution = _get(reading, at, reference)
        is_manager = is_manager_of(at)
    try:
        check_may_change(contribution, by=name, is_manager=is_manager)
        if not form.validate_on_submit():
            body = render_template("grants/contribution_withdraw.html", form=form, contribution=contribution)
            return body, form.status if request.method == "POST" else HTTPStatus.OK
        transaction(
            engine(),
            lambda writing: withdraw(
                *(writing, at.programme, reference),
                by=name,
                at=now,
                is_manager=is_manager,
                reason=form.reason.data,
            ),
        )
    except Refusal as refusal:
        return refused(refusal, at, reference)
    flash(_("Withdrawn: %(reference)s.", reference=reference), "good")
    return redirect(address_of(at, reference), HTTPStatus.SEE_OTHER)


def _get(reading: Session, at: Here, reference: str) -> Contribution:
    """What is not theirs is not there: 404."""
    found = reading.exec(select(Contribution).where(contribution_within(at.reach, reference))).first()
    if found is None:
        abort(404)
    return found
