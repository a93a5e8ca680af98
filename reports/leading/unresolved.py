"""Grievances whose day passed by the end of the quarter, and that nobody has answered or resolved since."""

from collections.abc import Iterator

import sqlalchemy as sa
from flask_babel import gettext as _

from core.tables import table
from grants.grievances.labels import CATEGORIES
from grants.grievances.timing import timing_of
from household_groups.models.grievances import Access, Grievance
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from reports.leading.thing import Kind, Look, Thing, kind_of
from reports.queries.grievances import steps


def unresolved(look: Look) -> Kind:
    """Whoever is led through a quarter handles grievances, and sees the restricted ones, too."""
    url = look.place.url("grievances.grievance_list", state="overdue")
    return kind_of(_("Grievances past their day"), _overdue(look), url)


def _overdue(look: Look) -> Iterator[Thing]:
    """Of what is kept from others the code alone is said."""
    taken = steps(look.session, look.programme_id, look.place.today)
    for row in look.session.execute(_received(look)):
        timing = timing_of(row.received_on, taken.get(row.id, ()))
        if (
            timing.due_on is None
            or timing.due_on > look.span.ends_on
            or not timing.is_overdue(look.place.today)
        ):
            continue
        is_open = row.access is Access.OPEN
        said = {"code": row.code, "about": CATEGORIES[row.category]}
        yield Thing(
            str(_("%(code)s, %(about)s", **said) if is_open else row.code),
            (row.community or look.place.programme.name) if is_open else str(_("Kept from others")),
            look.holders.manager(),
            timing.due_on,
            look.place.url("grievances.grievance_detail", grievance=row.code),
        )


def _received(look: Look) -> sa.Select[tuple[object, ...]]:
    t, project, community = table(Grievance).c, table(Project).c, table(Community).c
    about = sa.func.coalesce(t.community_id, project.community_id)
    return (
        sa.select(t.id, t.code, t.received_on, t.category, t.access, community.name.label("community"))
        .select_from(table(Grievance).outerjoin(table(Project), t.project_id == project.id))
        .outerjoin(table(Community), about == community.id)
        .where(t.programme_id == look.programme_id, t.received_on <= look.until)
    )
