"""Milestones: the list, and the page of one with its documents, its certification and its tranches."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.lists import containing, page_of
from grants.documents.labels import DOCUMENT_KINDS
from grants.documents.listing import documents_of
from grants.evidence.files import files_of
from grants.forms.evidence_form import EvidenceForm
from grants.forms.money_filters import FundAndProjectFilter, asked
from grants.forms.paying_forms import AskForm, CertifyForm, ReasonForm
from grants.models.funds import Fund
from grants.models.milestones import Milestone, Tranche
from grants.paying.allowances import allowances
from grants.paying.deciding import who_added_evidence
from grants.paying.gates import missing
from grants.paying.labels import DECISIONS, GATES, STATES, TONES
from grants.paying.reading import Reached, milestones_of, tranches_of
from grants.paying.states import Who, is_barred
from grants.paying.visible import milestones_within
from grants.rules_in_words.shares import share
from grants.showing.milestones import in_words, rows_of, state_of
from grants.views.evidence_of_money import is_added
from household_groups.models.projects import Project
from household_groups.models.registry import Community

milestones = Blueprint("milestones", __name__, url_prefix="/programmes/<code:programme>/milestones")


@milestones.get("")
@allows(Action.SEE_PROJECT_MONEY)
def milestone_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form = asked(FundAndProjectFilter, reading, place.reach)
        query = (
            sa.select(Milestone.id)  # type: ignore[call-overload]
            .where(milestones_within(place.reach))
            .where(col(Milestone.fund_id) == Fund.id, col(Milestone.project_id) == Project.id)
            .where(form.of_fund(), form.of_project(), form.between(col(Milestone.due_on)))  # type: ignore[arg-type]
            .where(_with_text(form.given("text")))
            .order_by(col(Project.code), col(Fund.code), col(Milestone.due_on), col(Milestone.code))
        )
        page = page_of(reading, query)
        today = today_in(place.programme, datetime.now(UTC))
        found = milestones_of(reading, col(Milestone.id).in_(page.rows))
        shown = render_template(
            "grants/milestone_list.html",
            page=page,
            form=form,
            rows=rows_of(reading, today, found),
            gates=GATES,
        )
        return shown, form.status if form.errors else 200


@milestones.get("/<code:project>/<code:fund>/<code:milestone>")
@allows(Action.SEE_PROJECT_MONEY)
def milestone_detail(programme: str, project: str, fund: str, milestone: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return milestone_page(reading, place, find_milestone_or_404(reading, place, project, fund, milestone))


@milestones.post("/<code:project>/<code:fund>/<code:milestone>/documents")
@allows(Action.ASK_PAYMENT)
def milestone_document(programme: str, project: str, fund: str, milestone: str) -> ResponseReturnValue:
    """A photo, certificate, minutes, handover act."""
    with session(engine()) as reading:
        place = here(reading, programme)
        reached = find_milestone_or_404(reading, place, project, fund, milestone)
        had = len(files_of(reading, place.programme_id, "milestones", reached.key))
    form = EvidenceForm()
    if is_added(place, "milestones", reached.key, form, had, named=reached.milestone.name):
        return redirect(address_of(place, reached), 303)
    with session(engine()) as reading:
        return milestone_page(reading, place, reached, document=form), form.status


def _with_text(text: str) -> sa.ColumnElement[bool]:
    found = (containing(column, text) for column in (col(Milestone.code), col(Milestone.name)))
    return sa.or_(*found) if text else sa.true()


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
    shown: dict[str, Any] = {
        "document": EvidenceForm,
        "asking": AskForm,
        "certifying": CertifyForm,
        "declining": ReasonForm,
        "withdrawing": ReasonForm,
    }
    community = reading.get_one(Community, reached.project.community_id)
    tranches = tranches_of(
        reading,
        col(Tranche.project_id) == reached.project.id,
        col(Tranche.fund_id) == reached.fund.id,
        col(Tranche.milestone) == code,
    )
    return render_template(
        "grants/milestone_detail.html",
        **{name: forms.get(name) or form(formdata=None) for name, form in shown.items()},
        reached=reached,
        state=state_of(reached, today),
        allowance=found.of(code),
        left=found.left_minor(code),
        share=share(Decimal(reached.milestone.share).as_integer_ratio()),
        lacks=in_words(
            missing(reading, reached, today), place.reach_of(Action.SEE_PROJECT_MONEY), community.code
        ),
        documents=documents_of(reading, place.programme_id, "milestones", reached.key),
        kinds=DOCUMENT_KINDS,
        tranches=tranches,
        gates=GATES,
        states=STATES,
        tones=TONES,
        story=_story(reached),
        faults=faults or [],
        **_may(reading, place, reached, community.code),
    )


def _may(reading: Session, place: Here, reached: Reached, community: str) -> dict[str, Any]:
    """What this person can do on the page; `barred` says why they of all people cannot certify it."""
    name = place.person.name
    barred = ""
    if reached.waits and reached.latest is not None:
        if is_barred(Who.ANOTHER, name, reached.latest.certification.asked_by, ()):
            barred = _("You asked for this yourself: somebody else has to decide on it.")
        elif any(not is_barred(Who.ASKER, name, by, ()) for by in who_added_evidence(reading, reached)):
            barred = _("You added evidence of this milestone: somebody else has to certify it.")
    asks = place.reach_of(Action.ASK_PAYMENT).has_community(community)
    return {
        "asks": asks,
        "certifies": place.reach_of(Action.CERTIFY).has_community(community),
        "barred": barred,
        "is_own": bool(
            reached.waits
            and reached.latest
            and not is_barred(Who.ASKER, name, reached.latest.certification.asked_by, ())
        ),
    }


def _story(reached: Reached) -> list[dict[str, Any]]:
    """Every request and every word on it, in order."""
    story: list[dict[str, Any]] = []
    for each in reached.asked:
        asked_for = each.certification
        what = _("Asked that it be certified (%(reference)s)", reference=asked_for.reference)
        story.append(
            {"on": asked_for.asked_on, "what": what, "by": asked_for.asked_by, "detail": asked_for.words}
        )
        story += [
            {
                "on": step.decided_on,
                "what": DECISIONS[step.decision],
                "by": step.decided_by,
                "detail": step.reason,
            }
            for step in each.steps
        ]
    return story
