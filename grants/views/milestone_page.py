"""The page of one milestone: what it allows, what is missing, its papers, and what this person can do with it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from sqlmodel import Session, col

from core.programmes import today_in
from core.roles import Action
from core.web.access import Here
from grants.documents.labels import DOCUMENT_KINDS
from grants.documents.listing import documents_of
from grants.forms.evidence_form import EvidenceForm
from grants.forms.paying_forms import AskForm, CertifyForm, ReasonForm
from grants.models.funds import Fund
from grants.models.milestones import Milestone, Tranche
from grants.paying.allowances import allowances
from grants.paying.asked import tranches_of
from grants.paying.gates import missing
from grants.paying.labels import GATES, STATES, TONES
from grants.paying.reached import Reached, milestones_of, who_added_evidence
from grants.paying.states import Who, is_barred
from grants.paying.visible import milestones_within
from grants.rules_in_words.shares import share
from grants.showing.milestones import in_words, state_of
from grants.showing.paying_story import story_of_milestone
from household_groups.models.projects import Project
from household_groups.models.registry import Community

_FORMS: dict[str, Any] = {
    "document": EvidenceForm,
    "asking": AskForm,
    "certifying": CertifyForm,
    "declining": ReasonForm,
    "withdrawing": ReasonForm,
}


def find_milestone_or_404(reading: Session, place: Here, project: str, fund: str, code: str) -> Reached:
    """Within how far the route's action goes."""
    found = milestones_of(
        reading,
        milestones_within(place.reach),
        col(Project.code) == project,
        col(Fund.code) == fund,
        col(Milestone.code) == code,
    )
    if not found:
        abort(404)
    return found[0]


def address_of(place: Here, reached: Reached) -> str:
    return url_for(
        "milestones.milestone_detail",
        programme=place.programme.code,
        project=reached.project.code,
        fund=reached.fund.code,
        milestone=reached.milestone.code,
    )


def milestone_page(
    reading: Session,
    place: Here,
    reached: Reached,
    *,
    faults: list[str] | None = None,
    **forms: Any,
) -> str:
    """`forms` are those that are shown again: document, asking, certifying, declining, withdrawing."""
    today = today_in(place.programme, datetime.now(UTC))
    found = allowances(reading, reached.fund, reached.project)
    code = reached.milestone.code
    community = reading.get_one(Community, reached.project.community_id)
    tranches = tranches_of(
        reading,
        col(Tranche.project_id) == reached.project.id,
        col(Tranche.fund_id) == reached.fund.id,
        col(Tranche.milestone) == code,
    )
    lacks = missing(reading, reached, today)
    return render_template(
        "grants/milestone_detail.html",
        **{name: forms.get(name) or form(formdata=None) for name, form in _FORMS.items()},
        reached=reached,
        state=state_of(reached, today),
        allowance=found.of(code),
        left=found.left_minor(code),
        share=share(Decimal(reached.milestone.share).as_integer_ratio()),
        lacks=in_words(lacks, place.reach_of(Action.SEE_PROJECT_MONEY), community.code),
        documents=documents_of(reading, place.programme_id, "milestones", reached.key),
        kinds=DOCUMENT_KINDS,
        tranches=tranches,
        gates=GATES,
        states=STATES,
        tones=TONES,
        story=story_of_milestone(reached),
        faults=faults or [],
        **_may(reading, place, reached, community.code),
    )


def _may(reading: Session, place: Here, reached: Reached, community: str) -> dict[str, Any]:
    """What this person can do on the page; `barred` says why they of all people cannot certify it."""
    name, barred, is_own = place.person.name, "", False
    if reached.waiting is not None:
        is_own = is_barred(Who.ANOTHER, name, reached.waiting.asked_by, ())
        if is_own:
            barred = _("You asked for this yourself: somebody else has to decide on it.")
        elif any(not is_barred(Who.ASKER, name, by, ()) for by in who_added_evidence(reading, reached)):
            barred = _("You added evidence of this milestone: somebody else has to certify it.")
    return {
        "asks": place.reach_of(Action.ASK_PAYMENT).has_community(community),
        "certifies": place.reach_of(Action.CERTIFY).has_community(community),
        "barred": barred,
        "is_own": is_own,
    }
