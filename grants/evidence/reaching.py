"""Whose evidence a file is: it is seen by whoever sees the row that it belongs to, as far as they see money.

Evidence of a contribution is a slip or a face, so it needs the right to see households; that of a payment, a
voucher or the works is also the donor's who paid for it.
"""

from collections.abc import Callable
from dataclasses import replace

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from core.journal.append import row_key
from core.roles import Action
from grants.evidence.files import CONFLICTS
from grants.living.visible import meetings_within
from grants.models.payments import Disbursement, Expenditure
from grants.paying.visible import is_key_within
from grants.recording.conflicts import conflicts_within
from grants.visible import contribution_within, projects_within
from grants.visible_money import disbursements_within, expenditures_within
from household_groups.models.contributions import Contribution
from household_groups.models.evidence import EvidenceFile
from household_groups.models.life import Meeting, ProjectStep
from household_groups.models.projects import Indicator, Measurement, Progress, Project
from household_groups.models.service import ServiceCheck
from household_groups.models.submissions import SubmissionConflict


def find_file(
    session: Session, programme_id: int, reach_of: Callable[[Action], Reach], id: int
) -> EvidenceFile | None:
    """None also where the file belongs to something that is not within the reach of the right it needs."""
    file = session.get(EvidenceFile, id)
    if file is None or file.programme_id != programme_id or file.sheet not in _OF_SHEETS:
        return None
    action, is_within = _OF_SHEETS[file.sheet]
    return file if is_within(session, reach_of(action), file.key) else None


def _of_contribution(session: Session, reach: Reach, key: str) -> bool:
    query = select(Contribution.id).where(contribution_within(reach, key))
    return session.exec(query).first() is not None


def _of_conflict(session: Session, reach: Reach, key: str) -> bool:
    """What came with a form whose number stands for something else."""
    query = conflicts_within(reach, state=None).where(col(SubmissionConflict.id) == int(key))
    return session.execute(query).first() is not None


def _of_disbursement(session: Session, reach: Reach, key: str) -> bool:
    """Of one's funds, or for projects of one's communities."""
    works = sa.select(col(Project.id)).where(projects_within(replace(reach, funds=frozenset())))
    within = disbursements_within(reach) | col(Disbursement.project_id).in_(works)
    query = select(Disbursement.id).where(Disbursement.programme_id == reach.programme_id, within)
    return session.exec(query.where(Disbursement.reference == key)).first() is not None


def _of_expenditure(session: Session, reach: Reach, key: str) -> bool:
    query = select(Expenditure.id).where(expenditures_within(reach), Expenditure.reference == key)
    return session.exec(query).first() is not None


def _of_progress(session: Session, reach: Reach, key: str) -> bool:
    """The key is the project and the day."""
    query = sa.select(col(Project.code), col(Progress.on)).where(
        projects_within(reach), col(Progress.project_id) == col(Project.id)
    )
    return any(row_key(code, on.isoformat()) == key for code, on in session.execute(query))


def _of_project(session: Session, reach: Reach, key: str) -> bool:
    query = select(Project.id).where(projects_within(reach), Project.code == key)
    return session.exec(query).first() is not None


def _of_meeting(session: Session, reach: Reach, key: str) -> bool:
    query = select(Meeting.id).where(meetings_within(reach), Meeting.code == key)
    return session.exec(query).first() is not None


def _of_step(session: Session, reach: Reach, key: str) -> bool:
    """The key is the project and the number."""
    query = sa.select(col(Project.code), col(ProjectStep.number)).where(
        projects_within(reach), col(ProjectStep.project_id) == col(Project.id)
    )
    return any(row_key(code, number) == key for code, number in session.execute(query))


def _of_measurement(session: Session, reach: Reach, key: str) -> bool:
    """The key is the project, the indicator and the day."""
    query = sa.select(col(Project.code), col(Indicator.code), col(Measurement.measured_on)).where(
        *(projects_within(reach), col(Indicator.project_id) == col(Project.id)),
        col(Measurement.indicator_id) == col(Indicator.id),
    )
    found = session.execute(query)
    return any(row_key(project, code, on.isoformat()) == key for project, code, on in found)


def _of_check(session: Session, reach: Reach, key: str) -> bool:
    """The key is the project and the day."""
    query = sa.select(col(Project.code), col(ServiceCheck.checked_on)).where(
        projects_within(reach), col(ServiceCheck.project_id) == col(Project.id)
    )
    return any(row_key(code, on.isoformat()) == key for code, on in session.execute(query))


_OF_SHEETS: dict[str, tuple[Action, Callable[[Session, Reach, str], bool]]] = {
    "contributions": (Action.SEE_HOUSEHOLDS, _of_contribution),
    CONFLICTS: (Action.RECORD_CONTRIBUTION, _of_conflict),
    "disbursements": (Action.SEE_PROJECT_MONEY, _of_disbursement),
    "expenditures": (Action.SEE_PROJECT_MONEY, _of_expenditure),
    "progress": (Action.SEE_PROJECT_MONEY, _of_progress),
    "measurements": (Action.SEE_PROJECTS, _of_measurement),
    "service_checks": (Action.SEE_PROJECTS, _of_check),
    "milestones": (Action.SEE_PROJECT_MONEY, is_key_within),
    "projects": (Action.SEE_PROJECT_MONEY, _of_project),
    "meetings": (Action.SEE_PROJECT_MONEY, _of_meeting),
    "project_steps": (Action.SEE_PROJECT_MONEY, _of_step),
}
"""The right that a file needs, and who has it; a file of any other sheet is for nobody."""
