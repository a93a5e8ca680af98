"""The page of what waits: for an approval, a threshold or a partner, since when, and what would come of it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.lists import page_of
from grants.forms.waiting_filter import WaitingFilter
from grants.wondering.waiting_projects import projects_with_waits
from grants.wondering.waiting_rows import WaitingGroup, WaitingRow, grouped, waiting_rows
from grants.wondering.waits import WaitsFor
from household_groups.models.projects import Project
from household_groups.models.registry import Community

waiting = Blueprint("waiting", __name__)

_PROJECTS_OF_A_PAGE = 10
"""Each of them is decided in memory, to say what would be matched."""

Waits = tuple[Project, Community, list[WaitingGroup]]


@waiting.get("/programmes/<code:programme>/waiting")
@allows(Action.SEE_MATCHES)
def waiting_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        form = WaitingFilter(request.args)
        form.offer(reading, at.reach)
        is_sound = form.validate()
        page = page_of(reading, _projects(at, form, is_sound), most=_PROJECTS_OF_A_PAGE)
        today = today_in(at.programme, datetime.now(UTC))
        body = render_template(
            "grants/waiting_list.html",
            form=form,
            page=page,
            waits=list(_waits(reading, at, page.rows, form, today)),
        )
        return body, HTTPStatus.OK if is_sound else form.status


def _projects(at: Here, form: WaitingFilter, is_sound: bool) -> sa.Select[Project, Community]:
    if not is_sound:
        return projects_with_waits(at.reach).where(sa.false())
    query = projects_with_waits(at.reach, form.fund.data or "")
    if form.project.data:
        query = query.where(col(Project.code) == form.project.data)
    if form.community.data:
        query = query.where(col(Community.code) == form.community.data)
    if form.reason.data:
        is_approval = form.reason.data == WaitsFor.APPROVAL
        query = query.where(col(Project.approved_seq).is_(None) == is_approval)
    return query


def _waits(
    reading: Session, at: Here, projects: Sequence[Any], form: WaitingFilter, today: date
) -> Iterator[Waits]:
    for project, community in projects:
        rows = [row for row in waiting_rows(reading, at.reach, project, today) if _is_wanted(row, form)]
        if rows:
            yield project, community, grouped(rows)


def _is_wanted(row: WaitingRow, form: WaitingFilter) -> bool:
    is_of_fund = not form.fund.data or form.fund.data in row.funds
    return is_of_fund and (not form.reason.data or row.reason == form.reason.data)
