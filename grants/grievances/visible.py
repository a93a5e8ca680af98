"""Who sees which grievance: the condition that narrows every query of them.

Whoever records grievances sees the open ones of their communities, and all that they recorded themselves;
who handles them sees them all. A restricted one is for nobody else: in a list, a count, a search or on a
page it is not there.
"""

import sqlalchemy as sa
from sqlmodel import col

from core.accounts.person import Reach
from core.roles import Action
from core.web.access import Here
from household_groups.models.grievances import Access, Grievance
from household_groups.models.projects import Project
from household_groups.models.registry import Community

Condition = sa.ColumnElement[bool]


def grievances_within(place: Here) -> Condition:
    """On `Grievance`, for whoever records or handles them."""
    of_programme = col(Grievance.programme_id) == place.programme_id
    if place.reach_of(Action.HANDLE_GRIEVANCE).is_whole:
        return of_programme
    reach = place.reach_of(Action.RECORD_GRIEVANCE)
    if not reach:
        return sa.false()
    own = col(Grievance.recorded_by) == place.person.name
    is_open = col(Grievance.access) == Access.OPEN
    return of_programme & (own | (is_open & _about(reach)))


def _about(reach: Reach) -> Condition:
    """Of a community within reach, or a project there; what is about neither is for whole programmes."""
    if reach.is_whole:
        return sa.true()
    communities = sa.select(col(Community.id)).where(
        col(Community.programme_id) == reach.programme_id, col(Community.code).in_(reach.communities)
    )
    projects = sa.select(col(Project.id)).where(col(Project.community_id).in_(communities))
    community, project = col(Grievance.community_id), col(Grievance.project_id)
    return community.in_(communities) | (community.is_(None) & project.in_(projects))
