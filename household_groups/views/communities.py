"""Communities: the list, and the page of one with its groups and projects."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.database import session
from core.roles import Action
from core.web.access import allows, here
from core.web.engine import engine
from core.web.forms import select_choices
from core.web.lists import containing, page_of
from household_groups.forms.registry_filters import CommunityFilter
from household_groups.labels import MARGINALITY, PROJECT_STATUSES, TONES
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from household_groups.project_states import state_of
from household_groups.queries.registry import Condition, community_rows, group_rows, regions, totals_of

communities = Blueprint("communities", __name__)


@communities.get("/programmes/<code:programme>/communities")
@allows(Action.SEE_REGISTRY)
def community_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        found = here(reading, programme)
        form = CommunityFilter(request.args)
        form.region.choices = select_choices(
            [("", _("All")), *((name, name) for name in regions(reading, found.reach))]
        )
        conditions = _asked(form) if form.validate() else []
        rows = community_rows(found.reach, *conditions)
        return render_template(
            "household_groups/community_list.html",
            form=form,
            page=page_of(reading, rows),
            totals=totals_of(reading, rows, "group_count", "household_count", "project_count"),
            marginality=MARGINALITY,
        )


@communities.get("/programmes/<code:programme>/communities/<code:community>")
@allows(Action.SEE_REGISTRY)
def community_detail(programme: str, community: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        found = here(reading, programme)
        row = reading.execute(community_rows(found.reach, col(Community.code) == community)).first()
        if row is None:
            abort(404)
        groups = group_rows(found.reach, col(Community.code) == community)
        return render_template(
            "household_groups/community_detail.html",
            row=row,
            community=row.Community,
            groups=page_of(reading, groups),
            projects=_projects(reading, row.Community),
            marginality=MARGINALITY,
            state_of=state_of,
            statuses=PROJECT_STATUSES,
            tones=TONES,
        )


def _asked(form: CommunityFilter) -> list[Condition]:
    conditions: list[Condition] = []
    if form.search.data:
        text = form.search.data
        conditions.append(containing(col(Community.name), text) | containing(col(Community.code), text))
    if form.region.data:
        conditions.append(col(Community.admin1) == form.region.data)
    return conditions


def _projects(reading: Session, community: Community) -> list[Project]:
    query = select(Project).where(Project.community_id == community.id).order_by(col(Project.code))
    return list(reading.exec(query))
