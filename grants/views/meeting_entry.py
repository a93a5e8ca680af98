"""A meeting is entered and mended, until a step of a project stands on it, by whoever follows up works there."""

from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select

from core.database import session, transaction
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.entering.known_rows import texts_of
from grants.entering.offered import choices_in
from grants.forms.life_forms import has_happened
from grants.forms.meeting_form import (
    ROWS,
    initial_choices,
    meeting_form,
    ranks_of,
    take_problems,
    typed_choices,
)
from grants.forms.sheet_form import Choices, SheetForm
from grants.living.meetings import (
    Attendance,
    ChangedMeanwhile,
    change_meeting,
    choices_of,
    digest_of,
    doubts_of,
    record_meeting,
    steps_on,
)
from grants.paying.asking import Deed
from grants.views.meetings import find_meeting_or_404, find_own_meeting_or_404, meetings
from grants.visible import projects_within
from household_groups.models.life import Choice
from household_groups.models.projects import Project, ProjectStatus
from household_groups.project_states import in_state

__all__ = ["meetings"]

_SHOWN = 2
"""Choices that stand open; the others are folded while nothing is in them."""


@meetings.route("/new", methods=["GET", "POST"])
@allows(Action.FOLLOW_UP)
def meeting_new(programme: str) -> ResponseReturnValue:
    now = datetime.now(UTC)
    with session(engine()) as reading:
        place = here(reading, programme)
        declared = _form(reading, place)
    today = today_in(place.programme, now).isoformat()
    form = declared(data={"held_on": today, "kept_by": person().name, "community": _asked(place)})
    if request.method != "POST":
        return _page(form)
    choices = typed_choices(form)
    if not form.validate() or not has_happened(form["held_on"], place.programme, now):
        return _page(form), form.status
    deed = Deed(place.programme, person().name, now)
    try:
        code = transaction(engine(), lambda books: record_meeting(books, deed, form.typed(), choices))
    except NotEntered as refused:
        take_problems(form, refused.problems, choices)
        return _page(form), form.status
    return _done(place, code, _("Entered: the meeting. Add a photo of its minutes now."))


@meetings.route("/<code:meeting>/change", methods=["GET", "POST"])
@allows(Action.FOLLOW_UP)
def meeting_edit(programme: str, meeting: str) -> ResponseReturnValue:
    now = datetime.now(UTC)
    with session(engine()) as reading:
        place = here(reading, programme)
        found = find_own_meeting_or_404(reading, place, meeting)
        if steps_on(reading, found.meeting):
            abort(404)
        id = int(found.meeting.id or 0)
        known = choices_of(reading, [id]).get(id, [])
        form = _form(reading, place, known)(data=_shown(reading, place, found, known))
    if request.method != "POST":
        return _page(form, found)
    choices = typed_choices(form, known)
    if not form.validate() or not has_happened(form["held_on"], place.programme, now):
        return _page(form, found), form.status
    deed, seen = Deed(place.programme, person().name, now), str(form["seen"].data)
    try:
        transaction(engine(), lambda books: change_meeting(books, deed, id, seen, form.typed(), choices))
    except ChangedMeanwhile:
        form.form_errors.append(
            _("Somebody has changed this meeting since you opened the page. Open it again.")
        )
        return _page(form, found), HTTPStatus.CONFLICT
    except NotEntered as refused:
        take_problems(form, refused.problems, choices)
        return _page(form, found), form.status
    return _done(place, meeting, _("Booked: the change of the meeting."))


def _form(reading: Session, place: Here, known: Sequence[Choice] = ()) -> type[SheetForm]:
    communities = choices_in(reading, place.reach, "communities", {})
    projects = _projects(reading, place, known)
    return meeting_form(communities, projects, max([ROWS, *(choice.rank for choice in known)]))


def _projects(reading: Session, place: Here, known: Sequence[Choice]) -> Choices:
    """Those that are only proposed, and those that were chosen here before."""
    chosen = [choice.project_id for choice in known if choice.project_id]
    is_open = in_state(ProjectStatus.PROPOSED) | col(Project.id).in_(chosen)
    query = select(Project.code, Project.name).where(projects_within(place.reach), is_open)
    return [(code, f"{code} · {name}") for code, name in reading.exec(query.order_by(Project.code))]


def _shown(reading: Session, place: Here, found: Attendance, known: Sequence[Choice]) -> dict[str, str]:
    """What the form begins with: the meeting as it is, and the digest by which it is known again."""
    texts = texts_of(reading, place.programme, "meetings", found.meeting.code) or {}
    ids = [choice.project_id for choice in known if choice.project_id]
    codes = {
        project.id or 0: project.code
        for project in reading.exec(select(Project).where(col(Project.id).in_(ids)))
    }
    return texts | initial_choices(known, codes) | {"seen": digest_of(found.meeting, known)}


def _asked(place: Here) -> str:
    """The only community of an officer, or the one that the address names."""
    own = sorted(place.reach.communities)
    return own[0] if len(own) == 1 and not place.reach.is_whole else request.args.get("community", "")


def _page(form: SheetForm, found: Attendance | None = None) -> str:
    ranks = ranks_of(form)
    rest = [field for _rank, fields in ranks[_SHOWN:] for field in fields.values()]
    is_open = any(field.data or field.errors for field in rest)
    return render_template(
        "grants/meeting_entry.html", form=form, ranks=ranks, shown=_SHOWN, is_open=is_open, found=found
    )


def _done(place: Here, code: str, words: str) -> ResponseReturnValue:
    """What is possible and yet unlikely is asked about."""
    flash(words, "good")
    with session(engine()) as reading:
        found = find_meeting_or_404(reading, place, code)
        id = int(found.meeting.id or 0)
        doubts = doubts_of(found, choices_of(reading, [id]).get(id, []))
    if doubts.more_than_live_there:
        flash(_("More people came than live in %(name)s. Is that so?", name=found.community.name), "waiting")
    if doubts.votes_beyond_voters:
        said = ngettext(
            "There is %(num)s vote more than people who chose. Did they have more than one vote each?",
            "There are %(num)s votes more than people who chose. Did they have more than one vote each?",
            doubts.votes_beyond_voters,
        )
        flash(said, "waiting")
    if doubts.is_out_of_rank:
        flash(_("A lower rank has more votes than a higher one. Is the order right?"), "waiting")
    address = url_for(".meeting_detail", programme=place.programme.code, meeting=code)
    return redirect(address, HTTPStatus.SEE_OTHER)
