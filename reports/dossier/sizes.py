"""How large a dossier is, by counts that take some milliseconds."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from core.tables import table
from grants.models.payments import Disbursement, Expenditure
from household_groups.models.contributions import Contribution
from household_groups.models.evidence import EvidenceFile
from household_groups.models.life import Choice, Meeting, ProjectStep
from household_groups.models.projects import Project

_BY_REFERENCE: dict[str, type[SQLModel]] = {
    "contributions": Contribution,
    "disbursements": Disbursement,
    "expenditures": Expenditure,
}


class Size(NamedTuple):
    """Rows of contributions, and bytes of the papers of whoever may see all of them."""

    rows: int
    bytes: int


def size_of(session: Session, project: Project) -> Size:
    given = sa.select(sa.func.count()).where(col(Contribution.project_id) == project.id)
    t = table(EvidenceFile).c
    papers = sa.select(sa.func.coalesce(sa.func.sum(t.size), 0)).where(
        t.programme_id == project.programme_id, _is_of(project)
    )
    return Size(int(session.execute(given).scalar_one()), int(session.execute(papers).scalar_one()))


def _is_of(project: Project) -> sa.ColumnElement[bool]:
    """By a reference, by the project's code, or by a key that begins with it; of meetings those about it."""
    t = table(EvidenceFile).c
    begins = project.code.replace("|", "||") + "|"
    parts = [t.key == project.code, t.key.startswith(begins, autoescape=True)]
    for sheet, model in _BY_REFERENCE.items():
        of = table(model).c
        named = sa.select(of.reference).where(
            of.programme_id == project.programme_id, of.project_id == project.id
        )
        parts.append((t.sheet == sheet) & t.key.in_(named))
    chose = sa.select(col(Choice.meeting_id)).where(col(Choice.project_id) == project.id)
    took = sa.select(col(ProjectStep.meeting_id)).where(col(ProjectStep.project_id) == project.id)
    id = col(Meeting.id)
    met = sa.select(col(Meeting.code)).where(
        col(Meeting.programme_id) == project.programme_id, id.in_(chose) | id.in_(took)
    )
    return sa.or_(*parts, (t.sheet == "meetings") & t.key.in_(met))
