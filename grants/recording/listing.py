"""Contributions as rows of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.audit import AuditEntry
from grants.recording.returns import reasons_of_return
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.projects import Project
from household_groups.models.registry import HouseholdGroup

Conditions = Sequence[sa.ColumnElement[bool]]


@dataclass(frozen=True)
class Line:
    """A contribution with what it is for, who brought it, and why it was returned if it was."""

    contribution: Contribution
    project: Project
    group: HouseholdGroup
    returned: AuditEntry | None = None


def latest_first(conditions: Conditions) -> sa.Select[Any]:
    return (
        sa.select(Contribution)
        .where(*conditions)
        .order_by(col(Contribution.received_on).desc(), col(Contribution.id).desc())
    )


def lines_of(session: Session, contributions: Sequence[Contribution]) -> list[Line]:
    """In their order."""
    projects = _by_id(session, Project, {each.project_id for each in contributions})
    groups = _by_id(session, HouseholdGroup, {each.group_id for each in contributions})
    returned = [each for each in contributions if each.status is ContributionStatus.RETURNED]
    reasons: dict[str, AuditEntry] = {}
    if returned:
        references = [each.reference for each in returned]
        reasons = reasons_of_return(session, returned[0].programme_id, references)
    return [
        Line(each, projects[each.project_id], groups[each.group_id], reasons.get(each.reference))
        for each in contributions
    ]


def _by_id(session: Session, model: type[Any], ids: set[int]) -> dict[int, Any]:
    return {row.id: row for row in session.exec(select(model).where(col(model.id).in_(ids)))}
