"""What of milestones, certifications and tranches lies within a person's reach, for every query of their pages.

A donor sees those of their fund, a community's people those of its projects: nobody another donor's.
"""

from collections.abc import Iterator
from dataclasses import replace

import sqlalchemy as sa
from sqlmodel import Session, col

from core.accounts.person import Reach
from core.journal.append import row_key
from grants.models.funds import Fund
from grants.models.milestones import Certification, Milestone, Tranche
from grants.visible import Condition, funds_within, projects_within
from household_groups.models.projects import Project


def milestones_within(reach: Reach) -> Condition:
    """On `Milestone`."""
    return _within(reach, Milestone)


def certifications_within(reach: Reach) -> Condition:
    """On `Certification`."""
    return _within(reach, Certification)


def tranches_within(reach: Reach) -> Condition:
    """On `Tranche`."""
    return _within(reach, Tranche)


def is_key_within(session: Session, reach: Reach, key: str) -> bool:
    """Whether the milestone that a document names by its key is."""
    return any(found == key for found in keys_within(session, reach))


def keys_within(session: Session, reach: Reach) -> Iterator[str]:
    query = sa.select(col(Project.code), col(Fund.code), col(Milestone.code)).where(
        milestones_within(reach),
        col(Milestone.project_id) == col(Project.id),
        col(Milestone.fund_id) == col(Fund.id),
    )
    return (row_key(*parts) for parts in session.execute(query))


def _within(reach: Reach, model: type[Milestone | Certification | Tranche]) -> Condition:
    of_programme = col(model.programme_id) == reach.programme_id
    if reach.is_whole:
        return of_programme
    within: Condition = sa.false()
    if reach.communities:
        works = sa.select(col(Project.id)).where(projects_within(replace(reach, funds=frozenset())))
        within |= col(model.project_id).in_(works)
    if reach.funds:
        within |= col(model.fund_id).in_(sa.select(col(Fund.id)).where(funds_within(reach)))
    return of_programme & within
