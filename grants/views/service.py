"""Checks of works in use: entering one, after the handover."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.database import session, transaction
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.forms import status_of
from core.web.i18n import day
from grants.entering.entering import NotEntered
from grants.forms.impact_forms import check_form
from grants.forms.row_form import day_in, refuse_ahead, refuse_before, require
from grants.forms.sheet_form import SheetForm
from grants.impact import labels
from grants.impact.checking import SHEET, check_work
from grants.impact.works import Work, works_within
from grants.importing.importing import Occasion
from grants.views.life_page import find_project_or_404
from grants.views.photos_of_row import photos_in
from household_groups.models.projects import Project
from household_groups.models.service import Functional

service = Blueprint("service", __name__, url_prefix="/programmes/<code:programme>")


@service.route("/projects/<code:project>/service/new", methods=["GET", "POST"])
@allows(Action.FOLLOW_UP)
def check_new(programme: str, project: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found, community = find_project_or_404(reading, place, project)
        today = today_in(place.programme, datetime.now(UTC))
        work = next(iter(works_within(reading, place.reach, today, found.code)), None)
    form = check_form()(data=_likely(work, today.isoformat()))
    if form.is_submitted() and _is_entered(place, found, work, form):
        flash(_("Entered: the check of %(what)s.", what=found.name), "good")
        return redirect(url_for("impact.project_impact", programme=programme, project=project), 303)
    shown = render_template(
        "grants/impact_check.html",
        project=found,
        community=community,
        work=work,
        form=form,
        labels=labels,
    )
    return shown, 200 if not form.is_submitted() else status_of(form)


def _likely(work: Work | None, today: str) -> Mapping[str, str]:
    """Today, and for which of the due checks it is."""
    likely = {"checked_on": today}
    if work is not None and work.next is not None and work.is_due:
        likely["months"] = str(work.next.months)
    return likely


def _is_entered(place: Here, project: Project, work: Work | None, form: SheetForm) -> bool:
    """Whether the check stands in the books now; what is wrong is said beside its field."""
    now, by = datetime.now(UTC), person().name
    is_sound = form.validate()
    if form.errors.get("csrf_token"):
        return False
    uploads = photos_in(form, f"{place.programme.code}|{SHEET}|{project.code}", now)
    _check_day(place, work, form, now)
    if form.functional.data and form.functional.data != Functional.YES:
        require(form.words, _("Say in a few words what does not work."))
    if not is_sound or form.errors:
        return False
    try:
        transaction(
            engine(),
            lambda writing: check_work(
                writing, place.programme, project, form.typed(), uploads.files, Occasion(by, now)
            ),
        )
    except NotEntered as refused:
        form.take(refused.problems)
        return False
    uploads.claim()
    return True


def _check_day(place: Here, work: Work | None, form: SheetForm, now: datetime) -> None:
    """After the handover and not ahead, and no more days out of order than passed since the check before."""
    on = day_in(form.checked_on)
    if on is None:
        return
    refuse_ahead(form.checked_on, on, today_in(place.programme, now))
    if work is None or not work.is_there:
        form.checked_on.errors = [*form.checked_on.errors, _("Nothing of it is built yet.")]
        return
    if (first := work.handed_over_on) is not None:
        refuse_before(form.checked_on, on, first, _("It was handed over on %(day)s.", day=day(first)))
    since = _since(work, on)
    days = (form.days_down.data or "").strip()
    if since is not None and days.isdecimal() and int(days) > (on - since).days:
        said = _("Only %(days)s days passed since the last check or the handover.", days=(on - since).days)
        form.days_down.errors = [*form.days_down.errors, said]


def _since(work: Work, on: date) -> date | None:
    """The day of the last check before it, else of the handover."""
    before = [each.checked_on for each in work.checks if each.checked_on < on]
    since = before[-1] if before else work.handed_over_on
    return since if since is not None and since <= on else None
