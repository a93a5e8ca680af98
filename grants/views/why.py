"""The page that answers, of one contribution: why each rule matched it as it did, and why the others did not."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import select

from core.database import session
from core.roles import Action
from core.web.access import allows, here
from core.web.engine import engine
from grants.recording.thresholds import left_of
from grants.views.waits import waits_of
from grants.visible import contribution_within
from grants.wondering.whys import decisions_on, did_not_look, is_waiting, whys_of
from grants.wondering.whys_words import finding
from household_groups.labels import KINDS, STATUSES, TONES
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from household_groups.models.registry import HouseholdGroup

why = Blueprint("why", __name__)


@why.get("/programmes/<code:programme>/contributions/<code:reference>/why")
@allows(Action.SEE_MATCHES)
def contribution_why(programme: str, reference: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        contribution = reading.exec(
            select(Contribution).where(contribution_within(at.reach, reference))
        ).first()
        if contribution is None:
            abort(404)
        project = reading.get_one(Project, contribution.project_id)
        decisions = decisions_on(reading, contribution, at.reach)
        of_rules = whys_of(reading, contribution, decisions, at.reach)
        others = did_not_look(reading, contribution, project, at.reach_of(Action.SEE_RULES))
        return render_template(
            "grants/contribution_why.html",
            contribution=contribution,
            project=project,
            group=reading.get_one(HouseholdGroup, contribution.group_id),
            finding=finding(contribution, project, of_rules, left_of(reading, contribution)),
            considered=[each for each in of_rules if each.was_considered],
            refused=[each for each in of_rules if not each.was_considered],
            others=others,
            waits=waits_of(reading, at, contribution, project, is_waiting(decisions)),
            KINDS=KINDS,
            STATUSES=STATUSES,
            TONES=TONES,
        )
