"""What works achieve: the list of all, the page of one, and entering a measurement."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.database import session, transaction
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.forms import status_of
from core.web.lists import page_among
from grants.entering.entering import NotEntered
from grants.forms.impact_forms import measurement_form
from grants.forms.row_form import day_in, refuse_ahead
from grants.forms.sheet_form import SheetForm
from grants.impact import labels
from grants.impact.communities import communities_reached
from grants.impact.confirmations import confirmations_of
from grants.impact.doubt_words import in_words
from grants.impact.indicators import SHEET, indicators_now, with_photos
from grants.impact.measuring import Answer, Doubted, measure
from grants.impact.odd import doubts_of
from grants.impact.people import people_of, reached_by
from grants.impact.works import Work, works_within
from grants.importing.importing import Occasion
from grants.showing.project_money import money_of
from grants.views.photos_of_row import photos_in
from grants.visible import projects_within
from household_groups.models.projects import Indicator, Project
from household_groups.models.registry import Community

impact = Blueprint("impact", __name__, url_prefix="/programmes/<code:programme>")


@impact.get("/impact")
@allows(Action.SEE_PROJECTS)
def impact_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        today = today_in(place.programme, datetime.now(UTC))
        works = works_within(reading, place.reach, today)
        found = indicators_now(reading, [work.project for work in works], today)
        of_all = [now for each in found.values() for now in each]
        return render_template(
            "grants/impact_list.html",
            page=page_among(works),
            indicators=found,
            people=people_of(reading, place.programme_id, found),
            communities=communities_reached(reading, place.programme_id, works, found),
            overdue=[work for work in works if work.is_overdue],
            stopped=[work for work in works if work.has_stopped],
            of_all=of_all,
            oldest=max((now.age for now in of_all if now.age is not None), default=None),
            follows=place.reach_of(Action.FOLLOW_UP),
            labels=labels,
        )


@impact.get("/projects/<code:project>/impact")
@allows(Action.SEE_PROJECTS)
def project_impact(programme: str, project: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found, community = find_project_or_404(reading, place, project)
        return impact_page(reading, place, found, community)


@impact.route("/projects/<code:project>/impact/<code:indicator>/measure", methods=["GET", "POST"])
@allows(Action.FOLLOW_UP)
def measurement_new(programme: str, project: str, indicator: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found, community = find_project_or_404(reading, place, project)
        of = _indicator_or_404(reading, found, indicator)
        today = today_in(place.programme, datetime.now(UTC))
        known = indicators_now(reading, [found], today)[found.id or 0]
        now = next(each for each in known if each.indicator.id == of.id)
    form = measurement_form()(data={"measured_on": today.isoformat()})
    doubted: Doubted | None = None
    if form.is_submitted():
        doubted = _measured(place, found, of, form)
        if doubted is None and not form.errors:
            flash(_("Entered: %(what)s.", what=of.name), "good")
            return redirect(url_for(".project_impact", programme=programme, project=project), 303)
    shown = render_template(
        "grants/impact_measure.html",
        project=found,
        community=community,
        known=now,
        form=form,
        doubted=doubted,
        doubts=[in_words(each) for each in doubted.found] if doubted else [],
        labels=labels,
    )
    return shown, 200 if not form.is_submitted() else status_of(form)


def find_project_or_404(reading: Session, place: Here, code: str) -> tuple[Project, Community]:
    """Within how far the route's action goes."""
    query = select(Project, Community).where(col(Community.id) == col(Project.community_id))
    found = reading.exec(query.where(projects_within(place.reach), col(Project.code) == code)).first()
    if found is None:
        abort(404)
    return found


def impact_page(reading: Session, place: Here, project: Project, community: Community) -> str:
    today = today_in(place.programme, datetime.now(UTC))
    found = with_photos(reading, indicators_now(reading, [project], today)[project.id or 0])
    works: Sequence[Work] = works_within(reading, place.reach, today, project.code)
    odd = {
        now.indicator.code: [in_words(each) for each in doubts_of(reading, now.indicator, now.latest)]
        for now in found
        if now.latest is not None
    }
    money = money_of(reading, project)
    return render_template(
        "grants/impact_project.html",
        cost=None if money.spent is None else money.spent + money.in_kind,
        project=project,
        community=community,
        indicators=found,
        odd=odd,
        confirmed=confirmations_of(reading, place.programme_id, found),
        work=works[0] if works else None,
        reached=reached_by(reading, project, community, found, works[0] if works else None),
        follows=place.reach_of(Action.FOLLOW_UP).has_community(community.code),
        labels=labels,
    )


def _measured(place: Here, project: Project, indicator: Indicator, form: SheetForm) -> Doubted | None:
    """What is doubted, or None: then it is entered, or the form says what is wrong."""
    now, by = datetime.now(UTC), person().name
    is_sound = form.validate()
    if form.errors.get("csrf_token"):
        return None
    uploads = photos_in(form, f"{place.programme.code}|{SHEET}|{project.code}|{indicator.code}", now)
    on = day_in(form.measured_on)
    if on is not None:
        refuse_ahead(form.measured_on, on, today_in(place.programme, now))
    if not is_sound or form.errors:
        return None
    answer = Answer(
        frozenset((form.asked.data or "").split()), bool(form.is_right.data), form.reason.data or ""
    )

    def work(writing: Session) -> None:
        of: Any = project, indicator
        measure(writing, place.programme, of, form.typed(), uploads.files, answer, Occasion(by, now))

    try:
        transaction(engine(), work)
    except NotEntered as refused:
        form.take(refused.problems)
        return None
    except Doubted as doubted:
        _ask(form, doubted)
        return doubted
    uploads.claim()
    return None


def _ask(form: SheetForm, doubted: Doubted) -> None:
    """The doubts beside their fields where they are impossible; else as a question that keeps what was typed."""
    if doubted.is_impossible:
        for each in doubted.found:
            field = form[each.column]
            field.errors = [*field.errors, in_words(each)]
        return
    form.reason.flags.required = doubted.needs_reason
    names = {each.doubt.value for each in doubted.found}
    was_asked = names <= set((form.asked.data or "").split())
    form.asked.data = " ".join(sorted(names))
    if was_asked and form.is_right.data and doubted.needs_reason and not form.reason.data:
        form.reason.errors = [_("Say in a few words why it is so.")]
    elif was_asked and not form.is_right.data:
        form.is_right.errors = [_("Confirm it, or correct what you typed.")]
    else:
        form.is_right.data = False


def _indicator_or_404(reading: Session, project: Project, code: str) -> Indicator:
    found = reading.exec(
        select(Indicator).where(Indicator.project_id == project.id, Indicator.code == code)
    ).first()
    if found is None:
        abort(404)
    return found
