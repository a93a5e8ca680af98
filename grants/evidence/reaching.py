"""Whose evidence a file is: it is seen by those who see households where the row stands that it belongs to."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from core.journal.append import row_key
from grants.models.payments import Disbursement, Expenditure
from grants.visible import contributions_within, projects_within
from household_groups.models.contributions import Contribution
from household_groups.models.evidence import EvidenceFile
from household_groups.models.projects import Progress, Project


def find_file(session: Session, reach: Reach, id: int) -> EvidenceFile | None:
    """None also where the file belongs to something that is not within reach."""
    file = session.get(EvidenceFile, id)
    if file is None or file.programme_id != reach.programme_id or file.sheet not in _IS_WITHIN:
        return None
    return file if _IS_WITHIN[file.sheet](session, reach, file.key) else None


def _of_contribution(session: Session, reach: Reach, key: str) -> bool:
    query = select(Contribution.id).where(contributions_within(reach), Contribution.reference == key)
    return session.exec(query).first() is not None


def _of_disbursement(session: Session, reach: Reach, key: str) -> bool:
    query = select(Disbursement.id).join(Project, col(Project.id) == col(Disbursement.project_id))
    return (
        session.exec(query.where(projects_within(reach), Disbursement.reference == key)).first() is not None
    )


def _of_expenditure(session: Session, reach: Reach, key: str) -> bool:
    query = select(Expenditure.id).join(Project, col(Project.id) == col(Expenditure.project_id))
    return session.exec(query.where(projects_within(reach), Expenditure.reference == key)).first() is not None


def _of_progress(session: Session, reach: Reach, key: str) -> bool:
    """The key is the project and the day."""
    query = sa.select(col(Project.code), col(Progress.on)).where(
        projects_within(reach), col(Progress.project_id) == col(Project.id)
    )
    return any(row_key(code, on.isoformat()) == key for code, on in session.execute(query))


_IS_WITHIN: dict[str, Callable[[Session, Reach, str], bool]] = {
    "contributions": _of_contribution,
    "disbursements": _of_disbursement,
    "expenditures": _of_expenditure,
    "progress": _of_progress,
}
"""By sheet; a file of any other sheet is for nobody."""
