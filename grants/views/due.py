"""What is due across the programme: each project on its way, since when, what it lacks, and who has it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.forms import select_choices
from core.web.lists import page_of
from grants.forms.life_forms import DueFilter
from grants.living.due import due_ids, due_of, owed_by_cancelled
from grants.living.labels import NEXT, STEPS, TONES, WHO, lacks_in_words
from grants.views.life_steps import life
from grants.visible import projects_within
from household_groups.labels import PROJECT_STATUSES
from household_groups.labels import TONES as STATUS_TONES
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from household_groups.project_states import state_of

__all__ = ["life"]


@life.get("/due")
@allows(Action.SEE_PROJECTS)
def due_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        today = today_in(place.programme, datetime.now(UTC))
        form = _filter(reading, place)
        refunds = owed_by_cancelled(reading, place.reach_of(Action.SEE_FUND))
        owing = [each.project.id or 0 for each in refunds]
        query = due_ids(place.reach, owing, state=form.given("state"))
        page = page_of(reading, _in_community(query, form.given("community")))
        communities = _communities(reading, page.rows)
        due = due_of(
            reading,
            place.reach,
            page.rows,
            on=today,
            by=place.person.name,
            may=lambda action, code: place.reach_of(action).has_community(code),
            refunds=refunds,
            communities={id: each.code for id, each in communities.items()},
        )
        shown = render_template(
            "grants/due_list.html",
            form=form,
            page=page,
            rows=due,
            communities=communities,
            today=today,
            words=(STEPS, TONES, NEXT, WHO),
            statuses=(PROJECT_STATUSES, STATUS_TONES),
            state_of=state_of,
            lacks_in_words=lacks_in_words,
        )
        return shown, form.status if form.errors else 200


def _filter(reading: Session, place: Here) -> DueFilter:
    form = DueFilter(request.args)
    of_projects = (
        sa.select(col(Community.code), col(Community.name))
        .join(Project, col(Project.community_id) == col(Community.id))
        .where(projects_within(place.reach))
        .distinct()
        .order_by(col(Community.code))
    )
    named = [(code, f"{code} · {name}") for code, name in reading.execute(of_projects)]
    form.community.choices = select_choices([("", _("All")), *named])
    del form.text
    form.validate()
    return form


def _in_community(query: sa.Select[Any], code: str) -> sa.Select[Any]:
    if not code:
        return query
    ids = sa.select(col(Community.id)).where(col(Community.code) == code)
    return query.where(col(Project.community_id).in_(ids))


def _communities(reading: Session, ids: Sequence[int]) -> dict[int, Community]:
    """Of these projects, by their own ids."""
    of_projects = sa.select(col(Project.community_id)).where(col(Project.id).in_(ids))
    query = select(Community).where(col(Community.id).in_(of_projects))
    return {each.id or 0: each for each in reading.exec(query)}
