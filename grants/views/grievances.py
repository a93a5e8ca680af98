"""Grievances: the list, and one of them with what became of it."""

from datetime import UTC, datetime

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.accounts.names import name_key
from core.audit import AuditEntry
from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.forms import Form
from core.web.lists import page_among
from grants.forms.grievance_forms import (
    OPEN,
    OVERDUE,
    GrievanceFilter,
    RestrictForm,
    StepForm,
    offer_communities,
)
from grants.grievances import labels, timing
from grants.grievances.deciding import steps_of
from grants.grievances.listing import Listed, grievances_of
from grants.grievances.states import Transition, may_follow, state_after
from grants.grievances.visible import grievances_within
from grants.paying.asking import Deed
from grants.visible import communities_within
from household_groups.models.grievances import Access, Grievance
from household_groups.models.projects import Project
from household_groups.models.registry import Community

grievances = Blueprint("grievances", __name__, url_prefix="/programmes/<code:programme>/grievances")

_WORDS = {
    "categories": labels.CATEGORIES,
    "channels": labels.CHANNELS,
    "accesses": labels.ACCESS,
    "states": labels.STATES,
    "tones": labels.TONES,
    "steps_in_words": labels.STEPS,
    "targets": timing,
    "Access": Access,
}


@grievances.get("")
@allows(Action.RECORD_GRIEVANCE)
def grievance_list(programme: str) -> ResponseReturnValue:
    """`?state=overdue` those past their day, `?state=open` all that are not resolved."""
    with session(engine()) as reading:
        place = here(reading, programme)
        form = GrievanceFilter(request.args)
        offer_communities(form, communities_of(reading, place))
        form.validate()
        seen = grievances_of(reading, place, deed_in(place).today)
        shown = render_template(
            "grants/grievance_list.html",
            form=form,
            page=page_among([each for each in seen if _is_asked(form, each)]),
            still_open=sum(each.timing.is_open for each in seen),
            overdue=sum(each.is_overdue for each in seen),
            today=deed_in(place).today,
            **_WORDS,
        )
        return shown, form.status if form.errors else 200


@grievances.get("/<code:grievance>")
@allows(Action.RECORD_GRIEVANCE)
def grievance_detail(programme: str, grievance: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return grievance_page(reading, place, find_grievance_or_404(reading, place, grievance))


def _is_asked(form: GrievanceFilter, each: Listed) -> bool:
    state, text = form.given("state"), form.given("text").casefold()
    is_of_state = {
        "": True,
        OPEN: each.timing.is_open,
        OVERDUE: each.is_overdue,
    }.get(state, each.timing.state.value == state)
    category, community = form.given("category"), form.given("community")
    return (
        is_of_state
        and category in ("", each.grievance.category)
        and community in ("", each.community.code if each.community else None)
        and (not text or text in f"{each.grievance.code} {each.grievance.words}".casefold())
    )


def deed_in(place: Here) -> Deed:
    return Deed(place.programme, person().name, datetime.now(UTC))


def communities_of(reading: Session, place: Here) -> list[Community]:
    within = communities_within(place.reach_of(Action.RECORD_GRIEVANCE))
    return list(reading.exec(select(Community).where(within).order_by(col(Community.name))).all())


def find_grievance_or_404(reading: Session, place: Here, code: str) -> Grievance:
    """What the person does not see answers like what there is not."""
    query = select(Grievance).where(grievances_within(place), Grievance.code == code)
    found = reading.exec(query).first()
    if found is None:
        abort(404)
    return found


def following_of(reading: Session, place: Here, found: Grievance) -> list[Transition]:
    state = state_after(each.step for each in steps_of(reading, found.id or 0))
    return may_follow(state, by=place.person.name, recorded_by=found.recorded_by)


def grievance_page(reading: Session, place: Here, found: Grievance, typed: Form | None = None) -> str:
    steps = steps_of(reading, found.id or 0)
    at = timing.timing_of(found.received_on, [(each.step, each.decided_on) for each in steps])
    today = deed_in(place).today
    handles = place.may(Action.HANDLE_GRIEVANCE)
    return render_template(
        "grants/grievance_detail.html",
        grievance=found,
        steps=steps,
        at=at,
        today=today,
        community=reading.get(Community, found.community_id) if found.community_id else None,
        project=reading.get(Project, found.project_id) if found.project_id else None,
        said_of_access=_said_of_access(reading, place, found),
        typed=typed,
        step=_step_form(reading, place, found, len(steps), typed) if handles else None,
        is_own=handles and at.is_open and name_key(person().name) == name_key(found.recorded_by),
        restricting=(typed if isinstance(typed, RestrictForm) else RestrictForm(formdata=None))
        if handles and found.access is Access.OPEN
        else None,
        **_WORDS,
    )


def _step_form(reading: Session, place: Here, found: Grievance, seen: int, typed: Form | None) -> StepForm:
    form = typed if isinstance(typed, StepForm) else StepForm(formdata=None)
    form.offer(following_of(reading, place, found))
    form.seen.data = str(seen)
    if not isinstance(typed, StepForm):
        form.decided_on.data = deed_in(place).today.isoformat()
    return form


def _said_of_access(reading: Session, place: Here, found: Grievance) -> list[AuditEntry]:
    """Why it is open or restricted, where somebody said so."""
    query = select(AuditEntry).where(
        *(AuditEntry.programme_id == place.programme_id, AuditEntry.sheet == "grievances"),
        *(AuditEntry.key == found.code, col(AuditEntry.reason).is_not(None)),
    )
    return list(reading.exec(query.order_by(col(AuditEntry.id))).all())
