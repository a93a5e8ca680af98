"""The path of a project so far with the papers of each step, and the communities that its works reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from grants.documents.listing import Listed, documents_of
from grants.living.facts import Facts, key_of
from grants.living.transitions import transition
from household_groups.models.life import Meeting, ProjectStep, ProjectStepKind
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from household_groups.models.service import Reached


@dataclass(frozen=True)
class Taken:
    """A step of the path with the papers that it stands on."""

    step: ProjectStep
    meeting: Meeting | None
    papers: list[Listed]


def path_of(reading: Session, programme_id: int, facts: Facts) -> Iterator[Taken]:
    """The steps so far, each with its papers: those of the project by their kind, its own, and the minutes."""
    of_project = documents_of(reading, programme_id, "projects", facts.project.code)
    before: ProjectStepKind | None = None
    for number, step in enumerate(facts.steps, 1):
        found = transition(before, step.step)
        kinds = [paper.kind for paper in found.papers] if found else []
        meeting = facts.meetings.get(step.meeting_id or 0)
        stands_on = meeting or facts.meeting_of(facts.steps[:number])
        papers = [each for each in of_project if each.document and each.document.kind in kinds]
        papers += documents_of(reading, programme_id, "project_steps", key_of(facts.project, step.number))
        if stands_on is not None:
            minutes = documents_of(reading, programme_id, "meetings", stands_on.code)
            papers += [each for each in minutes if each.document and each.document.kind in kinds]
        yield Taken(step, meeting, papers)
        before = step.step


def reached_of(reading: Session, project: Project) -> list[Any]:
    """(what was found last, community) of each community that the works serve, by its code."""
    query = (
        sa.select(Reached, Community)
        .join(Community, col(Community.id) == col(Reached.community_id))
        .where(col(Reached.project_id) == project.id)
        .order_by(col(Community.code), col(Reached.measured_on))
    )
    latest = {row.Community.code: row for row in reading.execute(query)}
    return list(latest.values())
