"""Projects: the list, and the page of one with its money, its works and its story."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col

from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.forms import select_choices
from core.web.lists import Page, containing, page_of
from grants.evidence.reaching import find_file
from grants.forms.project_filter import ProjectFilter
from grants.showing import paying_out
from grants.showing.project_corrections import corrections_in
from grants.showing.project_funders import funders_of
from grants.showing.project_money import Standing, money_of, standings
from grants.showing.project_story import story_of
from grants.showing.works_photo import photo_of_works
from grants.spending.reading import spending_of
from grants.views.life_page import life_line
from grants.views.project_actions import actions_on
from grants.views.waits import waits_in_project
from grants.visible import contributions_within, projects_within
from household_groups.labels import KINDS, PROJECT_STATUSES, STATUSES, TONES
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.projects import Project, ProjectStatus
from household_groups.models.registry import Community, HouseholdGroup
from household_groups.project_states import in_state, state_of
from household_groups.queries.works import Works, indicators_of, works_of

projects = Blueprint("projects", __name__)

_LATEST = 5


@projects.get("/programmes/<code:programme>/projects")
@allows(Action.SEE_PROJECTS)
def project_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        found = here(reading, programme)
        form = _filter(reading, found)
        page = page_of(reading, _rows(found, form))
        return render_template(
            "grants/project_list.html",
            form=form,
            page=page,
            money=_money(reading, found, page),
            works=works_of(reading, [row.Project.id for row in page.rows]),
            nothing=(Standing(), Works()),
            state_of=state_of,
            statuses=PROJECT_STATUSES,
            tones=TONES,
        )


@projects.get("/programmes/<code:programme>/projects/<code:project>")
@allows(Action.SEE_PROJECTS)
def project_detail(programme: str, project: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        found = here(reading, programme)
        row = reading.execute(_of_reach(found).where(col(Project.code) == project)).first()
        if row is None:
            abort(404)
        return render_template(
            "grants/project_detail.html",
            project=row.Project,
            community=row.Community,
            state=state_of(row.Project),
            statuses=PROJECT_STATUSES,
            tones=TONES,
            kinds=KINDS,
            contribution_statuses=STATUSES,
            actions=actions_on(found, row.Project, row.Community.code),
            life=life_line(reading, found, row.Project, row.Community),
            **_about_money(reading, found, row.Project, row.Community),
            **_about_works(reading, found, row.Project),
            **_about_contributions(reading, found, row.Project),
        )


def _of_reach(found: Here) -> sa.Select[Project, Community]:
    """(project, community) by code."""
    query = sa.select(Project, Community).join(Community, col(Community.id) == col(Project.community_id))
    return query.where(projects_within(found.reach)).order_by(col(Project.code))


def _rows(found: Here, form: ProjectFilter) -> sa.Select[Project, Community]:
    query = _of_reach(found)
    if not form.validate():
        return query
    if form.search.data:
        text = form.search.data
        query = query.where(containing(col(Project.name), text) | containing(col(Project.code), text))
    if form.state.data:
        query = query.where(in_state(ProjectStatus(form.state.data)))
    if form.community.data:
        query = query.where(col(Community.code) == form.community.data)
    if form.sector.data:
        query = query.where(col(Project.sector) == form.sector.data)
    return query


def _filter(reading: Session, found: Here) -> ProjectFilter:
    form = ProjectFilter(request.args)
    rows = _of_reach(found).order_by(None).subquery()
    part = sa.select(rows.c.sector).distinct().order_by(rows.c.sector)
    mine = sa.select(col(Community.code), col(Community.name)).join(
        Project, col(Project.community_id) == col(Community.id)
    )
    mine = mine.where(projects_within(found.reach)).distinct().order_by(col(Community.code))
    named = [(code, f"{code} · {name}") for code, name in reading.execute(mine)]
    form.community.choices = select_choices([("", _("All")), *named])
    sectors = [(sector, sector) for sector in reading.scalars(part)]
    form.sector.choices = select_choices([("", _("All")), *sectors])
    return form


def _money(reading: Session, found: Here, page: Page) -> dict[str, Standing]:
    return standings(reading, found.programme_id, [row.Project.code for row in page.rows])


def _about_money(reading: Session, found: Here, project: Project, community: Community) -> dict[str, Any]:
    """A donor reads of their own funds one by one, and of all others by name and as one total."""
    sees_all = found.reach.has_community(community.code)
    money = money_of(reading, project)
    return {
        **paying_out.of_project(reading, found, project),
        "money": money,
        "funders": funders_of(money, None if sees_all else found.reach),
        "spending": spending_of(reading, project),
        "corrections": corrections_in(reading, found, project, sees_all),
        "story": story_of(reading, found, project, sees_all),
        "sees_all": sees_all,
    }


def _about_works(reading: Session, found: Here, project: Project) -> dict[str, Any]:
    assert project.id is not None
    photo = photo_of_works(reading, project)
    is_theirs = photo is not None and find_file(reading, found.programme_id, found.reach_of, photo[0].id or 0)
    return {
        "works": works_of(reading, [project.id]).get(project.id, Works()),
        "indicators": indicators_of(reading, project.id),
        "photo": photo if is_theirs else None,
    }


def _about_contributions(reading: Session, found: Here, project: Project) -> dict[str, Any]:
    """The latest few, how many there are, and how many of them wait for the approval."""
    within = contributions_within(found.reach_of(Action.SEE_CONTRIBUTIONS))
    of_project = col(Contribution.project_id) == project.id
    query = sa.select(Contribution, HouseholdGroup).join(
        HouseholdGroup, col(HouseholdGroup.id) == col(Contribution.group_id)
    )
    latest = query.where(of_project, within).order_by(
        col(Contribution.received_on).desc(), col(Contribution.id).desc()
    )
    count = sa.select(sa.func.count()).select_from(Contribution).where(of_project, within)
    is_verified = col(Contribution.status) == ContributionStatus.VERIFIED
    held = reading.execute(count.where(is_verified)).scalar_one() if project.approved_seq is None else 0
    return {
        "contributions": reading.execute(latest.limit(_LATEST)).all(),
        "count": reading.execute(count).scalar_one(),
        "held": held,
        "waits": waits_in_project(reading, found, project),
    }
