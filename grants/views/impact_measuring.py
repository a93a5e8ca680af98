"""Entering a measurement: what is impossible is refused beside its field, what is odd is asked about."""

from datetime import UTC, datetime
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, select

from core.database import session, transaction
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.forms import status_of
from grants.entering.entering import NotEntered
from grants.forms.impact_forms import measurement_form
from grants.forms.life_forms import has_happened_in
from grants.forms.sheet_form import SheetForm
from grants.impact import labels
from grants.impact.doubt_words import in_words
from grants.impact.indicators import SHEET, indicators_now
from grants.impact.measuring import Answer, Doubted, measure
from grants.importing.importing import Occasion
from grants.views.impact import impact
from grants.views.life_page import find_project_or_404
from grants.views.photos_of_row import photos_in
from household_groups.models.projects import Indicator, Project

__all__ = ["impact"]


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


def _measured(place: Here, project: Project, indicator: Indicator, form: SheetForm) -> Doubted | None:
    """What is doubted, or None: then it is entered, or the form says what is wrong."""
    now, by = datetime.now(UTC), person().name
    is_sound = form.validate()
    if form.errors.get("csrf_token"):
        return None
    uploads = photos_in(form, f"{place.programme.code}|{SHEET}|{project.code}|{indicator.code}", now)
    if not has_happened_in(form["measured_on"], place.programme, now) or not is_sound or form.errors:
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
