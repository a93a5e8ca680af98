"""Meetings that chose what is built: the list, the page of one, and its minutes."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.forms import select_choices
from core.web.lists import page_of
from grants.documents.labels import DOCUMENT_KINDS
from grants.documents.listing import documents_of
from grants.evidence.files import files_of
from grants.forms.evidence_form import EvidenceForm
from grants.forms.meeting_form import MeetingFilter
from grants.living.labels import STEPS
from grants.living.meetings import Attendance, choices_of, doubts_of, steps_on, with_minutes
from grants.living.visible import meetings_within
from grants.models.documents import DocumentKind
from grants.views.evidence_of_money import is_added
from grants.visible import projects_within
from household_groups.models.life import Meeting
from household_groups.models.projects import Project
from household_groups.models.registry import Community

meetings = Blueprint("meetings", __name__, url_prefix="/programmes/<code:programme>/meetings")


@meetings.get("")
@allows(Action.SEE_PROJECTS)
def meeting_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form = _filter(reading, place)
        query = _of_reach(place).where(form.between(col(Meeting.held_on)))
        if form.given("community"):
            query = query.where(col(Community.code) == form.given("community"))
        page = page_of(reading, query.order_by(col(Meeting.held_on).desc(), col(Meeting.code)))
        found = [Attendance(row.Meeting, row.Community) for row in page.rows]
        shown = render_template(
            "grants/meeting_list.html",
            form=form,
            page=page,
            rows=found,
            choices=choices_of(reading, [int(each.meeting.id or 0) for each in found]),
            minutes=with_minutes(reading, place.programme_id, [each.meeting.code for each in found]),
        )
        return shown, form.status if form.errors else 200


@meetings.get("/<code:meeting>")
@allows(Action.SEE_PROJECTS)
def meeting_detail(programme: str, meeting: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return _page(reading, place, find_meeting_or_404(reading, place, meeting), _paper())


@meetings.post("/<code:meeting>/minutes")
@allows(Action.FOLLOW_UP)
def minutes_new(programme: str, meeting: str) -> ResponseReturnValue:
    """A photo or a PDF of the minutes, or of who came."""
    with session(engine()) as reading:
        place = here(reading, programme)
        found = find_own_meeting_or_404(reading, place, meeting)
        had = len(files_of(reading, place.programme_id, "meetings", meeting))
    form = EvidenceForm()
    if is_added(place, "meetings", meeting, form, had, named=_("the meeting")):
        return redirect(url_for(".meeting_detail", programme=programme, meeting=meeting), 303)
    with session(engine()) as reading:
        return _page(reading, place, found, form), form.status


def find_meeting_or_404(reading: Session, place: Here, code: str) -> Attendance:
    """Within how far the route's action goes."""
    row = reading.execute(_of_reach(place).where(col(Meeting.code) == code)).first()
    if row is None:
        abort(404)
    return Attendance(row.Meeting, row.Community)


def find_own_meeting_or_404(reading: Session, place: Here, code: str) -> Attendance:
    """Of a community within reach: one elsewhere that chose a project within reach is seen, and not changed."""
    found = find_meeting_or_404(reading, place, code)
    if not place.reach.has_community(found.community.code):
        abort(404)
    return found


def _of_reach(place: Here) -> sa.Select[Meeting, Community]:
    query = sa.select(Meeting, Community).join(Community, col(Community.id) == col(Meeting.community_id))
    return query.where(meetings_within(place.reach))


def _filter(reading: Session, place: Here) -> MeetingFilter:
    form = MeetingFilter(request.args)
    rows = _of_reach(place).with_only_columns(col(Community.code), col(Community.name)).distinct()
    named = [(code, f"{code} · {name}") for code, name in reading.execute(rows.order_by(col(Community.code)))]
    form.community.choices = select_choices([("", _("All")), *named])
    del form.text
    form.validate()
    return form


def _paper() -> EvidenceForm:
    return EvidenceForm(formdata=None, data={"kind": DocumentKind.MINUTES.value})


def _page(reading: Session, place: Here, found: Attendance, paper: EvidenceForm) -> str:
    id = int(found.meeting.id or 0)
    choices = choices_of(reading, [id]).get(id, [])
    follows = place.reach_of(Action.FOLLOW_UP).has_community(found.community.code)
    steps = steps_on(reading, found.meeting)
    return render_template(
        "grants/meeting_detail.html",
        found=found,
        choices=choices,
        projects=_projects(reading, place, [choice.project_id for choice in choices]),
        doubts=doubts_of(found, choices),
        steps=[(step, project) for step, project in steps if _is_seen(reading, place, project)],
        step_words=STEPS,
        documents=documents_of(reading, place.programme_id, "meetings", found.meeting.code),
        kinds=DOCUMENT_KINDS,
        paper=paper,
        follows=follows,
        may_change=follows and not steps,
    )


def _projects(reading: Session, place: Here, ids: list[int | None]) -> dict[int, Any]:
    """Those within reach, by id; others are named by nobody's link."""
    query = select(Project).where(projects_within(place.reach), col(Project.id).in_([id for id in ids if id]))
    return {project.id or 0: project for project in reading.exec(query)}


def _is_seen(reading: Session, place: Here, project: Project) -> bool:
    return bool(_projects(reading, place, [project.id]))
