"""A step in the life of a project is taken on its page by whoever the table lets take it."""

from datetime import UTC, date, datetime
from http import HTTPStatus

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.i18n import day
from grants.entering.entering import NotEntered
from grants.entering.said import said
from grants.forms.life_forms import StepForm, has_happened
from grants.forms.row_form import day_in
from grants.living.facts import facts_of
from grants.living.labels import STEPS
from grants.living.refusals import LivingReason
from grants.living.stepping import Wanted, take_step
from grants.living.transitions import transition
from grants.paying.asking import Deed
from grants.views.life import life
from grants.views.life_page import ON_OTHER_PAGES, find_project_or_404, life_page, with_meetings
from household_groups.models.life import ProjectStepKind
from household_groups.models.registry import Community

__all__ = ["life"]


@life.post("/projects/<code:project>/life/steps/<code:step>")
@allows(Action.FOLLOW_UP)
def step_new(programme: str, project: str, step: str) -> ResponseReturnValue:
    """Approvals and settlements have pages of their own, where it is seen what they would do."""
    now = datetime.now(UTC)
    kind = _kind_or_404(step)
    with session(engine()) as reading:
        place = here(reading, programme)
        found, community = find_project_or_404(reading, place, project)
        id = int(found.id or 0)
        facts = facts_of(reading, place.programme_id, [id])[id]
    _refuse_others(place, facts.state, kind, community)
    form = with_meetings(StepForm(prefix=f"{kind.value}-"), facts, kind)
    wanted = _wanted(form, place, kind, now)
    if wanted is None:
        return _again(place, project, kind, form, []), form.status
    try:
        deed = Deed(place.programme, person().name, now)
        transaction(engine(), lambda books: take_step(books, deed, id, wanted))
    except NotEntered as refused:
        faults = list(dict.fromkeys(said(problem) for problem in refused.problems))
        return _again(place, project, kind, form, faults), HTTPStatus.UNPROCESSABLE_ENTITY
    except Refusal as refusal:
        return _refused(place, project, kind, form, refusal)
    flash(_("Entered: %(what)s.", what=STEPS[kind]), "good")
    return redirect(url_for(".project_life", programme=programme, project=project), HTTPStatus.SEE_OTHER)


def _kind_or_404(step: str) -> ProjectStepKind:
    if step not in set(ProjectStepKind) - ON_OTHER_PAGES.keys():
        abort(404)
    return ProjectStepKind(step)


def _refuse_others(
    place: Here, state: ProjectStepKind | None, kind: ProjectStepKind, community: Community
) -> None:
    """404 for whoever has not the right that the step needs; what does not follow is refused with words."""
    found = transition(state, kind)
    if found is not None and not place.reach_of(found.action).has_community(community.code):
        abort(404)


def _wanted(form: StepForm, place: Here, kind: ProjectStepKind, now: datetime) -> Wanted | None:
    if not form.validate() or not has_happened(form.decided_on, place.programme, now):
        return None
    on = day_in(form.decided_on)
    assert on is not None
    meeting = form.meeting.data if "meeting" in form else ""
    return Wanted(kind, on, person().name, form.words.data or "", int(meeting) if meeting else None)


def _refused(
    place: Here, project: str, kind: ProjectStepKind, form: StepForm, refusal: Refusal
) -> ResponseReturnValue:
    """403 where somebody else could do it, 409 where the project stands otherwise by now."""
    match refusal.reason:
        case LivingReason.NO_WORDS:
            form.words.errors = [sentence(refusal)]
        case LivingReason.BEFORE_THE_LAST:
            on = refusal.details["day"]
            refusal.details["day"] = day(on) if isinstance(on, date) else on
            form.decided_on.errors = [sentence(refusal)]
        case LivingReason.OWN:
            return _again(place, project, kind, form, [sentence(refusal)]), HTTPStatus.FORBIDDEN
        case LivingReason.NOT_NEXT:
            return _again(place, project, kind, form, [sentence(refusal)]), HTTPStatus.CONFLICT
        case _:
            return _again(place, project, kind, form, [sentence(refusal)]), HTTPStatus.UNPROCESSABLE_ENTITY
    return _again(place, project, kind, form, []), form.status


def _again(place: Here, project: str, kind: ProjectStepKind, form: StepForm, faults: list[str]) -> str:
    with session(engine()) as reading:
        found, community = find_project_or_404(reading, place, project)
        return life_page(reading, place, found, community, faults=faults, step=kind, taking=form)
