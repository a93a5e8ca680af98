"""What one contribution waits for, and what waits in a project, as their pages show it."""

from datetime import UTC, datetime

from sqlmodel import Session, col

from core.programmes import today_in
from core.roles import Action
from core.web.access import Here
from grants.wondering.waiting_projects import projects_with_waits
from grants.wondering.waiting_rows import WaitingGroup, grouped, waiting_rows
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.projects import Project


def waits_in_project(reading: Session, here: Here, project: Project) -> list[WaitingGroup]:
    """Everything that waits in it, by what it waits for."""
    reach = here.reach_of(Action.SEE_MATCHES)
    of_it = projects_with_waits(reach).where(col(Project.id) == project.id)
    if not reach or reading.execute(of_it).first() is None:
        return []
    return grouped(waiting_rows(reading, reach, project, today_in(here.programme, datetime.now(UTC))))


def waits_of(
    reading: Session, here: Here, contribution: Contribution, project: Project, is_waiting: bool
) -> list[WaitingGroup]:
    """`is_waiting`: a rule said so when it last decided. Nothing is opened where nothing waits."""
    is_held = contribution.status is ContributionStatus.VERIFIED and project.approved_seq is None
    if not is_held and not is_waiting:
        return []
    today = today_in(here.programme, datetime.now(UTC))
    rows = waiting_rows(reading, here.reach_of(Action.SEE_MATCHES), project, today)
    return grouped(row for row in rows if row.contribution.reference == contribution.reference)
