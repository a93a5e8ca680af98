"""The page of one tranche: what is asked for, who approved it, and what this person can do with it."""

from typing import Any

from flask import abort, render_template
from sqlmodel import Session, col

from core.roles import Action
from core.web.access import Here
from grants.forms.paying_forms import ApproveForm, ReasonForm
from grants.models.milestones import Tranche
from grants.paying.allowances import allowances
from grants.paying.asked import Asked, tranches_of
from grants.paying.labels import STATES, TONES
from grants.paying.payment import left_to_pay
from grants.paying.reached import Reached, find_reached
from grants.paying.states import Who, is_barred
from grants.paying.visible import tranches_within
from grants.showing.paying_story import story_of_tranche
from household_groups.models.registry import Community


def find_tranche_or_404(reading: Session, place: Here, reference: str) -> Asked:
    """Within how far the route's action goes."""
    found = tranches_of(reading, tranches_within(place.reach), col(Tranche.reference) == reference)
    if not found:
        abort(404)
    return found[0]


def tranche_page(
    reading: Session, place: Here, asked: Asked, *, faults: list[str] | None = None, **forms: Any
) -> str:
    """`forms` are those that are shown again: declining, withdrawing."""
    name, asker = place.person.name, asked.tranche.asked_by
    community = reading.get_one(Community, asked.project.community_id)
    approved_by = [step.decided_by for step in asked.approvals]
    return render_template(
        "grants/tranche_detail.html",
        asked=asked,
        reached=_reached(reading, asked),
        allowance=allowances(reading, asked.fund, asked.project),
        payable=left_to_pay(reading, asked),
        approving=ApproveForm(formdata=None),
        declining=forms.get("declining") or ReasonForm(formdata=None),
        withdrawing=forms.get("withdrawing") or ReasonForm(formdata=None),
        is_own=not is_barred(Who.ASKER, name, asker, ()),
        has_approved=is_barred(Who.ANOTHER_EACH_TIME, name, "", approved_by),
        confirms=place.may(Action.CONFIRM),
        asks=place.reach_of(Action.ASK_PAYMENT).has_community(community.code),
        states=STATES,
        tones=TONES,
        story=story_of_tranche(asked),
        faults=faults or [],
    )


def _reached(reading: Session, asked: Asked) -> Reached | None:
    return None if asked.milestone is None else find_reached(reading, asked.milestone.id or 0)
