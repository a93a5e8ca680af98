"""The page of a project's life: the path so far, what may come next, what it lacks, and whom the works reach."""

from datetime import UTC, datetime
from typing import Any

from flask import abort, render_template
from sqlmodel import Session, col, select

from core.programmes import today_in
from core.roles import Action
from core.web.access import Here
from core.web.forms import select_choices
from core.web.i18n import day
from grants.documents.labels import DOCUMENT_KINDS
from grants.entering.offered import choices_in
from grants.forms.evidence_form import EvidenceForm
from grants.forms.life_forms import StepForm, reached_form
from grants.living.ahead import Ahead, next_of, steps_ahead
from grants.living.due import owed_by_cancelled, since_of
from grants.living.facts import Facts, facts_of
from grants.living.labels import NEXT, STEPS, TONES, VERBS, WHO, lack_in_words, lacks_in_words
from grants.living.lacking import kinds_lacking
from grants.showing.life_path import path_of, reached_of
from grants.visible import projects_within
from household_groups.labels import PROJECT_STATUSES
from household_groups.labels import TONES as STATUS_TONES
from household_groups.models.life import ProjectStepKind
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from household_groups.project_states import state_of

ON_OTHER_PAGES = {
    ProjectStepKind.APPROVED: "approvals.approval_new",
    ProjectStepKind.CANCELLED: "settlement.settlement_new",
}
"""Steps that move money: they are taken where it is seen what they would do."""


def find_project_or_404(reading: Session, place: Here, code: str) -> tuple[Project, Community]:
    """Within how far the route's action goes."""
    query = select(Project, Community).where(Project.community_id == Community.id)
    found = reading.exec(query.where(projects_within(place.reach), col(Project.code) == code)).first()
    if found is None:
        abort(404)
    return found


def life_page(
    reading: Session,
    place: Here,
    project: Project,
    community: Community,
    *,
    faults: list[str] | None = None,
    step: ProjectStepKind | None = None,
    **forms: Any,
) -> str:
    """`forms` are those that are shown again: taking (of `step`), paper, reaching."""
    facts = facts_of(reading, place.programme_id, [int(project.id or 0)])[int(project.id or 0)]
    today = today_in(place.programme, datetime.now(UTC))
    ahead = steps_ahead(
        facts, today, place.person.name, lambda action: place.reach_of(action).has_community(community.code)
    )
    follows = place.reach_of(Action.FOLLOW_UP).has_community(community.code)
    taking = {each.step: _step_form(facts, each, today.isoformat()) for each in ahead if each.is_mine}
    if step is not None and "taking" in forms:
        taking[step] = forms["taking"]
    return render_template(
        "grants/project_life.html",
        project=project,
        community=community,
        facts=facts,
        path=list(path_of(reading, place.programme_id, facts)),
        ahead=ahead,
        taking=taking,
        elsewhere=ON_OTHER_PAGES,
        status=(PROJECT_STATUSES[state_of(project)], STATUS_TONES[state_of(project)]),
        words=(STEPS, TONES, NEXT, VERBS, WHO),
        lack_in_words=lack_in_words,
        kinds=DOCUMENT_KINDS,
        paper=forms.get("paper") or _paper_form(ahead),
        follows=follows,
        reached=reached_of(reading, facts.project),
        reaching=forms.get("reaching")
        or (reaching_form(reading, place, today.isoformat()) if follows else None),
        owed=[each for each in _owed(reading, place) if each.project.id == project.id],
        faults=faults or [],
    )


def life_line(reading: Session, place: Here, project: Project, community: Community) -> dict[str, Any]:
    """The life of a project in one line, for its own page."""
    id = int(project.id or 0)
    facts = facts_of(reading, place.programme_id, [id])[id]
    today = today_in(place.programme, datetime.now(UTC))
    ahead = next_of(
        *(facts, today, place.person.name),
        lambda action: place.reach_of(action).has_community(community.code),
    )
    return {
        "since": since_of(facts),
        "state": facts.state and STEPS[facts.state],
        "next": ahead and NEXT[ahead.step],
        "lacks": lacks_in_words(ahead.lacks) if ahead else "",
    }


def meetings_offered(facts: Facts) -> list[tuple[str, str]]:
    """Those that chose the project, the latest first."""
    chosen = sorted(
        (facts.meetings[id] for id in facts.chosen_in), key=lambda each: each.held_on, reverse=True
    )
    return [(str(each.id), f"{each.code} · {day(each.held_on)}") for each in chosen]


def reaching_form(reading: Session, place: Here, today: str) -> Any:
    """Of the communities in which this person follows up works."""
    communities = choices_in(reading, place.reach_of(Action.FOLLOW_UP), "communities", {})
    return reached_form(communities)(formdata=None, data={"measured_on": today})


def _step_form(facts: Facts, ahead: Ahead, today: str) -> StepForm:
    form = StepForm(formdata=None, data={"decided_on": today}, prefix=f"{ahead.step.value}-")
    return with_meetings(form, facts, ahead.step)


def with_meetings(form: StepForm, facts: Facts, step: ProjectStepKind) -> StepForm:
    """The field for the meeting, where the step is a proposal."""
    if step is not ProjectStepKind.PROPOSED:
        del form.meeting
        return form
    form.meeting.choices = select_choices(meetings_offered(facts))
    return form


def _paper_form(ahead: list[Ahead]) -> EvidenceForm:
    lacking = [kind for each in ahead for kind in kinds_lacking(each.lacks)]
    return EvidenceForm(formdata=None, data={"kind": lacking[0].value} if lacking else None)


def _owed(reading: Session, place: Here) -> list[Any]:
    reach = place.reach_of(Action.SEE_FUND)
    return owed_by_cancelled(reading, reach) if reach else []
