"""The programmes that a person sees anything of, and each of them at a glance."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.web.access import allows, here, person, signed_in
from core.web.engine import engine
from core.web.i18n import minor
from reports.closing.quarters import closings_of
from reports.finding import finding_of
from reports.invented import is_invented
from reports.overview import Latest, latest_within, overview_of
from reports.views.home import places_of
from reports.waiting.gathering import tasks_in
from reports.waiting.task import Place
from reports.words import in_words

programmes = Blueprint("reports", __name__)


@programmes.get("/programmes")
@signed_in
def programme_list() -> ResponseReturnValue:
    with session(engine()) as reading:
        found = [overview_of(reading, place) for place in places_of(reading, datetime.now(UTC))]
        return render_template("reports/programme_list.html", overviews=found, in_words=in_words)


@programmes.get("/programmes/<code:programme>")
@allows(Action.SEE_PROJECTS)
def programme_detail(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        place = Place(at.programme, person(), today_in(at.programme, datetime.now(UTC)))
        giving = place.reach(Action.SEE_CONTRIBUTIONS)
        found = overview_of(reading, place)
        return render_template(
            "reports/programme_detail.html",
            found=found,
            finding=finding_of(reading, found, place),
            is_invented=is_invented(reading, at.programme.id),
            last_closed=max(closings_of(reading, place.programme_id), default=None),
            in_words=in_words,
            waiting=tasks_in(reading, place),
            sees_contributions=bool(giving),
            latest=[_step(place, each) for each in latest_within(reading, giving)],
        )


def _step(place: Place, latest: Latest) -> dict[str, Any]:
    """Who verified it is named to those who know the people of the programme."""
    given = latest.contribution
    amount = f"{minor(given.amount_minor, given.currency)} {given.currency}"
    return {
        "on": given.verified_on,
        "what": _(
            "%(reference)s: %(amount)s for %(project)s",
            reference=given.reference,
            amount=amount,
            project=latest.project.name,
        ),
        "by": given.verified_by if place.may(Action.SEE_REGISTRY) else None,
        "url": place.url("contributions.contribution_detail", reference=given.reference),
    }
