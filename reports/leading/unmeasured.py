"""Indicators that nobody measured in the quarter, and works of which nobody said how far they are."""

import sqlalchemy as sa
from flask_babel import gettext as _

from core.tables import table
from household_groups.models.projects import Indicator, Measurement, Progress, Project, ProjectStatus
from household_groups.models.registry import Community
from reports.leading.running import is_at_work_in
from reports.leading.thing import Kind, Look, Thing, kind_of


def unmeasured(look: Look) -> Kind:
    """Of projects at work those without a measurement in the quarter; of those that are done, without any.

    Nothing is asked of works that began in the quarter: their baseline says how it was.
    """
    t, project, community, found = (table(model).c for model in (Indicator, Project, Community, Measurement))
    last = (
        sa.select(found.indicator_id, sa.func.max(found.measured_on).label("on"))
        .where(found.programme_id == look.programme_id, found.measured_on <= look.span.ends_on)
        .group_by(found.indicator_id)
        .subquery()
    )
    began = sa.func.coalesce(project.starts_on, project.approved_on) < look.span.starts_on
    at_work = is_at_work_in(look.programme_id, look.span)
    is_done = (project.approved_on <= look.span.ends_on) & (project.status != ProjectStatus.CANCELLED)
    query = (
        sa.select(t.name, project.code, project.name.label("project"))
        .add_columns(last.c.on, project.approved_on)
        .add_columns(community.code.label("community"), community.name.label("of"))
        .select_from(table(Indicator).join(table(Project), t.project_id == project.id))
        .join(table(Community), project.community_id == community.id)
        .outerjoin(last, last.c.indicator_id == t.id)
        .where(t.programme_id == look.programme_id, began)
        .where(
            sa.or_(
                at_work & sa.or_(last.c.on.is_(None), last.c.on < look.span.starts_on),
                is_done & last.c.on.is_(None),
            )
        )
    )
    things = (
        Thing(
            row.name,
            _place_of(row.project, row.of),
            look.holders.officer(row.community),
            row.on or row.approved_on,
            look.place.url("impact.project_impact", project=row.code),
        )
        for row in look.session.execute(query)
    )
    return kind_of(_("Indicators without a measurement"), things, look.place.url("projects.project_list"))


def without_progress(look: Look) -> Kind:
    """Since the last report of how far the works are, or since the approval where there is none."""
    project, community, t = table(Project).c, table(Community).c, table(Progress).c
    last = (
        sa.select(t.project_id, sa.func.max(t.on).label("on"))
        .where(t.programme_id == look.programme_id, t.on <= look.span.ends_on)
        .group_by(t.project_id)
        .subquery()
    )
    query = (
        sa.select(project.code, project.name, last.c.on, project.approved_on)
        .add_columns(community.code.label("community"), community.name.label("of"))
        .select_from(table(Project).join(table(Community), project.community_id == community.id))
        .outerjoin(last, last.c.project_id == project.id)
        .where(is_at_work_in(look.programme_id, look.span))
        .where(sa.or_(last.c.on.is_(None), last.c.on < look.span.starts_on))
    )
    things = (
        Thing(
            row.name,
            row.of,
            look.holders.officer(row.community),
            row.on or row.approved_on,
            look.place.url("rows.row_new", sheet="progress", project=row.code),
        )
        for row in look.session.execute(query)
    )
    return kind_of(_("Projects without a progress report"), things, look.place.url("projects.project_list"))


def _place_of(project: str, community: str) -> str:
    return str(_("%(project)s, %(community)s", project=project, community=community))
